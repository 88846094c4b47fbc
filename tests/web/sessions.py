"""A session without the forms, for tests whose subject is not how one signs in."""

import json

import boto3
import pyotp

from ops.deployment.environment import isolated
from ops.people import accounts
from ops.people.person import Person as Account
from tests.deployment import Deployment
from tests.web.attributes import on_the_wire
from tests.web.person import Person

KEPT = "() => ({...sessionStorage})"
KEEP = "kept => { for (const [key, value] of Object.entries(kept)) sessionStorage[key] = value }"
# A page that is open there already would only change its view, and not look for a session.
ACCOUNT = "() => history.replaceState(null, '', '/#/account')"


class Sessions:
    """Accounts made by the API, and in the tab what the page's own sign-in keeps there.

    What that is, the first person shows by signing up through the page; the tokens and the names
    in it are then exchanged for those of the next.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._endpoint, self._outputs = deployment.endpoint, deployment.outputs
        self._kept: dict[str, str] = {}
        with isolated(self._endpoint):
            self._cognito = boto3.client("cognito-idp")

    def registers(self, person: Person) -> Account:
        """Give a person an account with all that they would have entered into the form."""
        custom = {
            n: on_the_wire(given, person.attributes[n]) for n, given in person.answers.items()
        }
        account = Account(person.phone, person.password, {"name": person.name, **custom})
        client = self._outputs["UserPoolClientId"]
        accounts.sign_up(self._cognito, client, account)
        accounts.confirm(self._cognito, client, account)
        return account

    def lets_in(self, person: Person) -> Person:
        """Let a person be signed in, at the session; the window need not show the page yet."""
        if not self._kept:
            person.page.goto("/")
            person.joins()
            self._kept = person.page.evaluate(KEPT)
            return person
        old, new = _names(self._kept), self._signs_in(self.registers(person))
        text = json.dumps(self._kept)
        for what, value in old.items():
            text = text.replace(value, new[what])
        person.page.evaluate(KEEP, json.loads(text))
        person.page.evaluate(ACCOUNT)
        person.page.reload()
        person.sees("Your account")
        return person

    def enrols(self, person: Person) -> pyotp.TOTP:
        """Give a person an account whose second factor is an authenticator app."""
        token = self._signs_in(self.registers(person))["accessToken"]
        secret = self._cognito.associate_software_token(AccessToken=token)["SecretCode"]
        app = pyotp.TOTP(secret)
        self._cognito.verify_software_token(AccessToken=token, UserCode=app.now())
        self._cognito.set_user_mfa_preference(
            AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}
        )
        return app

    def _signs_in(self, account: Account) -> dict[str, str]:
        pool, client = self._outputs["UserPoolId"], self._outputs["UserPoolClientId"]
        tokens = accounts.sign_in(self._cognito, pool, client, account)
        user = self._cognito.get_user(AccessToken=tokens["AccessToken"])
        return {
            "idToken": tokens["IdToken"],
            "accessToken": tokens["AccessToken"],
            "refreshToken": tokens["RefreshToken"],
            "username": user["Username"],
            "loginId": account.phone_number,
        }


def _names(kept: dict[str, str]) -> dict[str, str]:
    """Return what is one user's own in what Amplify keeps, by its names."""
    (last,) = (key for key in kept if key.endswith(".LastAuthUser"))
    ours = f"{last.rpartition('.')[0]}.{kept[last]}."
    return {
        **{name: kept[ours + name] for name in ("idToken", "accessToken", "refreshToken")},
        "username": kept[last],
        "loginId": json.loads(kept[f"{ours}signInDetails"])["loginId"],
    }
