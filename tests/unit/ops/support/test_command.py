"""The command line: bad input is refused before a cloud is asked, and no number is repeated."""

import pytest

from ops.__main__ import main

NUMBER = "0415 5550100"
WHOM = ["--number", "+14155550100"]


@pytest.fixture(autouse=True)
def _nowhere(elsewhere: None) -> None:
    """Nothing is deployed, and nobody answers."""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "--stage", "../dev", *WHOM], "small letters"),
        (["show", "--stage", "dev", "--number", NUMBER], "E.164"),
        (["show", "--stage", "dev", "--sub", NUMBER], "A sub is a UUID"),
        (["move", "--stage", "dev", *WHOM, "--to", NUMBER], "E.164"),
        (["purge", "--stage", "dev", "--older-than", "0"], "1 or more"),
        (["purge", "--stage", "dev", "--older-than", "a month"], "1 or more"),
        (["purge", "--stage", "dev", "--older-than", "10000"], "9999 at the most"),
        (["purge", "--stage", "dev", "--older-than", "000000001999999999"], "9999 at the most"),
        (["join-default-group", "--stage", "dev", "--newer-than", "9" * 20], "9999 at the most"),
    ],
)
def test_bad_input_is_one_sentence_that_repeats_no_number(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["support", *arguments]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert said in told.err
    assert NUMBER not in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["show", "--stage", "dev"],
        ["find", "--stage", "dev"],
        ["find", "--stage", "dev", "--group", "a", "--name", "b"],
        ["find", "--stage", "dev", "--group", "a", "--limit", "61"],
        ["delete", "--stage", "dev", *WHOM, "--y"],
        ["purge", "--stage", "dev"],
        ["join-default-group", "--stage", "dev"],
    ],
    ids=" ".join,
)
def test_what_is_missing_or_too_much_is_told_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["support", *arguments])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m ops support")


def test_a_local_cloud_that_does_not_answer_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["support", "show", "--stage", "local", *WHOM]) == 1
    told = capsys.readouterr().err
    assert "start it with `make local`" in told
    assert WHOM[1] not in told
