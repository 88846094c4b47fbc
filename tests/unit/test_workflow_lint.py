"""What zizmor and SchemaStore's schemas say of the workflows and Dependabot's configuration.

GitHub refuses a file with a key that it does not know, and then nothing runs.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped] # it has no types

from tests.workflows import NAMES, ROOT, WORKFLOWS, parsed


def refusals(document: object, schema: str) -> list[str]:
    """Return what speaks against a document by a schema of tests/data."""
    known = json.loads((ROOT / "tests/data" / schema).read_text())
    return [error.message for error in Draft7Validator(known).iter_errors(document)]


def findings(folder: Path, changed: str = "", pattern: str = "", replacement: str = "") -> str:
    """Return what zizmor has against .github, without a network; nothing when it is right.

    Of one file, every place of a pattern may be changed before.
    """
    copy = folder / ".github"
    shutil.copytree(ROOT / ".github", copy)
    if changed:
        before = (copy / changed).read_text()
        after, count = re.subn(pattern, replacement, before)
        assert count
        (copy / changed).write_text(after)
    zizmor = Path(sys.executable).with_name("zizmor")
    judged = ("--persona=auditor", "--collect=all", "--strict-collection")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--format=plain", *judged, copy],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_zizmor_finds_nothing_in_the_workflows_and_dependabots_configuration(
    tmp_path: Path,
) -> None:
    assert findings(tmp_path) == ""


@pytest.mark.parametrize(
    ("file", "pattern", "replacement", "finding"),
    [
        ("check", r"permissions: \{\}\n", "permissions: write-all\n", "excessive-permissions"),
        ("check", r"@[0-9a-f]{40} # v\S+", "@v6", "unpinned-uses"),
        ("check", r"persist-credentials: false", "persist-credentials: true", "artipacked"),
        ("check", r"make check", "echo ${{ github.head_ref }}", "template-injection"),
        ("diff", r"\$STAGE\.txt", "${{ github.head_ref }}", "template-injection"),
        ("diff", r"pull_request:\n", "pull_request_target:\n", "dangerous-triggers"),
        ("stage", r"STAGE=\"\$STAGE\"", "STAGE=${{ inputs.stage }}", "template-injection"),
        ("deploy", r"contents: write # .*", "contents: write", "undocumented-permissions"),
    ],
)
def test_zizmor_would_find(
    file: str, pattern: str, replacement: str, finding: str, tmp_path: Path
) -> None:
    assert finding in findings(tmp_path, f"workflows/{file}.yml", pattern, replacement)


@pytest.mark.parametrize(
    ("pattern", "replacement", "finding"),
    [
        (r"    cooldown:\n      default-days: 7\n", "", "dependabot-cooldown"),
        (r"interval: weekly", "interval: hourly", "failed to load"),
    ],
)
def test_zizmor_would_find_in_dependabots(
    pattern: str, replacement: str, finding: str, tmp_path: Path
) -> None:
    assert finding in findings(tmp_path, "dependabot.yml", pattern, replacement)


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_github_knows_every_key_of_the_workflows(path: Path) -> None:
    assert refusals(parsed(path), "github-workflow.json") == []


def test_dependabot_knows_every_key_of_its_configuration() -> None:
    assert refusals(parsed(ROOT / ".github/dependabot.yml"), "dependabot-2.0.json") == []


@pytest.mark.parametrize("key", ["environment", "concurrency", "permissions"])
def test_a_key_that_is_mistyped_is_found(key: str) -> None:
    changed = parsed(ROOT / ".github/workflows/stage.yml")
    job = changed["jobs"]["deploy"]
    job[key[:-1]] = job.pop(key)
    assert refusals(changed, "github-workflow.json")
