"""An authenticator app as a second factor: enrolled by a signed-in person, or within a sign-in.

Source: the Cognito API reference (AssociateSoftwareToken, VerifySoftwareToken,
SetUserMFAPreference); the address of a QR code is that of the wiki of Google Authenticator, "Key
Uri Format".
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from ..errors import OpsError

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

Code = Callable[[str], str]
"""Gives the app's code by the secret that the app is to take, in base32."""


def enrol(cognito: "CognitoIdentityProviderClient", access_token: str, code: Code) -> None:
    """Enrol an app for who is signed in, and ask for its code from the next sign-in on."""
    secret = cognito.associate_software_token(AccessToken=access_token)["SecretCode"]
    verified = cognito.verify_software_token(AccessToken=access_token, UserCode=code(secret))
    _expect_success(verified["Status"])
    cognito.set_user_mfa_preference(
        AccessToken=access_token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}
    )


def enrol_within_sign_in(cognito: "CognitoIdentityProviderClient", session: str, code: Code) -> str:
    """Enrol an app because a sign-in demands one, and return the session to go on with."""
    given = cognito.associate_software_token(Session=session)
    verified = cognito.verify_software_token(
        Session=given["Session"], UserCode=code(given["SecretCode"])
    )
    _expect_success(verified["Status"])
    return verified["Session"]


def key_address(secret: str, *, issuer: str, account: str) -> str:
    """Return what the QR code says: an `otpauth:` address with the secret."""
    label = quote(f"{issuer}:{account}", safe=":")
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{label}?{query}"


def _expect_success(status: str) -> None:
    if status != "SUCCESS":
        raise OpsError(
            "Cognito did not take the app's code: begin again, with the newest code of the app."
        )
