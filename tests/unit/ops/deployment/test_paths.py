"""Where the project is: the same wherever one stands, in a checkout and installed."""

from pathlib import Path

import pytest

from ops.deployment import paths
from ops.deployment.outputs_file import outputs_file
from ops.errors import RefusedError

PROJECT = Path(__file__).parents[4]


def test_a_checkout_is_its_own_project_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cdk.json").write_text("{}")
    for place in (PROJECT, PROJECT / "web/src", tmp_path, Path("/")):
        monkeypatch.chdir(place)
        assert paths.root() == PROJECT
        assert outputs_file("dev") == PROJECT / "outputs/dev.json"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with this code installed elsewhere."""
    monkeypatch.setattr(paths, "_OURS", tmp_path / "site-packages/phone_auth")
    return tmp_path


def test_installed_code_serves_the_nearest_project_above(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = installed / "outer/inner"
    (inner / "src").mkdir(parents=True)
    for project in (installed / "outer", inner):
        (project / "cdk.json").write_text("{}")
        monkeypatch.chdir(inner / "src")
        assert paths.root() == project
        assert paths.cdk_cli() == project / "node_modules/.bin/cdk"


def test_outside_of_a_project_installed_code_says_so(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(installed)
    with pytest.raises(RefusedError, match=r"is not in a CDK project \(no cdk.json"):
        paths.root()
