"""What Cognito is asked about one user of a backup, and its answers, stubbed."""

from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.stub import ANY, Stubber

from directory.records import Record
from ops.backup.plan import SUB_ATTRIBUTE
from ops.backup.restoring import Restorer
from ops.desk.pool import Pool
from tests.unit.ops.backup.files import record
from tests.unit.ops.samples import DEV

NEW = "99999999-0000-4000-8000-000000000000"
WHO = {"UserPoolId": DEV.user_pool_id, "Username": NEW}
USER = record(1)
NUMBER = USER["attributes"]["phone_number"]


def restorer(cognito: Any, *, keeps_sub: bool = True, sms: bool = False) -> Restorer:
    pool = Pool(DEV, boto3.Session(region_name=DEV.region), cognito)
    return Restorer(pool, SUB_ATTRIBUTE if keeps_sub else None, sms)


def nobody_has(stub: Stubber) -> None:
    asked = {"UserPoolId": DEV.user_pool_id, "Username": NUMBER}
    stub.add_client_error("admin_get_user", "UserNotFoundException", expected_params=asked)


def somebody_has(stub: Stubber, status: str = "CONFIRMED", **attributes: str) -> None:
    asked = {"UserPoolId": DEV.user_pool_id, "Username": NUMBER}
    found = {**account(status), "UserAttributes": pairs({"sub": NEW, **attributes})}
    stub.add_response("admin_get_user", found, asked)


def account(status: str) -> dict[str, Any]:
    when = datetime(2026, 11, 26, tzinfo=UTC)
    return {
        "Username": NEW,
        "UserStatus": status,
        "Enabled": True,
        "UserCreateDate": when,
        "UserLastModifiedDate": when,
    }


def pairs(attributes: dict[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in attributes.items()]


def own(user: Record = USER) -> dict[str, str]:
    """Return a user's attributes without the sub."""
    return {name: text for name, text in user["attributes"].items() if name != "sub"}


def creation(attributes: dict[str, str]) -> dict[str, Any]:
    return {
        "UserPoolId": DEV.user_pool_id,
        "Username": NUMBER,
        "UserAttributes": pairs(attributes),
        "MessageAction": "SUPPRESS",
        "TemporaryPassword": ANY,
    }


def is_created(stub: Stubber, attributes: dict[str, str]) -> None:
    made = {**account("FORCE_CHANGE_PASSWORD"), "Attributes": pairs({"sub": NEW, **attributes})}
    stub.add_response("admin_create_user", {"User": made}, creation(attributes))
