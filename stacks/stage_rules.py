"""Why a stage cannot be deployed: each rule yields plain sentences that name the remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import phonenumbers

from stacks import stage_types

if TYPE_CHECKING:
    from stacks.stage import Stage

Rule = Callable[["Stage"], Iterator[str]]
_RULES: list[tuple[frozenset[str], Rule]] = []

# The attributes every Cognito pool has (OpenID Connect Core 5.1 plus Cognito's own), and the
# prefixes Cognito puts before a custom one.
RESERVED_ATTRIBUTES = frozenset(
    "sub name given_name family_name middle_name nickname preferred_username profile picture "  # noqa: SIM905 - prose, not one a line
    "website email email_verified gender birthdate zoneinfo locale phone_number "
    "phone_number_verified address updated_at username identities custom dev cognito".split()
)
# House limits: at most an hour, because a revoked token opens the API until it expires.
TOKEN_MINUTES = range(5, 61)
REFRESH_DAYS = range(1, 31)
PASSWORD_LENGTHS = range(12, 100)  # Cognito's own limits are 6 and 99
NIST_LENGTH = 15
MAX_SMS_MESSAGE = 140
MAX_STRING = 2048
MAX_CUSTOM_ATTRIBUTES = 50
MAX_PRECEDENCE = 2**31 - 1


def problems(stage: Stage) -> list[str]:
    """Return every problem of a stage; a rule is left out where its own settings are mistyped."""
    mistyped = {name: list(sentences) for name, sentences in stage_types.mistyped(stage)}
    wrong = {name for name, sentences in mistyped.items() if sentences}
    found = [sentence for sentences in mistyped.values() for sentence in sentences]
    for needs, rule in _RULES:
        if not needs & wrong:
            found += rule(stage)
    return found


def _rule(*needs: str) -> Callable[[Rule], Rule]:
    """Register a rule with the settings that it reads."""

    def register(rule: Rule) -> Rule:
        _RULES.append((frozenset(needs), rule))
        return rule

    return register


@_rule("name", "project")
def _names(stage: Stage) -> Iterator[str]:
    for setting in ("name", "project"):
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", value := getattr(stage, setting)):
            yield (
                f"{setting} is {value!r}: use a letter, then up to 30 lower-case letters, digits "
                "and hyphens, for it becomes part of the stack names"
            )


@_rule("account", "region")
def _environment(stage: Stage) -> Iterator[str]:
    if stage.account is not None and not re.fullmatch(r"[0-9]{12}", stage.account):
        yield f"account is {stage.account!r}: write its 12 digits as text, or None"
    if stage.region is not None and not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-[0-9]", stage.region):
        yield f"region is {stage.region!r}: write it like 'eu-central-1', or None"


@_rule("mfa", "mfa_methods", "account_recovery")
def _mfa(stage: Stage) -> Iterator[str]:
    if stage.mfa != "OFF" and not stage.mfa_methods:
        yield f"mfa is {stage.mfa} without a method: add 'TOTP' to mfa_methods, or turn mfa OFF"
    if stage.mfa != "OFF" and "SMS" in stage.mfa_methods and stage.account_recovery == "PHONE":
        yield (
            "mfa_methods has SMS while account_recovery is PHONE: Cognito texts no recovery code "
            "to a user whose second factor is SMS; use TOTP, or set account_recovery to ADMIN_ONLY"
        )


@_rule("password")
def _password(stage: Stage) -> Iterator[str]:
    policy = stage.password
    least = PASSWORD_LENGTHS.start if policy.character_classes else NIST_LENGTH
    if not least <= policy.min_length < PASSWORD_LENGTHS.stop:
        yield (
            f"password.min_length is {policy.min_length}: use {PASSWORD_LENGTHS.start} to 99, "
            f"and {NIST_LENGTH} or more without character classes"
        )


@_rule("tokens")
def _token_lifetimes(stage: Stage) -> Iterator[str]:
    tokens = stage.tokens
    for setting in ("access_minutes", "id_minutes"):
        if (minutes := getattr(tokens, setting)) not in TOKEN_MINUTES:
            yield (
                f"tokens.{setting} is {minutes}: use 5 (Cognito's least) to 60 (ours: a revoked "
                "token opens the API until it expires)"
            )
    if tokens.refresh_days not in REFRESH_DAYS:
        yield f"tokens.refresh_days is {tokens.refresh_days}: use 1 to 30"
    if tokens.refresh_days * 24 * 60 < max(tokens.access_minutes, tokens.id_minutes):
        yield (
            "tokens.refresh_days is shorter than the access or ID token, which Cognito refuses: "
            "raise it, or lower access_minutes and id_minutes"
        )


@_rule("custom_attributes")
def _custom_attributes(stage: Stage) -> Iterator[str]:
    names = [attribute.name for attribute in stage.custom_attributes]
    yield from _twice("custom attribute", names)
    if len(names) > MAX_CUSTOM_ATTRIBUTES:
        yield f"there are {len(names)} custom_attributes: Cognito takes {MAX_CUSTOM_ATTRIBUTES}"
    for attribute in stage.custom_attributes:
        subject = f"custom attribute {attribute.name!r}"
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,19}", attribute.name):
            yield (
                f"{subject}: use a letter, then up to 19 letters, digits and underscores, without "
                "'custom:' (Cognito takes 20 characters)"
            )
        if attribute.name.lower() in RESERVED_ATTRIBUTES:
            yield f"{subject}: the name is reserved by Cognito; choose another"
        yield from _bounds(subject, attribute.type, attribute.min_value, attribute.max_value)


def _bounds(subject: str, kind: str, least: int | None, most: int | None) -> Iterator[str]:
    if kind in ("DateTime", "Boolean") and (least, most) != (None, None):
        yield f"{subject}: a {kind} has no bounds; remove min_value and max_value"
    if (
        kind == "String"
        and not 0 <= (least or 0) <= (MAX_STRING if most is None else most) <= MAX_STRING
    ):
        yield f"{subject}: let min_value and max_value be lengths in order, 0 to {MAX_STRING}"
    if kind == "Number" and least is not None and most is not None and least > most:
        yield f"{subject}: min_value is above max_value; exchange them"


@_rule("groups")
def _groups(stage: Stage) -> Iterator[str]:
    yield from _twice("group", [group.name for group in stage.groups])
    for group in stage.groups:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,127}", group.name):
            yield f"group {group.name!r}: use a letter, then letters, digits, '-' and '_'"
        if not 0 <= group.precedence <= MAX_PRECEDENCE:
            yield f"group {group.name!r}: precedence is {group.precedence}; use 0 or more"


def _twice(kind: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{kind} {name!r} is there twice: remove one"


@_rule("allowed_countries")
def _countries(stage: Stage) -> Iterator[str]:
    if not stage.allowed_countries:
        yield "allowed_countries is empty: nobody could sign up; name the countries of your users"
    for country in stage.allowed_countries:
        if country not in phonenumbers.SUPPORTED_REGIONS:
            yield (
                f"allowed_countries has {country!r}: use ISO 3166-1 alpha-2 codes in capitals, "
                "such as 'DE' or 'US'"
            )


@_rule("name", "test_numbers")
def _test_numbers(stage: Stage) -> Iterator[str]:
    if stage.name == "prod" and stage.test_numbers:
        yield "prod has test_numbers, which confirm themselves without an SMS: remove them"
    for number in stage.test_numbers:
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
            yield f"test_numbers has {number!r}: write it in E.164, like '+14155550100'"


@_rule("sms_message")
def _sms_message(stage: Stage) -> Iterator[str]:
    if stage.sms_message.count("{####}") != 1:
        yield "sms_message must hold {####} once: Cognito puts the code there"
    if len(stage.sms_message) > MAX_SMS_MESSAGE:
        yield f"sms_message has {len(stage.sms_message)} characters: Cognito takes 140"


@_rule("sms_monthly_limit_usd")
def _sms_monthly_limit(stage: Stage) -> Iterator[str]:
    if stage.sms_monthly_limit_usd is not None and stage.sms_monthly_limit_usd < 1:
        yield (
            f"sms_monthly_limit_usd is {stage.sms_monthly_limit_usd}: use 1 or more, or None to "
            "leave the account's limit as it is (sign_up_enabled=False closes sign-up)"
        )


@_rule("name", "cors_origins")
def _cors_origins(stage: Stage) -> Iterator[str]:
    if not stage.cors_origins:
        yield "cors_origins is empty: no browser could call the API; name your frontends' origins"
    for origin in stage.cors_origins:
        if not _is_origin(origin):
            yield (
                f"cors_origins has {origin!r}: write scheme://host or scheme://host:port in lower "
                "case, without path or wildcard, and http for localhost only"
            )
        elif stage.name == "prod" and origin.startswith("http:"):
            yield f"cors_origins of prod has {origin!r}: a local page has no place there; remove it"


def _is_origin(text: str) -> bool:
    match = re.fullmatch(r"(https?)://([a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?", text)
    if match is None or (match[3] and int(match[3]) > 65535):  # noqa: PLR2004 - the last TCP port
        return False
    return match[1] == "https" or urlsplit(text).hostname in ("localhost", "127.0.0.1")


@_rule("throttling")
def _throttling(stage: Stage) -> Iterator[str]:
    if stage.throttling.rate < 1 or stage.throttling.burst < 1:
        yield "throttling.rate and throttling.burst must be 1 or more: with 0 nobody gets in"


@_rule("name", "protected", "user_notification_log", "cli_credentials")
def _prod(stage: Stage) -> Iterator[str]:
    if stage.name != "prod":
        return
    if not stage.protected:
        yield "prod is not protected: set protected=True, or one deletion loses every user"
    if not stage.user_notification_log:
        yield "prod has user_notification_log off, which is for the local cloud: set it to True"
    if stage.cli_credentials:
        yield "prod has cli_credentials on, which is for the local cloud: set it to False"
