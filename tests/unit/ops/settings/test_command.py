"""`python -m ops outputs`: where it reads, how it writes, and what it says when it cannot."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ops.errors import OpsError
from ops.local.environment import ROOT
from ops.outputs.cloud import reading
from tests.unit.ops.outputs.samples import ACME, DEV, FILE, Run, deployed, sentence


def test_the_file_is_read_without_boto3_where_ids_are_enough(tmp_path: Path) -> None:
    deployed(FILE)
    script = (
        "import sys; from ops.__main__ import main; code = main(sys.argv[1:]);"
        " assert 'boto3' not in sys.modules; assert 'botocore' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "outputs", "--stage", "dev", "--format", "runtime"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["userPoolId"] == DEV.user_pool_id


def test_without_out_the_settings_and_nothing_else_are_printed(run: Run) -> None:
    deployed(FILE)
    code, out, err = run()
    assert (code, json.loads(out)["UserPoolId"], err) == (0, DEV.user_pool_id, "")


def test_a_project_of_another_name_is_found(run: Run) -> None:
    deployed(ACME)
    assert json.loads(run()[1])["ApiUrl"] == DEV.api_url


def test_out_replaces_a_file_and_leaves_no_other(run: Run, tmp_path: Path) -> None:
    deployed(FILE)
    (tmp_path / "app").mkdir()
    target = tmp_path / "app/settings.json"
    target.write_text("old")
    assert run("--out", str(target)) == (0, f"Wrote {target}\n", "")
    assert json.loads(target.read_text())["ApiUrl"] == DEV.api_url
    assert list((tmp_path / "app").iterdir()) == [target]


def test_out_through_a_link_writes_the_file_it_names(run: Run, tmp_path: Path) -> None:
    deployed(FILE)
    (tmp_path / "link").symlink_to("real.json")
    run("--out", "link")
    assert (tmp_path / "link").is_symlink()
    assert "UserPoolId" in (tmp_path / "real.json").read_text()


def test_a_write_that_fails_leaves_the_old_file_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed(FILE)
    (tmp_path / "settings.json").write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert "No space left on device" in sentence(run("--out", "settings.json"))
    assert (tmp_path / "settings.json").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["outputs", "settings.json"]


@pytest.mark.parametrize(
    ("path", "why", "code"),
    [
        ("missing/settings.json", "No such file or directory", 1),
        ("outputs", "not a file", 2),
        ("/dev/null", "not a file", 2),
        ("/proc/settings.json", "", 1),
        ("outputs/dev.json/settings.json", "Not a directory", 1),
    ],
)
def test_a_path_that_cannot_be_written_is_named(run: Run, path: str, why: str, code: int) -> None:
    deployed(FILE)
    said = sentence(run("--out", path), code)
    assert f"Cannot write {path}: " in said
    assert why in said


@pytest.mark.parametrize("prefix", ["VITE-", "1A", "A B", "A='", "Ä"])
def test_a_prefix_that_no_shell_takes_is_refused(run: Run, prefix: str) -> None:
    deployed(FILE)
    assert "A prefix is" in sentence(run("--prefix", prefix, format_="dotenv"), 2)


def test_a_prefix_belongs_to_dotenv(run: Run) -> None:
    deployed(FILE)
    assert "--prefix belongs to" in sentence(run("--prefix", "VITE_"), 2)
    assert "VITE_REGION='eu-west-1'" in run("--prefix", "VITE_", format_="dotenv")[1]


@pytest.mark.parametrize("stage", ["../dev", "dev/x", "", "Dev", "dev\n"])
def test_a_stage_that_cannot_be_one_is_refused(run: Run, stage: str) -> None:
    assert "A stage's name is" in sentence(run(stage=stage), 2)


MALFORMED = {
    "empty": ("", "is not JSON"),
    "half": ('{"phone-auth-dev-identity": {', "is not JSON"),
    "deep": ("[" * 100_000, "is not JSON"),
    "not_text": (b"\xff\xfe".decode("latin-1"), "is not JSON"),
    "list": ([], "no stack <project>-dev-identity"),
    "no_api_stack": (
        {"phone-auth-dev-identity": FILE["phone-auth-dev-identity"]},
        "no stack <project>-dev-api",
    ),
    "two_projects": ({**FILE, **ACME}, "of several projects (acme-dev-api, acme-dev-identity, "),
    "no_identity_stack": ({"phone-auth-dev-api": FILE["phone-auth-dev-api"]}, "half deployed"),
    "other_stage": ({n.replace("dev", "prod"): o for n, o in FILE.items()}, "half deployed"),
    "stack_is_text": ({**FILE, "phone-auth-dev-api": "x"}, "no stack phone-auth-dev-api"),
    "no_api_url": ({**FILE, "phone-auth-dev-api": {}}, "no output ApiUrl"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_file_that_is_not_a_deployment_is_refused(run: Run, case: str) -> None:
    stacks, why = MALFORMED[case]
    deployed(stacks)
    said = sentence(run("--out", "settings.json"))
    assert why in said
    assert "make deploy STAGE=dev" in said
    assert not Path("settings.json").exists()


@pytest.mark.parametrize(
    ("stack", "output", "value"),
    [
        ("identity", "Region", "eu-west"),
        ("identity", "Region", "eu-west-1\n"),
        ("identity", "UserPoolId", "'; rm -rf /; '_x"),
        ("identity", "UserPoolId", 7),
        ("identity", "UserPoolClientId", '</script>"'),
        ("identity", "IdentityPoolId", "eu-west-1:$(id)"),
        ("api", "ApiUrl", "https://x.example/v1"),
        ("api", "ApiUrl", "javascript:alert(1)/"),
        ("api", "ApiUrl", "https://x.example/'#/"),
        ("api", "ApiUrl", "https://user:pw@x.example/v1/"),  # pragma: allowlist secret
    ],
)
def test_a_value_that_is_not_what_its_name_says_is_refused(
    run: Run, stack: str, output: str, value: object
) -> None:
    stacks: dict[str, dict[str, Any]] = copy.deepcopy(FILE)
    stacks[f"phone-auth-dev-{stack}"][output] = value
    deployed(stacks)
    assert f"{output} of phone-auth-dev-{stack} is malformed" in sentence(run())


def test_a_file_that_cannot_be_read_is_named(run: Run) -> None:
    Path("outputs/dev.json").mkdir(parents=True)
    assert "Cannot read outputs/dev.json" in sentence(run())


def test_no_credentials_is_said(run: Run) -> None:
    assert "No AWS credentials" in sentence(run())


def test_no_region_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")
    assert "No AWS region" in sentence(run())


def test_a_profile_that_does_not_exist_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    assert "nobody" in sentence(run())


def test_the_local_stage_does_not_look_at_the_operators_profile(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    said = sentence(run(stage="local"))
    assert "The local cloud does not answer at http://127.0.0.1:1025: " in said
    assert "make local" in said


@pytest.mark.parametrize("port", ["x", "0", "80", "65536", "80@example.com", "²"])
def test_a_local_port_that_is_none_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv("LOCAL_PORT", port)
    assert "LOCAL_PORT is a number from 1024 to 65535" in sentence(run(stage="local"), 2)


def test_an_endpoint_that_does_not_answer_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    assert "AWS does not answer" in sentence(run())


def test_a_call_that_aws_refuses_is_named_with_its_reason() -> None:
    with (
        pytest.raises(OpsError, match=r"^AWS refused DescribeUserPool: not for you \(AccessDenied"),
        reading(None),
    ):
        raise ClientError(
            {"Error": {"Code": "AccessDeniedException", "Message": "not for you"}},
            "DescribeUserPool",
        )
