"""The drill: a directory is exported, destroyed and imported, and everybody is there again.

It has a project of its own in the shared cloud, and so two deployments more: the one that is lost
cannot be the others'.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ops.backup.plan import SUB_ATTRIBUTE
from ops.backup.restoring import Outcome, Restorer
from ops.backup.writing import BackupWriter
from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import refusal
from tests.live.drill import GROUP, Drill
from tests.live.helped import Said

INTERRUPTED = 130


@pytest.fixture
def drill(
    deployment: Deployment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Drill]:
    """The second project, deployed; gone afterwards."""
    drill = Drill(tmp_path, deployment.endpoint, capsys)
    drill.synthesize()
    try:
        drill.deploy()
        yield drill
    finally:
        drill.destroy()


def interrupt(patch: pytest.MonkeyPatch, owner: type, name: str, *, after: int) -> None:
    """Let a method be interrupted when it was called so often."""
    real: Callable[..., Any] = getattr(owner, name)
    calls: list[None] = []

    def method(*arguments: Any) -> Any:
        if len(calls) == after:
            raise KeyboardInterrupt
        calls.append(None)
        return real(*arguments)

    patch.setattr(owner, name, method)


def everybody(drill: Drill) -> dict[str, Person]:
    """Sign people up, each in another situation."""
    who = {name: drill.sign_up() for name in ("member", "other", "disabled", "app", "taken")}
    who["newcomer"] = drill.sign_up(confirm=False)
    for name in ("member", "taken"):
        drill.administer(who[name], "add_user_to_group", GroupName=GROUP)
    drill.administer(who["disabled"], "disable_user")
    drill.set_up_app(who["app"])
    return who


def exported(drill: Drill, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Export with an interruption, and return the file."""
    file = drill.folder / "directory.backup"
    words = ["export", "--stage", "local", "--to", str(file)]
    unsaid = drill.run(*words)
    assert (unsaid.code, unsaid.audit, "say --second-factors" in unsaid.err) == (2, [], True)
    words.append("--second-factors")
    with monkeypatch.context() as patch:
        interrupt(patch, BackupWriter, "add", after=3)
        stopped = drill.run(*words)
    assert (stopped.code, stopped.audit[0]["outcome"]) == (INTERRUPTED, "interrupted")
    assert not file.exists()
    done = drill.run(*words)
    assert (done.code, done.audit[0]["outcome"]) == (0, "done"), done.err
    assert "Going on with the export" in done.out
    assert "  users: 6\n" in done.out
    return file


def imported(drill: Drill, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import without a yes, with an interruption, to the end, and once more."""
    words = ["import", "--stage", "local", "--from", str(file)]
    asked = drill.run(*words)
    assert (asked.code, asked.audit, "add --yes" in asked.err) == (2, [], True)
    for told in (
        "5 can be restored, 1 of them disabled",
        "passwords",
        "code by SMS",
        "1 users set",
    ):
        assert told in asked.out
    assert f"keeps the old one in {SUB_ATTRIBUTE}" in asked.out
    with monkeypatch.context() as patch:
        interrupt(patch, Restorer, "_finish", after=1)
        assert drill.run(*words, "--yes").code == INTERRUPTED
    for _ in range(2):
        said = drill.run(*words, "--yes")
        # Somebody else has a number by now, and keeps it: that is told, and fails.
        assert said.code == 1
        assert said.out.count(Outcome.TAKEN.value) == 2  # the user, and the membership
        assert "1 users and 1 memberships were not restored" in said.err
    assert "0 users restored, 4 were there already; 1 memberships hold." in said.out


def test_a_lost_directory_is_restored_and_everybody_signs_in_after_a_reset(
    drill: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = everybody(drill)
    before = {name: drill.attributes(person) for name, person in who.items()}
    file = exported(drill, monkeypatch)
    drill.destroy()
    drill.deploy()
    # Before anybody has restored it, the number of a member is somebody else's.
    other = replace(drill.new_person(), phone_number=who["taken"].phone_number)
    drill.sign_up(other)
    imported(drill, file, monkeypatch)

    for name in ("member", "other", "app"):
        assert refusal(drill.sign_in, who[name])[0] == "NotAuthorizedException"
        who[name] = drill.reset(who[name])
        claims = drill.me(who[name])
        assert claims.get("cognito:groups", []) == ([GROUP] if name == "member" else [])
        after = drill.attributes(who[name])
        assert after[SUB_ATTRIBUTE] == claims[SUB_ATTRIBUTE] == before[name]["sub"]
        assert after["sub"] == claims["sub"] != before[name]["sub"]
        own = {"sub", SUB_ATTRIBUTE}
        assert {k: v for k, v in after.items() if k not in own} == {
            k: v for k, v in before[name].items() if k not in own
        }
    assert "disabled" in refusal(drill.sign_in, drill.reset(who["disabled"]))[1].lower()
    assert "cognito:groups" not in drill.me(other)
    assert refusal(drill.attributes, who["newcomer"])[0] == "UserNotFoundException"

    # Whoever is back and has chosen a password keeps it, whatever is repeated.
    again = drill.run("import", "--stage", "local", "--from", str(file), "--yes")
    assert "0 users restored, 4 were there already" in again.out
    assert drill.me(who["member"])["cognito:groups"] == [GROUP]
    assert_no_personal_data(again, who)


def assert_no_personal_data(said: Said, who: Mapping[str, Person]) -> None:
    for person in who.values():
        assert person.phone_number not in said.out + said.err
        assert person.password not in said.out + said.err
