"""The order in which `make deploy` and `make destroy` meet their guards."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[4]


def stub(directory: Path, name: str, exit_code: str) -> None:
    """Put a command on the path that writes down how it was called."""
    script = directory / name
    script.write_text(f'#!/bin/sh\necho {name} "$@" >> {directory}/calls\n{exit_code}\n')
    script.chmod(0o755)


@pytest.fixture
def make(tmp_path: Path) -> Any:
    """Run a target of the Makefile with stubs of all that it calls; gives exit code and calls."""
    make_ = shutil.which("make")
    assert make_, "make is what this project runs on"
    text = (ROOT / "Makefile").read_text()
    # The stubs before everything.
    text = text.replace("$(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin", str(tmp_path))
    (tmp_path / "Makefile").write_text(text)

    def run(*arguments: str, refuse: str = "nothing") -> tuple[int, list[str]]:
        for name in ("cdk", "python"):
            stub(tmp_path, name, f'case "$*" in *{refuse}*) exit 2;; esac')
        environment = {"PATH": os.environ["PATH"]}
        code = subprocess.run(
            [make_, "-s", "PYTHON=true", *arguments], cwd=tmp_path, env=environment, check=False
        ).returncode
        calls = (tmp_path / "calls").read_text().splitlines()
        (tmp_path / "calls").unlink()
        return code, calls

    return run


def test_make_deploy_deploys_what_the_guard_judged(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod")
    assert code == 0
    assert [call.split(" --")[0].removeprefix("cdk --no-notices ") for call in calls] == [
        "cdk",
        "python -m ops guard",
        "python -m ops account",
        "cdk",
        "python -m ops protect",
        "python -m ops contract prod",
    ]
    assert "synth" in calls[0]
    assert "-c stage=prod" in calls[0]
    assert calls[1] == "python -m ops guard --stage prod --assembly cdk.out"
    assert calls[2] == "python -m ops account --check --stage prod --assembly cdk.out"
    assert "deploy --all --app cdk.out" in calls[3]
    assert calls[5] == "python -m ops contract prod --assembly cdk.out --deployed"


def test_make_deploy_stops_where_the_guard_does(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod", refuse="guard")
    assert code
    assert not [call for call in calls if "deploy" in call or "protect" in call]


def test_make_deploy_stops_where_api_gateway_may_not_log(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod", "ALLOW_CLIENT_BREAK=1", refuse="account")
    assert code
    assert not [call for call in calls if "deploy" in call or "protect" in call]


def test_a_failed_deployment_closes_the_policy_again(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod", "ALLOW_CLIENT_BREAK=1", refuse="deploy")
    assert code
    assert [call for call in calls if "protect" in call] == [
        "python -m ops protect --stage prod --assembly cdk.out --allow-client-break",
        "python -m ops protect --stage prod --assembly cdk.out",
    ]


def test_a_failed_deployment_begins_no_contract(make: Any) -> None:
    code, calls = make("deploy", "STAGE=prod", refuse="outputs-file")
    assert code
    assert "protect" in calls[-1]
    assert not [call for call in calls if "contract" in call]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "python -m ops contract"), (["STAGE=prod"], "python -m ops contract prod")],
)
def test_make_contract_begins_none_unless_a_stage_is_named(
    make: Any, arguments: list[str], said: str
) -> None:
    assert make("contract", *arguments) == (0, [said])


def test_make_destroy_stops_where_the_guard_does(make: Any) -> None:
    code, calls = make("destroy", "STAGE=prod", refuse="guard")
    assert code
    assert calls == ["python -m ops guard --destroy --stage prod"]
