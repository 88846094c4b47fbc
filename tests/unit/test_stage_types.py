"""A setting is checked against the type that it is declared with, or the type is refused."""

from dataclasses import make_dataclass
from typing import Any, Literal

import pytest

from stacks.rules.types import UncheckedTypeError, mistyped


def _problems(hint: Any, value: object) -> list[str]:
    settings = make_dataclass("Settings", [("setting", hint)])
    return [sentence for _, found in mistyped(settings(value)) for sentence in found]


@pytest.mark.parametrize(
    "hint",
    [
        int | str,
        int | str | None,
        dict[str, int],
        list[str],
        tuple[int, str],
        tuple[list[str], ...],
        Any,
        list,
        dict,
        float | int,
    ],
    ids=str,
)
def test_a_type_that_nobody_can_check_is_refused_and_not_let_pass(hint: Any) -> None:
    with pytest.raises(UncheckedTypeError, match=r"setting.* is declared as"):
        _problems(hint, ([],))


@pytest.mark.parametrize(
    ("hint", "value"),
    [(int | None, None), (tuple[str, ...], ("a",)), (Literal["a"], "a")],
    ids=str,
)
def test_a_value_of_its_type_is_none_of_its_business(hint: Any, value: object) -> None:
    assert not _problems(hint, value)


@pytest.mark.parametrize(
    ("hint", "value"),
    [(int | None, True), (tuple[str, ...], (1,)), (Literal["a"], "b")],
    ids=str,
)
def test_a_value_of_another_type_is_told(hint: Any, value: object) -> None:
    assert len(_problems(hint, value)) == 1
