"""The shell steps of the workflows, taken from them and run as a runner runs them.

GitHub is not here: `gh` is a script that writes down how it was called and answers as it is told.
git is the real one, with a repository beside it in GitHub's place.
"""

import shlex
from pathlib import Path

import pytest

from tests.programs.runner import Runner

REVIEWERS = "api repos/octo-org/sign-in/environments/prod --jq .protection_rules[].type"
POST = (
    "api --silent --method POST repos/octo-org/sign-in/issues/7/comments --field body=@comment.md"
)
PATCH = (
    "api --silent --method PATCH repos/octo-org/sign-in/issues/comments/42 --field body=@comment.md"
)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    (tmp_path / "work").mkdir()
    return Runner(tmp_path / "work")


@pytest.fixture
def checkout(runner: Runner) -> Runner:
    """A checked-out commit of main, as in the workflow, beside the repository that it is from."""
    origin = runner.folder.parent / "origin.git"
    runner.git("init", "--quiet", "--bare", str(origin))
    runner.git("init", "--quiet", "--initial-branch=main")
    runner.git("remote", "add", "origin", str(origin))
    (runner.folder / "contracts").mkdir()
    (runner.folder / "contracts/README.md").write_text("Contracts\n")
    runner.git("add", ".")
    author = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    runner.git(*author, "commit", "--quiet", "--message", "main")
    runner.git("push", "--quiet", "origin", "main")
    return runner


def comment(runner: Runner) -> str:
    code, said = runner.run("diff", "comment", "Write")
    assert code == 0, said
    return (runner.folder / "comment.md").read_text()


def test_each_stage_has_a_part_of_the_comment(runner: Runner) -> None:
    for stage in ("dev", "prod"):
        (runner.folder / f"diff-{stage}.txt").write_text(f"Resources of {stage} $(id) `id`\n")
    written = comment(runner)
    assert written.startswith("<!-- diff -->\n<details>")
    for stage in ("dev", "prod"):
        assert f"<summary>What this changes of stage {stage}</summary>" in written
        assert f"```\nResources of {stage} $(id) 'id'\n```\n" in written


def test_no_diff_ends_its_block_or_is_too_long_for_github(runner: Runner) -> None:
    for stage in ("dev", "prod"):
        (runner.folder / f"diff-{stage}.txt").write_text("```\n@everyone\n" + "┌─┐\n" * 20_000)
    written = comment(runner)
    assert written.count("```") == 4
    assert len(written) < 65_536
    assert "\ufffd" not in written


@pytest.mark.parametrize(("there", "call"), [("", POST), ("42\n43\n", PATCH)])
def test_the_comment_is_written_once_and_then_renewed(
    runner: Runner, there: str, call: str
) -> None:
    runner.answers(there)
    code, said = runner.run("diff", "comment", "Post")
    assert code == 0, said
    assert runner.calls()[0].startswith("api --paginate repos/octo-org/sign-in/issues/7/comments ")
    assert runner.calls()[1:] == [call]


def test_a_diff_that_fails_fails_the_job_and_is_kept(runner: Runner) -> None:
    (runner.folder / "Makefile").write_text("diff:\n\t@echo no $(STAGE); exit 1\n")
    code, _ = runner.run("diff", "diff", "Compare")
    assert code
    assert (runner.folder / "diff-dev.txt").read_text().startswith("no dev\n")


@pytest.mark.parametrize(
    ("rules", "asked"),
    [("branch_policy\nrequired_reviewers\n", True), ("branch_policy\n", False), ("", False)],
)
def test_prod_is_not_deployed_where_nobody_is_asked(
    runner: Runner, rules: str, asked: bool
) -> None:
    runner.answers(rules)
    code, said = runner.run("deploy", "reviewers", "Look for reviewers")
    assert (code == 0) is asked
    assert ("::error::The environment prod asks no reviewers" in said) is not asked
    assert runner.calls() == [REVIEWERS]


def test_prod_is_not_deployed_where_github_does_not_say(runner: Runner) -> None:
    code, _ = runner.run("deploy", "reviewers", "Look for reviewers")
    assert code


@pytest.mark.parametrize("there", [None, "old\n"])
def test_a_contract_that_is_new_or_changed_is_seen(checkout: Runner, there: str | None) -> None:
    contract = checkout.folder / "contracts/dev.json"
    if there:
        contract.write_text(there)
        checkout.git("add", ".")
        checkout.git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "it")
    assert checkout.run("stage", "deploy", "Look for a new contract")[0] == 0
    assert not checkout.output.exists()
    contract.write_text("new\n")
    assert checkout.run("stage", "deploy", "Look for a new contract")[0] == 0
    assert checkout.output.read_text() == "changed=true\n"


def test_a_contract_comes_back_as_one_pull_request(checkout: Runner) -> None:
    """A second one, before the first was merged, renews its branch."""
    first = checkout.git("rev-parse", "HEAD")
    for open_, text in ((0, "one\n"), (1, "two\n")):
        checkout.git("checkout", "--quiet", "--detach", first)
        (checkout.folder / "contracts/dev.json").write_text(text)
        checkout.answers(str(open_))
        code, said = checkout.run("stage", "contract", "Propose it")
        assert code == 0, said
        assert checkout.git("ls-remote", "origin", "contract-dev").split()[0] == checkout.git(
            "rev-parse", "HEAD"
        )
        assert checkout.git("show", "HEAD:contracts/dev.json") == text.strip()
        assert checkout.git("diff", "--name-only", first, "HEAD") == "contracts/dev.json"
    created = [call for call in checkout.calls() if call.startswith("pr create")]
    assert created == ["pr create --base main --head contract-dev --fill"]


def test_a_pull_request_that_github_refuses_fails_with_the_remedy(checkout: Runner) -> None:
    (checkout.folder / "contracts/dev.json").write_text("one\n")
    checkout.answers("0")
    code, said = checkout.run("stage", "contract", "Propose it", REFUSES="4")
    assert code == 1
    assert "::error::The branch contract-dev has the contract of stage dev" in said
    assert checkout.git("ls-remote", "origin", "contract-dev")


@pytest.mark.parametrize(
    ("workflow", "job", "name", "command"),
    [
        ("diff", "diff", "Compare", "make diff STAGE=dev"),
        ("stage", "deploy", "Guard, deploy and prove", "make deploy STAGE=dev YES=1"),
    ],
)
def test_the_stage_is_told_to_make_as_one_word(
    runner: Runner, workflow: str, job: str, name: str, command: str
) -> None:
    make = runner.folder.parent / "bin/make"
    make.write_text('#!/bin/sh\nfor one in make "$@"; do echo "$one"; done\n')
    make.chmod(0o755)
    assert runner.run(workflow, job, name) == (0, "\n".join(shlex.split(command)) + "\n")
    hostile = runner.run(workflow, job, name, STAGE="dev YES=0; id")
    assert "STAGE=dev YES=0; id\n" in hostile[1]
