"""The page's pure modules, tested in their own language, and its size."""

import re
import subprocess
from pathlib import Path

import pytest

from ops.web.bundle import WEB, build
from tests.node import NODE


@pytest.fixture(scope="module", autouse=True)
def _installed_and_built() -> None:
    build()


def _node(*arguments: str) -> str:
    done = subprocess.run([NODE, *arguments], cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_phone_numbers_errors_and_password_rules_in_node() -> None:
    said = _node("--test", "--test-reporter=tap", "src/**/*.test.ts")
    assert re.search(r"^# pass [1-9]", said, re.MULTILINE)


def test_the_page_is_at_most_200_kb_compressed_and_its_scripts_85() -> None:
    said = _node("scripts/size.mjs")
    for what, least, most in (("in all", 50_000, 200_000), ("of it is JavaScript", 40_000, 85_000)):
        size = re.search(rf"(\d+)  {what}", said)
        assert size
        assert least < int(size[1]) <= most


def test_no_markup_is_ever_made_of_text() -> None:
    ways = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function")
    sources = [path for path in Path(WEB / "src").rglob("*.ts") if ".test." not in path.name]
    assert len(sources) > 20
    assert [str(path) for path in sources if ways.search(path.read_text())] == []
