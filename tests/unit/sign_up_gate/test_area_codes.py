"""North America's area codes, by the list of the plan's administrator."""

import csv
from pathlib import Path

import phonenumbers
import pytest

from sign_up_gate.area_codes import OVERLAYS
from sign_up_gate.numbers import Decision, Policy, Verdict, judge

DATA = Path(__file__).resolve().parents[2] / "data" / "npa_report.csv"
EVERYWHERE = Policy(frozenset(phonenumbers.SUPPORTED_REGIONS))
TERRITORIES = {"PR": "PR", "VI": "VI", "GU": "GU", "AS": "AS", "CNMI": "MP"}
COUNTRIES = {
    "US": "US",
    "CANADA": "CA",
    "ANGUILLA": "AI",
    "ANTIGUA/BARBUDA": "AG",
    "BAHAMAS": "BS",
    "BARBADOS": "BB",
    "BERMUDA": "BM",
    "BRITISH VIRGIN ISLANDS": "VG",
    "CAYMAN ISLANDS": "KY",
    "DOMINICA": "DM",
    "DOMINICAN REPUBLIC": "DO",
    "GRENADA": "GD",
    "JAMAICA": "JM",
    "MONTSERRAT": "MS",
    "SINT MAARTEN": "SX",
    "ST. KITTS & NEVIS": "KN",
    "ST.LUCIA": "LC",
    "ST. VINCENT & GRENADINES": "VC",
    "TRINIDAD & TOBAGO": "TT",
    "TURKS & CAICOS ISLANDS": "TC",
}


def area_codes(in_service: str) -> dict[str, str]:
    """The geographic codes (`USE` G) and their countries, from the administrator's own format."""
    with DATA.open(newline="") as lines:
        next(lines)  # the file's date
        return {
            row["NPA_ID"]: TERRITORIES.get(row["LOCATION"], COUNTRIES[row["COUNTRY"]])
            for row in csv.DictReader(lines)
            if (row["USE"], row["IN_SERVICE"]) == ("G", in_service) and row["COUNTRY"]
        }


IN_SERVICE = area_codes("Y")


def in_metadata(code: str) -> bool:
    """Whether the metadata knows an area code by itself."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(f"+1{code}2345678")) is not None


def some_number(code: str, country: str) -> bool:
    """Whether a number of the area code may sign up where the country is allowed.

    Small countries part their exchanges between mobile and fixed lines.
    """
    policy = Policy(frozenset({country}))
    numbers = (f"+1{code}{exchange}1234" for exchange in range(200, 1000))
    return any(judge(number, policy) == (Decision.ALLOWED, country) for number in numbers)


def test_every_area_code_in_service_may_sign_up_where_its_country_is_allowed() -> None:
    assert len(IN_SERVICE) > 400
    refused = [code for code, country in IN_SERVICE.items() if not some_number(code, country)]
    assert not refused, "add these to sign_up_gate/area_codes.py"


def test_no_area_code_is_anywhere_but_in_its_own_country() -> None:
    for code, country in IN_SERVICE.items():
        elsewhere = Policy(EVERYWHERE.countries - {country})
        assert judge(f"+1{code}2345678", elsewhere).decision is Decision.REFUSED


def test_the_supplement_has_nothing_that_the_metadata_has_by_now() -> None:
    known = [code for code in OVERLAYS if in_metadata(code)]
    assert not known, "remove these from sign_up_gate/area_codes.py"


def test_the_supplement_has_only_codes_in_service_beside_an_older_one_of_the_same_country() -> None:
    assert OVERLAYS.keys() <= IN_SERVICE.keys()
    for code, older in OVERLAYS.items():
        assert in_metadata(older)
        assert IN_SERVICE[code] == IN_SERVICE[older]


@pytest.mark.parametrize("code", sorted(area_codes("N")))
def test_a_code_that_is_planned_is_not_supplemented(code: str) -> None:
    assert code not in OVERLAYS


@pytest.mark.parametrize("code", ["565", "761"])
def test_a_code_that_is_not_in_service_is_refused(code: str) -> None:
    assert judge(f"+1{code}2345678", EVERYWHERE) == Verdict(Decision.REFUSED, "unknown")


@pytest.mark.parametrize("code", OVERLAYS)
@pytest.mark.parametrize(
    "rest",
    [
        *("1345678", "0345678", "2115678", "9115678"),  # no exchange begins so
        *("234567", "23456789", "234-5678", "234 5678", "234567\u0668", "2345678\n", "234567x"),
    ],
)
def test_a_new_code_s_number_is_as_well_formed_as_every_other(code: str, rest: str) -> None:
    assert judge(f"+1{code}{rest}", EVERYWHERE) == Verdict(Decision.REFUSED, "unknown")


@pytest.mark.parametrize("code", ["900", "800", "888", "700", "710", "500", "555", "911", "600"])
def test_a_code_of_no_place_is_refused(code: str) -> None:
    assert judge(f"+1{code}2345678", EVERYWHERE).decision is Decision.REFUSED


def test_a_test_number_may_have_a_new_code() -> None:
    number = "+13575550100"
    assert judge(number, Policy(frozenset({"US"}), frozenset({number}))).decision is Decision.TEST
