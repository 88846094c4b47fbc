"""`python -m ops cost --stage S`: what a stage and an attack on it cost, and its first quota.

It reads the stage as stages.py has it: nothing need be deployed, and AWS is not asked. What is not
said is assumed, and printed with the rest. Every price can be said otherwise:

  python -m ops cost --stage prod --users 1000000
  python -m ops cost --stage prod --users 1000000 --sms DE=0.9 --sms US=0.1 --price sms-DE=0.09
  python -m ops cost --stage prod --fakes 500000 --hours 24 --addresses 1000
  python -m ops cost --stage prod --plan LITE --waf no --limit 500
  python -m ops cost --stage prod --storm 10000
"""

import json
from argparse import Namespace
from collections.abc import Sequence
from decimal import Decimal

from ..deployment.assembly import synthesized
from .attack import Attack
from .choices import chosen as chosen_settings
from .clients import STRATEGIES
from .load import load
from .options import SAID, cost_parser
from .overrides import overridden, shares
from .price_table import PRICES
from .printed import lines
from .report import Report, as_json, report
from .stage import billed
from .storm import storm


def run(arguments: Sequence[str]) -> None:
    """Print what a stage costs.

    Raises:
        RefusedError: there is no such stage or price, or a number is none.
        OpsError: the stage cannot be synthesized, or a file of prices not be read.
    """
    chosen = cost_parser(__doc__).parse_args(arguments)
    told = _report(chosen)
    if chosen.json:
        print(json.dumps(as_json(told), indent=2))
    else:
        for line in lines(told):
            print(line)


def _report(chosen: Namespace) -> Report:
    prices = overridden(PRICES, chosen.price, chosen.prices)
    with synthesized(chosen.stage, chosen.assembly) as stacks:
        stage = chosen_settings(
            billed(stacks),
            plan=chosen.plan,
            web_firewall=chosen.waf and chosen.waf == "yes",
            limit_usd=chosen.limit,
        )
    return report(
        chosen.stage,
        stage,
        load(
            stage,
            chosen.users,
            said={name: getattr(chosen, name) for name in SAID},
            shares=shares(chosen.sms, stage.countries),
            peak=chosen.peak,
        ),
        prices,
        Attack(
            fakes=Decimal(chosen.fakes),
            hours=chosen.hours,
            addresses=Decimal(chosen.addresses),
        ),
        storm=[storm(chosen.storm, chosen.storm_seconds, one) for one in STRATEGIES]
        if chosen.storm
        else [],
    )
