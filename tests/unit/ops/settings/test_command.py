"""`python -m ops settings`: what it writes and where, and what it refuses."""

import json
from pathlib import Path

import pytest

from ops.__main__ import main
from tests.unit.ops.samples import ACME, DEV, FILE, Run, deployed, sentence


def test_without_out_the_settings_and_nothing_else_are_printed(run: Run) -> None:
    deployed(FILE)
    code, out, err = run()
    assert (code, json.loads(out)["UserPoolId"], err) == (0, DEV.user_pool_id, "")


def test_its_earlier_name_still_works(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    deployed(FILE)
    assert main(["outputs", "--stage", "dev", "--format", "json"]) == 0
    assert capsys.readouterr().out == run()[1]


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
