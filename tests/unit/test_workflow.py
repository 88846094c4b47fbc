"""The forge's workflow has no more rights than it needs, and runs nobody's changed action."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = (ROOT / ".github/workflows/check.yml").read_text()


def findings(text: str, folder: Path) -> str:
    """Return what zizmor has against a workflow, without a network; nothing when it is right."""
    file = folder / ".github/workflows/check.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--persona=auditor", "--no-progress", "--format=plain", file],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode else ""


def test_zizmor_finds_nothing_in_the_workflow(tmp_path: Path) -> None:
    assert findings(WORKFLOW, tmp_path) == ""


@pytest.mark.parametrize(
    ("pattern", "replacement", "finding"),
    [
        (r"permissions: \{\}\n", "permissions: write-all\n", "excessive-permissions"),
        (r"@[0-9a-f]{40} # v\S+", "@v6", "unpinned-uses"),
        (r"persist-credentials: false", "persist-credentials: true", "artipacked"),
        (r"make check", "echo ${{ github.head_ref }}", "template-injection"),
    ],
)
def test_zizmor_would_find(pattern: str, replacement: str, finding: str, tmp_path: Path) -> None:
    changed, count = re.subn(pattern, replacement, WORKFLOW)
    assert count
    assert finding in findings(changed, tmp_path)


def test_no_cloud_has_given_it_credentials() -> None:
    assert not re.search(r"secrets|id-token|aws|configure-", WORKFLOW, re.IGNORECASE)
