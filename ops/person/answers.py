"""What a person answers to what Cognito asks after the password."""

from collections.abc import Mapping

from ..deployment.asking import ask, ask_new_password
from ..people.authenticator import key_address
from .qr import shown_key

_CODES = {
    "SMS_MFA": "Code from the SMS",
    "SOFTWARE_TOKEN_MFA": "Code from the authenticator app",
}


class Asked:
    """Answers by asking.

    Args:
        issuer: what the authenticator app shows above the code.
        phone_number: whose account it is.
    """

    def __init__(self, issuer: str, phone_number: str) -> None:
        self._issuer = issuer
        self._phone_number = phone_number

    def code(self, challenge: str, parameters: Mapping[str, str]) -> str:
        """Ask for a code."""
        if where := parameters.get("CODE_DELIVERY_DESTINATION"):
            print(f"A code was texted to {where}.", flush=True)
        return ask(_CODES[challenge])

    def app_code(self, secret: str) -> str:
        """Show the key, and ask for the app's first code."""
        address = key_address(secret, issuer=self._issuer, account=self._phone_number)
        print(shown_key(secret, address), flush=True)
        return ask(_CODES["SOFTWARE_TOKEN_MFA"])

    def new_password(self) -> str:
        """Ask for the password that replaces a temporary one."""
        print("The password was temporary: choose your own.", flush=True)
        return ask_new_password()

    def attribute(self, name: str) -> str:
        """Ask for an attribute."""
        return ask(name)
