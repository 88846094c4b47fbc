"""What a signed-in person does: with the API, with their account, and with the session."""

from argparse import Namespace
from http import HTTPStatus

from ..deployment.asking import ask, ask_new_password, ask_secret
from ..deployment.terminal import agreed, plain, plain_json
from ..errors import OpsError, RefusedError
from ..people import accounts, authenticator
from ..people.api import get
from .answers import Asked
from .session import claims, forget
from .visit import Visit


def me(visit: Visit, _: Namespace) -> None:
    """Call GET /me with the ID token, and print the claims."""
    with visit.signed_in() as session:
        status, body = get(f"{visit.outputs.api_url}me", {"Authorization": session.id_token})
    if status != HTTPStatus.OK:
        raise OpsError(
            f"GET /me answered {status}: sign in again by {visit.command('sign-in')}; if it stays,"
            f" see what `make prove STAGE={visit.outputs.stage}` says."
        )
    print(plain_json(body["claims"]))


def profile(visit: Visit, chosen: Namespace) -> None:
    """Show the attributes of the user, or set some."""
    if (chosen.action == "set") != bool(chosen.attributes):
        raise RefusedError(
            "`profile show` names no attribute, and `profile set` names those whose values it asks"
            " for, such as `profile set name`."
        )
    with visit.signed_in() as session:
        if chosen.action == "set":
            _set(visit, session.access_token, chosen.attributes)
            return
        found = visit.cognito.get_user(AccessToken=session.access_token)
    for attribute in found["UserAttributes"]:
        print(f"{plain(attribute['Name']):24}{plain(attribute['Value'])}")
    print(f"{'(second factors)':24}{', '.join(found.get('UserMFASettingList', [])) or 'none'}")


def totp(visit: Visit, _: Namespace) -> None:
    """Enrol an authenticator app."""
    outputs = visit.outputs
    with visit.signed_in() as session:
        answers = Asked(
            f"{outputs.project} {outputs.stage}", claims(session.id_token)["phone_number"]
        )
        authenticator.enrol(visit.cognito, session.access_token, answers.app_code)
    print("From the next sign-in on, Cognito asks for the app's code.")


def change_password(visit: Visit, _: Namespace) -> None:
    """Change the password; other sessions go on."""
    with visit.signed_in() as session:
        visit.cognito.change_password(
            AccessToken=session.access_token,
            PreviousPassword=ask_secret("Old password"),
            ProposedPassword=ask_new_password(),
        )
    print("The password is the new one.")


def refresh(visit: Visit, _: Namespace) -> None:
    """Refresh the tokens now."""
    with visit.signed_in() as session:
        visit.renew(session)
    print("The tokens are new.")


def sign_out(visit: Visit, chosen: Namespace) -> None:
    """End the session, or every session of the user."""
    with visit.signed_in() as session:
        if chosen.everywhere:
            visit.cognito.global_sign_out(AccessToken=session.access_token)
        else:
            visit.cognito.revoke_token(ClientId=visit.client_id, Token=session.refresh_token)
    forget(visit.file)
    print(f"Signed out {'everywhere' if chosen.everywhere else 'here'}.")


def delete(visit: Visit, chosen: Namespace) -> None:
    """Delete the user."""
    if not chosen.yes and not agreed("Delete this user, for good?"):
        raise RefusedError("The user stays, for nobody said yes: answer at a terminal, or --yes.")
    with visit.signed_in() as session:
        visit.cognito.delete_user(AccessToken=session.access_token)
    forget(visit.file)
    print("The user is gone.")


def _set(visit: Visit, access_token: str, names: list[str]) -> None:
    """Set attributes; one that Cognito verifies is changed when its code is entered."""
    answer = visit.cognito.update_user_attributes(
        AccessToken=access_token, UserAttributes=accounts.listed({n: ask(n) for n in names})
    )
    for delivery in answer.get("CodeDeliveryDetailsList", []):
        print(f"A code was sent to {delivery['Destination']}.", flush=True)
        visit.cognito.verify_user_attribute(
            AccessToken=access_token,
            AttributeName=delivery["AttributeName"],
            Code=ask(f"Code for {delivery['AttributeName']}"),
        )
    print("Set.")
