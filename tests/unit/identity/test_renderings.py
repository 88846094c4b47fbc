"""What of a claim is answered, by what the authorizer says of it."""

from typing import Any

import pytest

from identity.renderings import answerable

HUGE = int("9" * 4_300)
AGREEING: dict[str, tuple[Any, str]] = {
    "a text": ("Ada", "Ada"),
    "a text that reads like a boolean": ("true", "true"),
    "a text that reads like a number": ("1e3", "1e3"),
    "a text that reads like a list": ("[a b]", "[a b]"),
    "an empty text": ("", ""),
    "true": (True, "true"),
    "false": (False, "false"),
    "null": (None, "null"),
    "digits": (1785342773, "1785342773"),
    "a negative number": (-7, "-7"),
    "zero": (0, "0"),
    "a date": (1469818373, "Fri Jul 29 18:52:53 UTC 2016"),
    "a date with a day of one digit": (1780462581, "Wed Jun 03 04:56:21 UTC 2026"),
    "the first date": (0, "Thu Jan 01 00:00:00 UTC 1970"),
    "a fraction": (1.5, "1.5"),
    "64 bits": (2**64, "18446744073709551616"),
    "4,300 digits": (HUGE, str(HUGE)),
    "a list as REST APIs write it": (["a", "b"], "a,b"),
    "a list as the emulator writes it": (["a", "b"], "[a b]"),
    "a list as JSON": (["a", "b"], '["a", "b"]'),
    "a list of numbers": ([1, 2], "1,2"),
    "a list of one": (["a,b"], "a,b"),
    "an empty list": ([], ""),
    "an empty list in brackets": ([], "[]"),
    "objects in a list": ([{"a": 1}, {"b": "\u00e9"}], '{"a":1},{"b":"\u00e9"}'),
    "an object": ({"a": [1, None], "b": True}, '{"b": true, "a": [1, null]}'),
}


@pytest.mark.parametrize(("value", "text"), AGREEING.values(), ids=AGREEING)
def test_a_claim_is_answered_with_its_type_where_a_known_rendering_agrees(
    value: object, text: str
) -> None:
    [answered] = answerable({"claim": value}, {"claim": text}).values()
    assert (type(answered), answered) == (type(value), value)


DIFFERING: dict[str, tuple[Any, object]] = {
    "another number": (1, "2"),
    "true for one": (1, "true"),
    "one for true": (True, "1"),
    "a boolean in other letters": (True, "TRUE"),
    "Python's true": (True, "True"),
    "the other boolean": (False, "true"),
    "a number with a leading zero": (7, "07"),
    "a number with a sign": (7, "+7"),
    "a number with a space": (7, "7 "),
    "digits of another script": (7, "\u0667"),
    "a float for an integer": (1000, "1000.0"),
    "an integer for a float": (1000.0, "1000"),
    "minus zero": (0, "-0"),
    "a date a second later": (1469818373, "Fri Jul 29 18:52:54 UTC 2016"),
    "a date on another weekday": (1469818373, "Sat Jul 29 18:52:53 UTC 2016"),
    "a date of another zone": (1469818373, "Fri Jul 29 18:52:53 GMT 2016"),
    "a time in words": (1469818373, "some day"),
    "a time past all dates": (10**40, "Fri Jul 29 18:52:53 UTC 2016"),
    "another list": (["a", "b"], "a,c"),
    "a list in other order": (["a", "b"], "b,a"),
    "a list in a rendering of nobody": (["a", "b"], "a;b"),
    "an empty list for one of an empty text": ([""], "[[]]"),
    "another object": ({"a": 1}, '{"a":2}'),
    "a boolean for a number in an object": ({"a": 1}, '{"a":true}'),
    "a key twice": ({"a": 1}, '{"a":1,"a":1}'),
    "an object in Python's words": ({"a": 1}, "{'a': 1}"),
    "text that is no JSON": ({"a": 1}, "["),
    "a depth that nobody reads": ({"a": []}, '{"a":' + "[" * 100_000),
    "null": (None, ""),
    "nothing": ("Ada", None),
    "a boolean that is no text": (True, True),
    "a number that is no text": (7, 7),
    "a list that is no text": (["a"], ["a"]),
    "an object that is no text": ({"a": 1}, {"a": 1}),
}


@pytest.mark.parametrize(("value", "said"), DIFFERING.values(), ids=DIFFERING)
def test_a_claim_is_left_out_where_nothing_known_agrees(value: object, said: object) -> None:
    assert answerable({"claim": value, "sub": "a"}, {"claim": said, "sub": "a"}) == {"sub": "a"}


def test_a_text_is_the_authorizers_own() -> None:
    assert answerable({"name": "\ud800"}, {"name": "?"}) == {"name": "?"}


def test_what_is_absent_on_either_side_is_absent_in_the_answer() -> None:
    assert answerable({"name": "Ada", "age": 7}, {"email": "ada@example.com"}) == {}
