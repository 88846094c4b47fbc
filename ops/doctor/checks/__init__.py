"""The checks of every group, in the order in which they are told.

A new check is one function and one line here.
"""

from typing import NamedTuple

from ..asking import Check
from . import (
    account,
    api,
    backup,
    directory,
    identities,
    origination,
    quotas,
    sms,
    spending,
    stacks,
    watch,
)


class Group(NamedTuple):
    """Checks that belong together.

    Attributes:
        name: of what they are.
        checks: by what is told where one cannot be answered.
    """

    name: str
    checks: tuple[tuple[str, Check], ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "Account and region",
        (
            ("account", account.account),
            ("region", account.region),
            ("bootstrap", account.bootstrap),
            ("API logs", account.logging),
        ),
    ),
    Group(
        "Stacks",
        (
            ("stacks", stacks.deployed),
            ("sources", stacks.as_the_sources_say),
            ("drift", stacks.undrifted),
        ),
    ),
    Group(
        "Text messages",
        (
            ("SMS region", sms.region),
            ("SMS role", sms.role),
            ("Cognito's own check", sms.configuration),
            ("SMS sandbox", sms.sandbox),
            ("monthly limit", spending.limit),
            ("month to date", spending.spend),
            ("origination", origination.identities),
        ),
    ),
    Group(
        "Directory and sign-in",
        (
            ("protection", directory.protection),
            ("stack policy", directory.stack_policy),
            ("app client", directory.client),
            ("classic flow", identities.classic_flow),
            ("token issuer", identities.issuer),
            ("roles", identities.roles),
        ),
    ),
    Group(
        "API",
        (
            ("without a token", api.refusal),
            ("allowed origins", api.origins),
            ("preflight", api.preflight),
        ),
    ),
    Group(
        "Quotas",
        (
            ("sign-in quota", quotas.sign_in),
            ("GetId quota", quotas.identity),
            ("credentials quota", quotas.credentials),
            ("API quota", quotas.api),
            ("stage throttle", quotas.throttle),
            ("Lambda quota", quotas.concurrency),
            ("SMS rate", quotas.texts),
        ),
    ),
    Group("Watch", (("alarms", watch.alarms), ("last backup", backup.age))),
)
