"""What holds for signing up, signing in, and the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import phonenumbers

from .registry import rule

if TYPE_CHECKING:
    from ..stage import Stage

# House limits: at most an hour, because a revoked token opens the API until it expires.
TOKEN_MINUTES = range(5, 61)
REFRESH_DAYS = range(1, 31)
PASSWORD_LENGTHS = range(12, 100)  # Cognito's own limits are 6 and 99
NIST_LENGTH = 15
MAX_SMS_MESSAGE = 140


@rule("sign_up.allowed_countries")
def _countries(stage: Stage) -> Iterator[str]:
    countries = stage.sign_up.allowed_countries
    if not countries:
        yield (
            "sign_up.allowed_countries is empty: nobody could sign up; name the countries of "
            "your users"
        )
    for country in countries:
        if country not in phonenumbers.SUPPORTED_REGIONS:
            yield (
                f"sign_up.allowed_countries has {country!r}: use ISO 3166-1 alpha-2 codes in "
                "capitals, such as 'DE' or 'US'"
            )
        elif (main := _counts_as(country)) is None:
            yield (
                f"sign_up.allowed_countries has {country!r}, whose numbering plan has no mobile "
                "phones: remove it"
            )
        elif main not in countries:
            yield (
                f"sign_up.allowed_countries has {country!r} without {main!r}: their mobile phones "
                f"share number ranges, and the gate takes those of {country} for {main}; add "
                f"{main!r}, which lets both in, or remove {country!r}"
            )


def _counts_as(country: str) -> str | None:
    """Return the country that the gate takes its mobile phones for; None where it has none."""
    number = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    return phonenumbers.region_code_for_number(number) if number else None


@rule("protection.retain", "sign_up.test_numbers")
def _test_numbers(stage: Stage) -> Iterator[str]:
    numbers = stage.sign_up.test_numbers
    if stage.protection.retain and numbers:
        yield (
            "sign_up.test_numbers confirm themselves without an SMS, which a protected stage does "
            "not take: remove them, or set protection.retain=False if no user of this stage matters"
        )
    for number in numbers:
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
            yield f"sign_up.test_numbers has {number!r}: write it in E.164, like '+14155550100'"


@rule("sign_in.mfa", "sign_in.mfa_methods", "sign_in.account_recovery")
def _mfa(stage: Stage) -> Iterator[str]:
    sign_in = stage.sign_in
    if sign_in.mfa != "OFF" and not sign_in.mfa_methods:
        yield (
            f"sign_in.mfa is {sign_in.mfa} without a method: add 'TOTP' to mfa_methods, or "
            "turn mfa OFF"
        )
    if (
        sign_in.mfa != "OFF"
        and "SMS" in sign_in.mfa_methods
        and sign_in.account_recovery == "PHONE"
    ):
        yield (
            "sign_in.mfa_methods has SMS while account_recovery is PHONE: Cognito texts no "
            "recovery code to a user whose second factor is SMS; use TOTP, or set account_recovery "
            "to ADMIN_ONLY"
        )


@rule("sign_in.password")
def _password(stage: Stage) -> Iterator[str]:
    policy = stage.sign_in.password
    least = PASSWORD_LENGTHS.start if policy.character_classes else NIST_LENGTH
    if not least <= policy.min_length < PASSWORD_LENGTHS.stop:
        yield (
            f"sign_in.password.min_length is {policy.min_length}: use "
            f"{PASSWORD_LENGTHS.start} to 99, "
            f"and {NIST_LENGTH} or more without character classes"
        )


@rule("sign_in.tokens")
def _token_lifetimes(stage: Stage) -> Iterator[str]:
    tokens = stage.sign_in.tokens
    for setting in ("access_minutes", "id_minutes"):
        if (minutes := getattr(tokens, setting)) not in TOKEN_MINUTES:
            yield (
                f"sign_in.tokens.{setting} is {minutes}: use 5 (Cognito's least) to 60 "
                "(ours: a revoked "
                "token opens the API until it expires)"
            )
    if tokens.refresh_days not in REFRESH_DAYS:
        yield f"sign_in.tokens.refresh_days is {tokens.refresh_days}: use 1 to 30"
    if tokens.refresh_days * 24 * 60 < max(tokens.access_minutes, tokens.id_minutes):
        yield (
            "sign_in.tokens.refresh_days is shorter than the access or ID token, which "
            "Cognito refuses: "
            "raise it, or lower access_minutes and id_minutes"
        )


@rule("sms.message")
def _sms_message(stage: Stage) -> Iterator[str]:
    message = stage.sms.message
    if message.count("{####}") != 1:
        yield "sms.message must hold {####} once: Cognito puts the code there"
    if len(message) > MAX_SMS_MESSAGE:
        yield f"sms.message has {len(message)} characters: Cognito takes 140"


@rule("sms.monthly_limit_usd")
def _sms_monthly_limit(stage: Stage) -> Iterator[str]:
    limit = stage.sms.monthly_limit_usd
    if limit is not None and limit < 1:
        yield (
            f"sms.monthly_limit_usd is {limit}: use 1 or more, or None to "
            "leave the account's limit as it is (sign_up.enabled=False closes sign-up)"
        )
