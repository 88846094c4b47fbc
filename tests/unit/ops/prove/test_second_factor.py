"""The proof of a stage that demands a second factor; MiniStack demands none."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from ops.people import accounts
from ops.people.person import Person
from ops.prove import behaviour
from ops.prove.table import FAILED, NOT_SHOWN, OK, Row
from tests.unit.ops.samples import DEV, FACTS, LOCAL

CHALLENGE = {"ChallengeName": "SOFTWARE_TOKEN_MFA"}
TOKENS = {"AuthenticationResult": {"IdToken": "id"}}


@pytest.mark.parametrize(
    ("outputs", "mfa", "answer", "verdict"),
    [
        (DEV, "ON", CHALLENGE, OK),
        (DEV, "ON", TOKENS, FAILED),
        (DEV, "OPTIONAL", TOKENS, NOT_SHOWN),
        (LOCAL, "ON", TOKENS, NOT_SHOWN),
    ],
    ids=["asked", "not asked", "not demanded", "local cloud"],
)
def test_a_password_alone_opens_nothing_where_a_second_factor_is_demanded(
    monkeypatch: pytest.MonkeyPatch, outputs: Any, mfa: str, answer: object, verdict: str
) -> None:
    facts = replace(FACTS, mfa_configuration=mfa)
    subject: Any = SimpleNamespace(outputs=outputs, facts=facts, client=lambda _: None)
    monkeypatch.setattr(accounts, "sign_in", lambda *_: TOKENS["AuthenticationResult"])
    monkeypatch.setattr(behaviour, "prove_the_password", lambda *_: answer)
    rows = behaviour.behaviour(subject, Person("+14155550100"))
    found: list[Row] = [next(rows), next(rows)]
    assert [row.verdict for row in found] == [OK, verdict]
