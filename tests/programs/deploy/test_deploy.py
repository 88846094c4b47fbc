"""The steps of a deployment: what was judged is what is deployed, and nothing else."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from ops.deploy import command
from tests.programs.deploy.conftest import Proof, Run, ScriptedCdk
from tests.programs.deploy.failure import moto_stack
from tests.unit.ops.guard.cases import IDENTITY, STAGE


def test_what_was_judged_is_deployed_and_proven(
    run: Run, cdk: ScriptedCdk, proof: Proof, project: Path
) -> None:
    code, said, _ = run()
    assert code == 0
    synth, diff, deploy = cdk.calls
    (output,) = (a.removeprefix("--output=") for a in synth if a.startswith("--output="))
    assert "--no-validation" not in synth
    assert not Path(output).is_relative_to(project)
    assert (diff[0], deploy[0]) == ("diff", "deploy")
    assert f"--app={output}" in diff
    assert {f"--app={output}", "--all", "--require-approval=never"} <= {*deploy}
    assert "deployed for the first time" in said
    assert json.loads((project / f"outputs/{STAGE}.json").read_text())
    assert json.loads((project / f"contracts/{STAGE}.json").read_text())
    assert proof.asked == ["--stage", STAGE, "--yes"]


def test_what_the_app_notes_at_the_synth_is_told(run: Run, cdk: ScriptedCdk) -> None:
    cdk.on("synth", "echo bundling; echo 'Note: without byte code' >&2")
    _, said, _ = run()
    assert "  Note: without byte code\n" in said
    assert "bundling" not in said


@pytest.mark.parametrize(
    "change",
    [
        "echo ' ' >> $assembly/*identity.template.json",
        "echo x > $assembly/new",
        "rm $assembly/manifest.json",
        "echo x >> $assembly/asset.1/handler.py",
        "ln -s /etc $assembly/asset.1/more",
    ],
    ids=["a template", "a new file", "a file less", "an asset", "a link to a folder"],
)
def test_an_assembly_that_was_changed_is_not_deployed(
    run: Run, cdk: ScriptedCdk, change: str
) -> None:
    cdk.on("diff", change)
    code, _, refused = run()
    assert code == 2
    assert "was changed after it was judged, and nothing was deployed" in refused
    assert "deploy" not in cdk.commands


def test_nothing_is_deployed_where_api_gateway_may_not_log(
    run: Run, cdk: ScriptedCdk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-2")
    code, _, error = run()
    assert code == 2
    assert f"run `make account STAGE={STAGE}`, once" in error
    assert cdk.commands == ["synth"]


@pytest.mark.usefixtures("deployed")
def test_a_stack_whose_rollback_failed_is_not_touched(run: Run, cdk: ScriptedCdk) -> None:
    moto_stack(IDENTITY).status = "UPDATE_ROLLBACK_FAILED"
    code, _, refused = run()
    assert code == 2
    assert f"the rollback of {IDENTITY} has failed (UPDATE_ROLLBACK_FAILED)" in refused
    assert 'docs/runbook.md, "A stack is stuck"' in refused
    assert cdk.commands == ["synth"]


def test_what_the_guard_refuses_is_not_deployed(run: Run, cdk: ScriptedCdk, project: Path) -> None:
    (project / "contracts/other.json").write_text(
        json.dumps(
            {
                "mine-other-identity": {
                    "account": None,
                    "region": None,
                    "terminationProtection": True,
                    "template": {"Resources": {}},
                }
            }
        )
    )
    code, _, refused = run()
    assert code == 2
    assert "is of project mine" in refused
    assert cdk.commands == ["synth"]


def test_the_stage_of_this_machine_is_refused_before_anything(
    cdk: ScriptedCdk, capsys: pytest.CaptureFixture[str]
) -> None:
    from ops.__main__ import main  # noqa: PLC0415 - the fixtures' own run names the sample stage

    assert main(["deploy", "--stage", "local"]) == 2
    assert "use `make local`" in capsys.readouterr().err
    assert cdk.calls == []


def test_a_failure_leaves_outputs_and_contract_as_they_were(
    run: Run, cdk: ScriptedCdk, project: Path, proof: Proof
) -> None:
    cdk.on("deploy", "exit 1")
    code, _, error = run()
    assert code == 1
    assert "`cdk deploy` failed" in error
    assert not (project / "outputs").exists()
    assert not [*(project / "contracts").iterdir()]
    assert not proof.asked


def test_a_proof_that_fails_says_that_the_deployment_stands(run: Run, proof: Proof) -> None:
    proof.fails = True
    code, _, error = run()
    assert code == 1
    assert f"stage {STAGE} is deployed, and its proof failed: nobody could sign in." in error


class Terminal:
    """A terminal at which somebody answers, or presses Ctrl-D."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: str | None) -> None:
        self.asked: list[str] = []
        self._answer = answer
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("builtins.input", self._ask)

    def _ask(self, question: str) -> str:
        self.asked.append(question)
        if self._answer is None:
            raise EOFError
        return self._answer


@pytest.mark.parametrize(("answer", "code"), [("Yes ", 0), ("", 2), ("maybe", 2), (None, 130)])
def test_at_a_terminal_nothing_is_deployed_without_a_yes(
    *,
    run: Run,
    cdk: ScriptedCdk,
    monkeypatch: pytest.MonkeyPatch,
    answer: str | None,
    code: int,
) -> None:
    terminal = Terminal(monkeypatch, answer)
    assert run()[0] == code
    assert terminal.asked == [f"Deploy this to stage {STAGE} (123456789012, eu-west-1)? [y/N] "]
    assert cdk.commands == ["synth", "diff", "deploy"][: 3 if code == 0 else 2]


def test_yes_is_not_asked_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch, None)
    assert run("--yes")[0] == 0
    assert not terminal.asked


@pytest.mark.parametrize("name", ["outputs", "contracts"])
def test_nothing_is_deployed_where_what_it_gives_cannot_be_written(
    run: Run, cdk: ScriptedCdk, project: Path, name: str
) -> None:
    if (project / name).exists():
        (project / name).rmdir()
    (project / name).write_text("a file where a folder should be")
    code, _, refused = run()
    assert code == 2
    assert f"nothing was deployed, for {name}/{STAGE}.json could not be written" in refused
    assert cdk.commands == ["synth"]


def test_outputs_that_cannot_be_written_do_not_hide_that_the_stage_is_deployed(
    run: Run, proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(command, "write_stacks", full)
    code, _, error = run()
    assert code == 1
    assert f"stage {STAGE} is deployed and not proven yet, for outputs/{STAGE}.json" in error
    assert "(No space left on device): mend that, and run this again." in error
    assert not proof.asked
