"""Reads docs/recipes.md: each recipe's edits, new files and commands, as a reader would do them."""

import re
from dataclasses import dataclass
from pathlib import Path

_RECIPE = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_BLOCK = re.compile(
    r"^```(?P<language>\w+)(?: title=\"(?P<file>[^\"]+)\")?\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fenced block: an edit (`diff`) or a new file, by its title, or commands (`sh`)."""

    language: str
    file: str | None
    text: str


def read_recipes(document: Path) -> dict[str, list[Block]]:
    """Return the blocks of each recipe by its title, in their order."""
    _, *parts = _RECIPE.split(document.read_text(encoding="utf-8"))
    return {
        title: [
            Block(found["language"], found["file"], found["text"])
            for found in _BLOCK.finditer(text)
        ]
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    }


def follow(block: Block, project: Path) -> None:
    """Edit or write the file that a block names.

    An edit says what stands there by its lines without a mark, and must find it exactly once.
    """
    assert block.file, "a block that is no command names its file"
    path = project / block.file
    if block.language != "diff":
        assert not path.exists(), f"{block.file} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text)
        return
    lines = block.text.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    source = path.read_text()
    assert source.count(before) == 1, f"{block.file} has not exactly once:\n{before}"
    path.write_text(source.replace(before, after))
