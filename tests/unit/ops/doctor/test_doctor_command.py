"""`python -m ops doctor`: what it ends with, what it prints, and that nothing ends it early."""

import json
from pathlib import Path

import pytest

from ops.__main__ import main
from ops.deployment.stack import Stacks
from ops.doctor import command
from ops.doctor.checks import GROUPS, Group
from ops.doctor.finding import Finding, Findings, Status, amber, green, red, unknown
from ops.errors import OpsError
from tests.conftest import ROOT
from tests.unit.ops.doctor.answers import Account, case_of

GREEN = green("sky", "blue")
AMBER = amber("sea", "rough", "wait")
RED = red("grass", "blue", "water it")
UNKNOWN = unknown("moon", "behind clouds", "look again")


@pytest.fixture
def told(account: Account, protected: Stacks, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What the checks tell of a stage; the real ones are tried one by one, and live."""
    found: list[Finding] = []
    monkeypatch.setattr(command, "connect", lambda: account)
    monkeypatch.setattr(command, "_find", lambda *_: case_of(account, protected).found)
    monkeypatch.setattr(command, "examine", lambda _: ((one.subject, one) for one in found))
    return found


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([GREEN], 0),
        ([GREEN, UNKNOWN], 4),
        ([UNKNOWN, AMBER, GREEN], 3),
        ([AMBER, RED, UNKNOWN], 1),
    ],
)
def test_it_ends_with_the_worst_finding(
    told: list[Finding], found: list[Finding], code: int
) -> None:
    told += found
    assert main(["doctor", "--stage", "dev"]) == code


def test_a_reader_sees_what_to_do(
    told: list[Finding], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told += [GREEN, RED]
    monkeypatch.setenv("COLUMNS", "80")
    main(["doctor", "--stage", "dev"])
    assert capsys.readouterr().out == (
        "Stage dev, eu-west-1\n"
        "\nsky\n"
        "  green    sky                  blue\n"
        "\ngrass\n"
        "  red      grass                blue\n"
        "                                -> water it\n"
        "\nStage dev: 1 red, 1 green.\n"
    )


def test_a_program_reads_one_document(
    told: list[Finding], capsys: pytest.CaptureFixture[str]
) -> None:
    told += [GREEN, AMBER]
    assert main(["doctor", "--stage", "dev", "--json", "--sign-ins-per-second", "2.5"]) == 3
    said = capsys.readouterr()
    assert said.err == ""
    assert json.loads(said.out) == {
        "stage": "dev",
        "region": "eu-west-1",
        "signInsPerSecond": 2.5,
        "status": "amber",
        "findings": [
            {
                "group": "sky",
                "status": "green",
                "subject": "sky",
                "sentence": "blue",
                "remedy": None,
            },
            {
                "group": "sea",
                "status": "amber",
                "subject": "sea",
                "sentence": "rough",
                "remedy": "wait",
            },
        ],
    }


@pytest.mark.parametrize("load", ["0", "-1", "nan", "inf", "many"])
def test_a_load_that_is_none_is_refused(load: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--stage", "dev", f"--sign-ins-per-second={load}"]) == 2
    assert "is a number above 0" in capsys.readouterr().err


def test_what_credentials_may_not_ask_is_unknown_and_ends_nothing(
    account: Account, protected: Stacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fine(_: object) -> Findings:
        yield GREEN

    account.answers("sts", "get_caller_identity", {"Arn": "arn:aws:iam::1:user/me"})
    account.refuses("cloudformation", "describe_stacks", "AccessDenied")
    alarms = GROUPS[-1].checks[0]
    groups = (Group("Watch", (alarms, ("sky", fine))),)
    monkeypatch.setattr(command, "GROUPS", groups)
    who, denied, after = (one for _, one in command.examine(case_of(account, protected)))
    assert (who.status, after) == (Status.GREEN, GREEN)
    assert (denied.status, denied.subject) == (Status.UNKNOWN, "alarms")
    assert denied.sentence == "these credentials may not call DescribeStacks"
    assert "make permissions STAGE=dev FOR=doctor" in str(denied.remedy)


def test_without_credentials_nothing_else_is_asked(account: Account, protected: Stacks) -> None:
    account.refuses("sts", "get_caller_identity", "ExpiredToken")
    found = [one for _, one in command.examine(case_of(account, protected))]
    assert [one.status for one in found] == [Status.RED, Status.UNKNOWN]
    assert found[0].remedy == "log in again"


def test_what_only_a_deployment_tells_is_one_line_a_group_without_one(
    account: Account, protected: Stacks
) -> None:
    account.answers("sts", "get_caller_identity", {"Arn": "arn:aws:iam::1:user/me"})
    case = case_of(account, protected, found=OpsError("Stage dev is not deployed; run it."))
    # Nothing else is answered: every other check is unknown.
    found = [(group, one) for group, one in command.examine(case) if one.subject != "stacks"]
    later = {group: one.sentence for group, one in found if one.subject == "once deployed"}
    assert later["Stacks"] == "sources, drift"
    assert later["Directory and sign-in"].startswith("protection, stack policy, app client")
    assert [group for group, _ in found] == sorted(
        (group for group, _ in found), key=[group.name for group in GROUPS].index
    )


def test_a_network_that_is_down_is_a_sentence(
    elsewhere: None,  # noqa: ARG001 - nobody listens there
    tmp_path: Path,  # noqa: ARG001
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["doctor", "--stage", "local"]) == 1
    said = capsys.readouterr().out
    assert "red      credentials          The local cloud does not answer at" in said
    assert "start it with `make local`" in said


def test_the_page_has_every_finding_that_a_check_is_told_by() -> None:
    page = (ROOT / "docs/readiness.md").read_text(encoding="utf-8")
    # These are told by other names once they are answered.
    answered = {"origination": "from whom", "protection": "user pool", "token issuer": "tokens"}
    answered |= {"stacks": "stack"}
    subjects = {answered.get(subject, subject) for group in GROUPS for subject, _ in group.checks}
    assert [subject for subject in subjects if subject not in page] == []
    assert [group.name for group in GROUPS if f"| {group.name} |" not in page] == []
