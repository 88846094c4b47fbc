"""ID tokens, genuine and spoilt.

MiniStack signs with keys that it keeps in files. With a pool's own key a test can sign what Cognito
never would: an expired token, or one of another client. Such a token passes API Gateway's check of
the signature, and must be refused for what is wrong with it.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt

from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import SignIn

Claims = dict[str, Any]


@dataclass(frozen=True)
class Genuine:
    """A user's tokens, and the key that signed them.

    Attributes:
        id_token: as the pool gave it, like the other two.
        claims: its payload.
        other: another ID token of the same user.
    """

    id_token: str
    access_token: str
    refresh_token: str
    other: str
    claims: Claims
    _key: bytes

    @property
    def payload(self) -> str:
        """The claims as JSON text."""
        return json.dumps(self.claims)

    def signed(self, **changes: Any) -> str:
        """Sign the claims with these changes as the pool would; None removes one."""
        changed = {k: v for k, v in (self.claims | changes).items() if v is not None}
        return self.signed_text(json.dumps(changed))

    def signed_text(self, payload: str) -> str:
        """Sign any text as the pool would."""
        headers = jwt.get_unverified_header(self.id_token)
        return jwt.PyJWS().encode(payload.encode(), self._key, "RS256", headers)

    def with_payload(self, **changes: Any) -> str:
        """Put changed claims under the old signature."""
        header, _, signature = self.id_token.split(".")
        return f"{header}.{_segment(self.claims | changes)}.{signature}"

    def with_header(self, **changes: Any) -> str:
        """Put a changed header before the old payload and signature."""
        header = jwt.get_unverified_header(self.id_token) | changes
        return ".".join([_segment(header), *self.id_token.split(".")[1:]])

    def with_signature(self, signature: str) -> str:
        """Put another signature under the old header and payload."""
        return f"{self.id_token.rpartition('.')[0]}.{signature}"


def genuine(deployment: Deployment, sign_in: SignIn, user: Person) -> Genuine:
    """Sign a user in twice, and return the tokens with the key of their pool."""
    tokens, other = sign_in(user), sign_in(user)
    id_token = tokens["IdToken"]
    return Genuine(
        id_token=id_token,
        access_token=tokens["AccessToken"],
        refresh_token=tokens["RefreshToken"],
        other=other["IdToken"],
        claims=jwt.decode(id_token, options={"verify_signature": False}),
        _key=_key_file(deployment).read_bytes(),
    )


def _key_file(deployment: Deployment) -> Path:
    name = f"{deployment.outputs['UserPoolId']}-id.pem"
    (found,) = deployment.outputs_file.parents[1].rglob(name)
    return found


def _segment(value: Claims) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
