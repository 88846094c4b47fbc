"""Apps made of docs/frontends.md: its snippets, a generated settings file, a newcomer's lines."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ops.deployment.environment import LOCAL, SIGN_UP_CODE, isolated
from ops.deployment.outputs import checked
from ops.deployment.outputs_file import read_stacks
from ops.people.person import Person
from ops.settings.command import render
from tests.conftest import ROOT
from tests.deployment import Deployment
from tests.live.conftest import client_id, cognito, new_person, new_user, pool_id, sign_in
from tests.node import CONSUMERS
from tests.recipes.document import follow, read_recipes

__all__ = ["client_id", "cognito", "new_person", "new_user", "pool_id", "sign_in"]

SECTIONS = read_recipes(ROOT / "docs/frontends.md")
APPS = Path(__file__).with_name("apps")
MODULES = CONSUMERS / "node_modules"
# `make settings STAGE=local FORMAT=json OUT=../my-script/settings.json`
_COMMAND = re.compile(
    r"make settings STAGE=\w+ FORMAT=(?P<format>\S+) OUT=\.\./[\w-]+/(?P<file>\S+)"
)
App = Callable[..., Path]


@pytest.fixture(scope="session")
def settings(deployment: Deployment) -> Callable[[str], str]:
    """Give the text of a settings file of the deployed stage, by its format."""
    outputs = checked(LOCAL, read_stacks(deployment.outputs_file, LOCAL), source="the deployment")

    def of(format_: str) -> str:
        with isolated(deployment.endpoint):
            return render(outputs, format_)

    return of


@pytest.fixture(scope="session")
def app(settings: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> App:
    """Make an app of sections of the page, as a reader does, and of a newcomer's own lines."""
    assert MODULES.exists(), f"{CONSUMERS} is not installed: run `make test`, or `npm ci` in it."

    def make(*sections: str, own: str | None = None) -> Path:
        folder = tmp_path_factory.mktemp("app")
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "node_modules").symlink_to(MODULES)
        if own and (APPS / own).is_dir():
            shutil.copytree(APPS / own, folder, dirs_exist_ok=True)
        elif own:
            shutil.copy(APPS / own, folder)
        for block in (block for title in sections for block in SECTIONS[title]):
            if block.language == "sh":
                _generate(block.text, folder, settings)
            else:
                follow(block, folder)
        return folder

    return make


def _generate(commands: str, folder: Path, settings: Callable[[str], str]) -> None:
    """Write the settings file of a section, in this process: `make` would take a second."""
    (command,) = _COMMAND.finditer(commands)
    file = folder / command["file"]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(settings(command["format"]))


@pytest.fixture
def person(new_person: Callable[[], Person]) -> dict[str, Any]:
    """Somebody new, as the drivers of `apps` read it."""
    new = new_person()
    return {
        "phone": new.phone_number,
        "password": new.password,
        "attributes": dict(new.attributes),
        "code": SIGN_UP_CODE,
    }
