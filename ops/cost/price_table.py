"""What AWS charges, by name: list prices of US East (N. Virginia), in US dollars, without tax.

Other regions differ, some prices by a quarter and more; a text costs what its country costs, from
every region. Read from copies of
the pages that `source` names, of the day in `seen`: the pages' own tables are filled in by a script
that no copy runs, so that what is here is from their worked examples, from AWS's announcements and
documentation, or from the price list that AWS offers there as a file. `--price` replaces any.

What is free is free for an account in a month, for all that it runs, and for as long as it lives;
what new accounts get for their first year is left out.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files

from .prices import Price, Prices, Tier, unknown

_COGNITO = "https://aws.amazon.com/cognito/pricing/"
_GATEWAY = "https://aws.amazon.com/api-gateway/pricing/"
_LAMBDA = "https://aws.amazon.com/lambda/pricing/"
_CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/"
_WAF = "https://aws.amazon.com/waf/pricing/"
_SMS = "https://aws.amazon.com/end-user-messaging/pricing/"
_RPS = "https://aws.amazon.com/about-aws/whats-new/2024/01/provisioned-capacity-api-limits-amazon-cognito/"


def _price(
    name: str,
    unit: str,
    usd: str,
    *,
    source: str,
    seen: str,
    per: int = 1,
    free: int = 0,
    note: str = "",
) -> Price:
    """Make a price from its tiers, as `0.50 10240, 0.25 20480, 0.10`: dollars, and for how many."""
    tiers = tuple(
        Tier(usd=Decimal(usd), size=Decimal(size[0]) if size else None)
        for usd, *size in (tier.split() for tier in usd.split(","))
    )
    return Price(
        name=name,
        unit=unit,
        per=Decimal(per),
        free=Decimal(free),
        tiers=tiers,
        source=source,
        seen=seen,
        note=note,
    )


_MILLION = 1_000_000

_PRICES = (
    _price(
        "cognito-lite",
        "monthly active users",
        "0.0055 90000, 0.0046 900000, 0.00325 9000000, 0.0025",
        source=_COGNITO,
        seen="2026-09-20",
        free=10_000,
    ),
    _price(
        "cognito-essentials",
        "monthly active users",
        "0.015",
        source=_COGNITO,
        seen="2026-09-20",
        free=10_000,
    ),
    _price(
        "cognito-plus",
        "monthly active users",
        "0.020",
        source=_COGNITO,
        seen="2026-09-20",
    ),
    _price(
        "cognito-rps",
        "requests a second above the default quota, each for a month",
        "20",
        source=_RPS,
        seen="2024-01-25",
        note="45 USD for less than a month",
    ),
    _price(
        "api-requests",
        "requests",
        "3.50 333000000, 2.80 667000000, 2.38 19000000000, 1.51",
        source=_GATEWAY,
        seen="2026-09-20",
        per=_MILLION,
    ),
    _price("data-out", "GB", "0.09", source=_GATEWAY, seen="2026-09-20"),
    _price(
        "lambda-requests",
        "calls",
        "0.20",
        source=_LAMBDA,
        seen="2026-09-20",
        per=_MILLION,
        free=_MILLION,
    ),
    _price(
        "lambda-gb-seconds",
        "GB-seconds",
        "0.0000133334",
        source=_LAMBDA,
        seen="2026-09-11",
        free=400_000,
        note="arm64; less above 7.5 billion",
    ),
    _price(
        "logs-written",
        "GB",
        "0.50 10240, 0.25 20480, 0.10 20480, 0.05",
        source=_CLOUDWATCH,
        seen="2025-05-01",
        free=5,
        note="vended logs, of functions too",
    ),
    _price("logs-kept", "GB-months", "0.03", source=_CLOUDWATCH, seen="2026-05-04"),
    _price("alarms", "metrics of alarms", "0.10", source=_CLOUDWATCH, seen="2026-09-29", free=10),
    _price("dashboards", "dashboards", "3", source=_CLOUDWATCH, seen="2022-04-29", free=3),
    _price("metrics", "custom metrics", "0.30", source=_CLOUDWATCH, seen="2026-05-04", free=10),
    _price(
        "traces",
        "traces",
        "5",
        source="https://aws.amazon.com/xray/pricing/",
        seen="2026-05-04",
        per=_MILLION,
        free=100_000,
    ),
    _price("waf-acls", "web ACLs", "5", source=_WAF, seen="2026-09-29"),
    _price("waf-rules", "rules", "1", source=_WAF, seen="2026-09-29"),
    _price("waf-requests", "requests", "0.60", source=_WAF, seen="2026-09-29", per=_MILLION),
    _price(
        "backup-gb",
        "GB-months",
        "0.023",
        source="https://aws.amazon.com/s3/pricing/",
        seen="2026-02",
        note="S3 Standard",
    ),
    _price("keys", "KMS keys", "1", source="https://aws.amazon.com/kms/pricing/", seen="2026-09"),
)


def _sms() -> Iterator[Price]:
    """Yield the price of a text to each country, of one part of at most 160 plain characters.

    From the price list for download of March 2026, as github.com/cds-snc/notification-utils keeps
    it (scripts/sms_pricing): the highest price of a country where it depends on the carrier.
    """
    with files(__package__).joinpath("sms.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            yield _price(
                f"sms-{row['country']}",
                "texts",
                row["usd"],
                source=_SMS,
                seen="2026-03",
                note=row["note"],
            )


PRICES: Prices = {price.name: price for price in (*_PRICES, *_sms())}


def sms(prices: Prices, country: str) -> Price:
    """Return the price of a text to a country, unknown where no source has it."""
    name = f"sms-{country}"
    return prices.get(name) or unknown(name, "texts")
