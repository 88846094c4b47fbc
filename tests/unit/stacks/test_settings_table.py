"""Every setting is described once, where it is declared; the page in docs/ is made from that."""

from dataclasses import fields

import pytest

from stacks import settings
from stacks.settings_table import PAGE, described, page
from stacks.stage import Stage

CLASSES = [Stage, *(getattr(settings, name) for name in settings.__all__)]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_class_describes_its_settings_and_no_others(kind: type) -> None:
    texts = described(kind)
    assert list(texts) == [field.name for field in fields(kind)]
    assert all(len(text) > 5 for text in texts.values())


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_the_page_has_every_setting(kind: type) -> None:
    for text in described(kind).values():
        assert f"| {text} |" in page()


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == page(), "write it: python -m stacks.settings_table"
