"""`python -m ops cost`: the whole of it, from a stage's templates to the terminal."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from ops.__main__ import main
from ops.cost.price_table import PRICES
from tests.samples import REFERENCE

Cost = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cost(samples: Mapping[str, Path], capsys: pytest.CaptureFixture[str]) -> Cost:
    """Run the command on the sample stage; gives the exit code, the output and the errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        place = ("--stage", REFERENCE.name, "--assembly", str(samples[REFERENCE.name]))
        code = main(["cost", *place, *arguments])
        return code, *capsys.readouterr()

    return run


def test_it_tells_bill_attack_and_first_quota_with_sources(cost: Cost) -> None:
    code, told, errors = cost()
    assert (code, errors) == (0, "")
    assert "Stage reference, 10,000 monthly active users" in told
    assert "USD in all" in told
    assert "https://aws.amazon.com/cognito/pricing/" in told
    assert "2026-09-20" in told
    assert "What 100,000 fake sign-ups cost, in an hour from 100 addresses" in told
    assert "this stage: the gate, WAF with 20, a limit of 1 USD" in told
    assert "SMS spending is reached first" in told
    assert "what comes next" in told
    assert "sign in at once" not in told


def test_the_sum_is_that_of_the_lines_to_the_last_digit(cost: Cost) -> None:
    told = json.loads(cost("--json", "--users", "1234567")[1])
    assert told["unknown"] == []
    assert Decimal(told["total_usd"]) == sum(Decimal(line["usd"]) for line in told["bill"])
    assert told["load"]["users"] == "1234567"
    assert told["quotas"][0]["name"] == "SMS spending"
    assert told["attack"]["defences"][0]["country"] == "MG"


def test_what_is_said_replaces_what_is_assumed(cost: Cost) -> None:
    said = {
        "--registered": 1,
        "--sign-ups": 2,
        "--sign-ins": 3,
        "--refreshes": 4,
        "--resets": 5,
        "--api-calls": 6,
        "--credentials": 7,
        "--texts": 8,
        "--logs-gb": 9,
        "--backup-gb": 10,
    }
    arguments = [part for option, number in said.items() for part in (option, str(number))]
    load = json.loads(cost("--json", *arguments)[1])["load"]
    for option, number in said.items():
        assert load[option[2:].replace("-", "_")] == str(number)


def test_another_plan_firewall_and_limit_can_be_tried(cost: Cost) -> None:
    told = json.loads(cost("--json", "--plan", "PLUS", "--waf", "no", "--limit", "500")[1])
    names = {line["price"]["name"] for line in told["bill"]}
    assert "cognito-plus" in names
    assert not any(name.startswith("waf") for name in names)
    assert told["attack"]["defences"][-1]["what"] == "this stage: the gate, a limit of 500 USD"
    assert told["quotas"][0]["limit"] != "1"


def test_prices_and_shares_reach_the_bill(cost: Cost, tmp_path: Path) -> None:
    file = tmp_path / "prices.json"
    file.write_text('{"waf-acls": 100}')
    told = json.loads(
        cost(
            *("--json", "--texts", "10", "--sms", "DE=0.9", "--sms", "US=0.1"),
            *("--price", "sms-DE=2", "--prices", str(file)),
        )[1]
    )
    usd = {line["price"]["name"]: Decimal(line["usd"]) for line in told["bill"]}
    assert (usd["sms-DE"], usd["sms-US"], usd["waf-acls"]) == (
        Decimal(18),
        Decimal("0.01002"),
        Decimal(200),
    )


def test_a_sum_that_lacks_a_price_says_which(cost: Cost, monkeypatch: pytest.MonkeyPatch) -> None:
    prices = {name: price for name, price in PRICES.items() if name != "sms-DE"}
    monkeypatch.setattr("ops.cost.command.PRICES", prices)
    _, told, _ = cost()
    assert "USD in all, without what is unknown: sms-DE" in told
    assert "unknown: give --price sms-DE=..." in told
    assert json.loads(cost("--json")[1])["unknown"] == ["sms-DE"]
    assert "without what is unknown" not in cost("--price", "sms-DE=0.1")[1]


def test_a_storm_is_simulated_when_it_is_asked_for(cost: Cost) -> None:
    _, told, _ = cost("--storm", "500", "--storm-seconds", "0.5")
    assert "500 users sign in at once" in told
    assert "waiting room" in told
    storm = json.loads(cost("--json", "--storm", "500")[1])["storm"]
    assert [one["users"] for one in storm] == [500] * 5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--users", "0"], "--users is '0': give a whole number, 1 to 1,000,000,000,000."),
        (["--users", "1e6"], "--users is '1e6': give a whole number, 1 to 1,000,000,000,000."),
        (["--users", "²"], "--users is '²': give a whole number, 1 to 1,000,000,000,000."),
        (["--sign-ups", "-1"], "--sign-ups is '-1': give a whole number, 0 to 1,000,000,000,000."),
        (["--users", "1" + "0" * 13], f"--users is '1{'0' * 13}': give a whole number"),
        (["--users", "9" * 5000], f"--users is '{'9' * 5000}': give a whole number"),
        (["--peak", "1e400"], "--peak is '1e400': give a number, 0 to"),
        (["--storm-seconds", "1e300"], "--storm-seconds is '1e300': give a number, 0 to 86,400"),
        (["--peak", "0"], "--peak is '0': give a number above 0."),
        (["--hours", "x"], "--hours is 'x': give a number, 0 to 1,000,000,000, as in 0.05."),
        (["--storm", "20001"], "--storm is '20001': give a whole number, 1 to 20,000."),
        (["--price", "cognito=1"], "there is no price 'cognito': did you mean"),
        (["--sms", "FR=1"], "the stage texts nobody in 'FR': --sms takes DE, US"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(
    cost: Cost, arguments: list[str], sentence: str
) -> None:
    code, told, errors = cost(*arguments)
    assert (code, told) == (2, "")
    assert errors.startswith(f"error: {sentence}")
    assert errors.count("\n") == 1


def test_the_greatest_numbers_are_still_reckoned_with(cost: Cost) -> None:
    most = [f"{name}={10**9}" for name in ("cognito-essentials", "waf-requests", "sms-DE")]
    said = [word for one in most for word in ("--price", one)]
    code, told, errors = cost(
        "--users", f"{10**12}", "--peak", "1e9", "--fakes", f"{10**12}", *said
    )
    assert (code, errors) == (0, "")
    assert "1,000,000,000,000" in told


def test_help_names_every_price_and_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["cost", "--help"])
    told = capsys.readouterr().out
    assert "cognito-essentials" in told
    assert "python -m ops cost --stage prod --users 1000000" in told
