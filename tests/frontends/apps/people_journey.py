"""A newcomer's own lines for people.py, verify.py and guest.py; the person as JSON on stdin."""

import json
import sys
from collections.abc import Callable

import guest  # type: ignore[import-not-found] # of the page
import people  # type: ignore[import-not-found] # of the page
import verify  # type: ignore[import-not-found] # of the page


def refused(call: Callable[..., object], *arguments: str) -> bool:
    """Tell whether a call is refused."""
    try:
        call(*arguments)
    except Exception:  # noqa: BLE001 - each package has its own
        return True
    return False


given = json.load(sys.stdin)
phone, password = given["phone"], given["password"]
people.register(phone, password, given["attributes"])
seen: dict[str, object] = {"unconfirmedIsRefused": refused(people.enter, phone, password)}
people.confirm(phone, given["code"])
seen["wrongPasswordIsRefused"] = refused(people.enter, phone, "Not-the-1-password")
user = people.enter(phone, password)
seen["claims"] = verify.claims(user.id_token)
seen["accessTokenIsRefused"] = refused(verify.claims, user.access_token)
seen["guest"] = guest.guest()
seen["user"] = guest.guest(user.id_token)
user.logout()
json.dump(seen, sys.stdout)
