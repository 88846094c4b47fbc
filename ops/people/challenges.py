"""Sign-in step by step: SRP, and a second factor where the pool demands one.

Source: the Cognito API reference (RespondToAuthChallenge, AssociateSoftwareToken,
VerifySoftwareToken).
"""

from typing import TYPE_CHECKING, Any

from pycognito.aws_srp import AWSSRP  # type: ignore[import-untyped] # it has no types

from ..errors import OpsError
from .person import Person
from .totp import totp

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


class UnansweredChallengeError(OpsError):
    """Cognito asks for what only a telephone or a person can give."""


def sign_in(
    cognito: "CognitoIdentityProviderClient", pool_id: str, client_id: str, person: Person
) -> dict[str, Any]:
    """Sign in with SRP and return the tokens: IdToken, AccessToken, RefreshToken, ExpiresIn.

    A person who has to set up a second factor takes an authenticator app.

    Raises:
        UnansweredChallengeError: Cognito asks for something else.
    """
    answer = prove_the_password(cognito, pool_id, client_id, person)
    while challenge := answer.get("ChallengeName"):
        if challenge != "MFA_SETUP":
            raise UnansweredChallengeError(
                f"Cognito asks for {challenge}, which cannot be answered here: sign in by the page."
            )
        session = _set_up_an_app(cognito, answer["Session"])
        answer = dict(
            cognito.respond_to_auth_challenge(
                ClientId=client_id,
                ChallengeName="MFA_SETUP",
                Session=session,
                ChallengeResponses={"USERNAME": person.phone_number},
            )
        )
    tokens: dict[str, Any] = answer["AuthenticationResult"]
    return tokens


def prove_the_password(
    cognito: "CognitoIdentityProviderClient", pool_id: str, client_id: str, person: Person
) -> dict[str, Any]:
    """Begin a sign-in with SRP, and return what RespondToAuthChallenge answers to the proof.

    That is an AuthenticationResult, or the next ChallengeName.
    """
    srp = AWSSRP(
        username=person.phone_number,
        password=person.password,
        pool_id=pool_id,
        client_id=client_id,
        client=cognito,
    )
    sent = srp.get_auth_params()
    asked = cognito.initiate_auth(ClientId=client_id, AuthFlow="USER_SRP_AUTH", AuthParameters=sent)
    return dict(
        cognito.respond_to_auth_challenge(
            ClientId=client_id,
            ChallengeName="PASSWORD_VERIFIER",
            ChallengeResponses=srp.process_challenge(asked["ChallengeParameters"], sent),
        )
    )


def _set_up_an_app(cognito: "CognitoIdentityProviderClient", session: str) -> str:
    """Enrol an authenticator app within a sign-in, and return the session to go on with."""
    given = cognito.associate_software_token(Session=session)
    verified = cognito.verify_software_token(
        Session=given["Session"], UserCode=totp(given["SecretCode"])
    )
    return verified["Session"]
