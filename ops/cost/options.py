"""The options of `python -m ops cost`."""

import argparse
import re
import textwrap
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from ..deployment.arguments import add_assembly, add_stage, command_parser
from ..errors import RefusedError
from .choices import PLANS
from .load import PEAK
from .overrides import GREATEST, decimal
from .price_table import PRICES
from .storm import MOST_USERS

# More than there will be people: beyond it, a figure has more digits than `decimal` reckons with.
MOST = 10**12
DAY = 86_400  # seconds, each of which a storm simulates

# Option: what it says of a month, and what is assumed without it. Each is an attribute of Load.
SAID = {
    "registered": "users in the directory (as many as are active)",
    "sign_ups": "sign-ups (a tenth of the users)",
    "sign_ins": "sign-ins (8 a user)",
    "refreshes": "refreshes of tokens (30 a user)",
    "resets": "forgotten passwords (one of 50 users)",
    "api_calls": "calls of the API (60 a user)",
    "credentials": "AWS credentials taken from the identity pool (1 a user)",
    "texts": "SMS (1.1 a sign-up, 1 a reset, and of sign-ins where the second factor is SMS)",
    "logs_gb": "GB of logs written (what the requests make)",
    "backup_gb": "GB of backups kept (1 kB a user for each day of the stage's)",
}


def cost_parser(purpose: str | None) -> argparse.ArgumentParser:
    """Return the parser; `purpose` is what its help says first."""
    parser = command_parser("cost", purpose)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    names = ", ".join(name for name in PRICES if not name.startswith("sms-"))
    parser.epilog = textwrap.fill(
        f"Prices that --price names: {names}, and sms-CC of each country."
    )
    add_stage(parser)
    add_assembly(parser)
    parser.add_argument("--json", action="store_true", help="for machines, with every digit")
    _add_month(parser)
    _add_settings(parser)
    _add_attack(parser)
    return parser


def _add_month(parser: argparse.ArgumentParser) -> None:
    month = parser.add_argument_group("a month, and in brackets what is assumed")
    month.add_argument(
        "--users",
        type=_whole("--users", 1),
        default=10_000,
        metavar="N",
        help="monthly active users (10,000)",
    )
    for name, help_ in SAID.items():
        option = f"--{name.replace('_', '-')}"
        month.add_argument(option, type=_whole(option, 0), metavar="N", help=help_)
    month.add_argument(
        "--sms",
        action="append",
        default=[],
        metavar="CC=SHARE",
        help="a country's share of the SMS; once for each (all that are allowed the same)",
    )
    month.add_argument(
        "--peak",
        type=_above_zero("--peak"),
        default=PEAK,
        metavar="TIMES",
        help=f"the busiest second against the average ({PEAK})",
    )
    month.add_argument(
        "--price",
        action="append",
        default=[],
        metavar="NAME=USD",
        help="instead of the table's; once for each. NAME.free=N says how many cost nothing",
    )
    month.add_argument("--prices", type=Path, metavar="FILE", help="the same, as a JSON object")


def _add_settings(parser: argparse.ArgumentParser) -> None:
    settings = parser.add_argument_group("settings other than the stage's")
    settings.add_argument("--plan", choices=PLANS, help="sign_in.feature_plan")
    settings.add_argument("--waf", choices=("yes", "no"), help="protection.web_firewall")
    settings.add_argument(
        "--limit", type=_whole("--limit", 1), metavar="USD", help="sms.monthly_limit_usd"
    )


def _add_attack(parser: argparse.ArgumentParser) -> None:
    attack = parser.add_argument_group("an attack, and a storm of sign-ins")
    attack.add_argument(
        "--fakes",
        type=_whole("--fakes", 0),
        default=100_000,
        metavar="N",
        help="fake sign-ups (100,000)",
    )
    attack.add_argument(
        "--hours",
        type=_above_zero("--hours"),
        default=Decimal(1),
        metavar="H",
        help="hours in which they come (1)",
    )
    attack.add_argument(
        "--addresses",
        type=_whole("--addresses", 1),
        default=100,
        metavar="N",
        help="IP addresses from which they come (100)",
    )
    attack.add_argument(
        "--storm",
        type=_whole("--storm", 1, MOST_USERS),
        metavar="N",
        help="simulate so many users who sign in at once",
    )
    attack.add_argument(
        "--storm-seconds",
        type=lambda text: float(_above_zero("--storm-seconds", DAY)(text)),
        default=10.0,
        metavar="S",
        help="seconds in which they come (10)",
    )


def _whole(option: str, least: int, most: int = MOST) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text) if re.fullmatch("[0-9]{1,20}", text) else -1
        if not least <= number <= most:
            raise RefusedError(f"{option} is {text!r}: give a whole number, {least:,} to {most:,}.")
        return number

    return read


def _above_zero(option: str, most: int = GREATEST) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        number = decimal(text, option, most)
        if not number:
            raise RefusedError(f"{option} is {text!r}: give a number above 0.")
        return number

    return read
