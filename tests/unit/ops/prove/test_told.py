"""What AWS refuses is a row of the proof; what nothing would be answered for ends it."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ops.deployment.stack import Stack
from ops.errors import OpsError
from ops.people.api import Answer
from ops.people.person import Person
from ops.prove import behaviour
from ops.prove.table import FAILED, Rows, equal, told
from tests.unit.ops.samples import DEV


def rows(error: Exception) -> Rows:
    yield equal("sky", "blue", "blue")
    raise error


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "GetRole")


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (refusal("NoSuchEntity"), "AWS refused GetRole (NoSuchEntity)"),
        (refusal("AccessDenied"), "AWS refused GetRole (AccessDenied)"),
        (OpsError("the gate is gone."), "the gate is gone."),
    ],
)
def test_a_question_without_an_answer_is_a_row(error: Exception, seen: str) -> None:
    first, second = told("the role is there", lambda: rows(error))
    assert first.promised == "sky"
    assert (second.promised, second.seen, second.verdict) == ("the role is there", seen, FAILED)


def test_credentials_that_are_no_longer_good_end_it() -> None:
    found = told("the role is there", lambda: rows(refusal("ExpiredToken")))
    next(found)
    with pytest.raises(ClientError):
        next(found)


@pytest.mark.parametrize("body", [None, [], "<html>", {"claims": None}, {"claims": []}, {}])
def test_an_answer_of_another_form_fails_without_a_traceback(
    body: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behaviour, "send", lambda *_: Answer(200, body, {}))
    api = Stack(template={"Resources": {}}, termination_protection=False)
    subject: Any = SimpleNamespace(outputs=DEV, api=api)
    found = [*behaviour._me(subject, Person("+14155550100"), {"IdToken": "token"})]
    assert {one.seen for one in found[:2]} == {"200, 0 claims"}
    assert {one.verdict for one in found} == {FAILED}
