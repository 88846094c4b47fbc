"""A stage that contradicts itself is refused in plain English, with the remedy."""

from collections.abc import Mapping
from typing import Any

import boto3
import pytest

from stacks.rules import check, place
from stacks.settings import (
    CustomAttribute,
    Group,
    PasswordPolicy,
    SignUp,
    Throttling,
    TokenLifetimes,
)
from stacks.stage import InvalidStageError
from stages import STAGES
from tests.samples import REFERENCE, changed

PROTECTED = REFERENCE  # the strictest rules


def _refusal(changes: Mapping[str, Any]) -> list[str]:
    stage = changed(PROTECTED, changes)  # which is no error by itself
    with pytest.raises(InvalidStageError) as refused:
        check(stage)
    return refused.value.problems


def _attributes(**changes: Any) -> dict[str, Any]:
    return {"users.custom_attributes": (CustomAttribute(**{"name": "company", **changes}),)}


REFUSED = {
    "a name that is no part of a stack name": ({"name": "Prod_1"}, "lower-case letters"),
    "a project that is no part of a stack name": ({"project": "-"}, "lower-case letters"),
    "an account that is not 12 digits": ({"account": "12345"}, "12 digits"),
    "a region that is none": ({"region": "Frankfurt"}, "eu-central-1"),
    "SMS as second factor with phone recovery": ({"sign_in.mfa_methods": ("SMS",)}, "use TOTP"),
    "a second factor without a method": (
        {"sign_in.mfa": "REQUIRED", "sign_in.mfa_methods": ()},
        "add 'TOTP'",
    ),
    "a short password": ({"sign_in.password": PasswordPolicy(min_length=8)}, "use 12 to 99"),
    "a password longer than Cognito takes": (
        {"sign_in.password": PasswordPolicy(min_length=100)},
        "use 12 to 99",
    ),
    "a short password without classes": (
        {"sign_in.password": PasswordPolicy(min_length=14, character_classes=False)},
        "15 or more",
    ),
    "an access token below Cognito's limit": (
        {"sign_in.tokens": TokenLifetimes(access_minutes=4)},
        "access_minutes is 4",
    ),
    "an ID token that outlives its revocation by hours": (
        {"sign_in.tokens": TokenLifetimes(id_minutes=61)},
        "id_minutes is 61",
    ),
    "a refresh token for longer than a month": (
        {"sign_in.tokens": TokenLifetimes(refresh_days=31)},
        "use 1 to 30",
    ),
    "a refresh token shorter than an access token": (
        {"sign_in.tokens": TokenLifetimes(access_minutes=1500, refresh_days=1)},
        "shorter than the access",
    ),
    "a custom attribute over 20 characters": (_attributes(name="a" * 21), "20 characters"),
    "a custom attribute with its prefix": (_attributes(name="custom:company"), "without 'custom:'"),
    "a reserved custom attribute": (_attributes(name="Email"), "reserved by Cognito"),
    "a custom attribute twice": (
        {"users.custom_attributes": (CustomAttribute(name="a"), CustomAttribute(name="a"))},
        "is there twice",
    ),
    "more custom attributes than Cognito takes": (
        {"users.custom_attributes": tuple(CustomAttribute(name=f"a{i}") for i in range(51))},
        "Cognito takes 50",
    ),
    "a string longer than Cognito takes": (_attributes(max_value=2049), "0 to 2048"),
    "a string whose bounds are exchanged": (_attributes(min_value=5, max_value=4), "in order"),
    "a number whose bounds are exchanged": (
        _attributes(type="Number", min_value=5, max_value=4),
        "exchange them",
    ),
    "a date with bounds": (_attributes(type="DateTime", max_value=4), "has no bounds"),
    "a group with a comma": (
        {"users.groups": (Group(name="a,b", description="", precedence=0),)},
        "letters, digits",
    ),
    "a group with a negative precedence": (
        {"users.groups": (Group(name="a", description="", precedence=-1),)},
        "use 0 or more",
    ),
    "a group twice": (
        {"users.groups": (Group(name="a", description="", precedence=0),) * 2},
        "is there twice",
    ),
    "a support principal without the role": (
        {"support.role": False, "support.principal": "arn:aws:iam::123456789012:role/desk"},
        "turn the role on",
    ),
    "everybody as support": (
        {"support.role": True, "support.principal": "arn:aws:iam::123456789012:role/*"},
        "without a wildcard",
    ),
    "a whole account as support": (
        {"support.role": True, "support.principal": "arn:aws:iam::123456789012:root"},
        "of one IAM user or role",
    ),
    "no country": ({"sign_up.allowed_countries": ()}, "nobody could sign up"),
    "an unknown country": ({"sign_up.allowed_countries": ("XX",)}, "ISO 3166-1"),
    "a country in small letters": ({"sign_up.allowed_countries": ("de",)}, "in capitals"),
    "test numbers where users are protected": (
        {"sign_up.test_numbers": ("+14155550100",)},
        "without an SMS",
    ),
    "a test number that is not E.164": (
        {"sign_up.test_numbers": ("0415 5550100",)},
        "write it in E.164",
    ),
    "a message without the code": ({"sms.message": "Hello"}, "{####} once"),
    "a message longer than an SMS": ({"sms.message": "{####}" + "x" * 140}, "takes 140"),
    "a spend limit of nothing": ({"sms.monthly_limit_usd": 0}, "1 or more, or None"),
    "a spend limit as text": ({"sms.monthly_limit_usd": "1"}, "of type int"),
    "no origin": ({"api.cors_origins": ()}, "no browser"),
    "an origin with a path": ({"api.cors_origins": ("https://a.example/app",)}, "without path"),
    "an origin with a slash": ({"api.cors_origins": ("https://a.example/",)}, "without path"),
    "a wildcard": ({"api.cors_origins": ("*",)}, "wildcard"),
    "a wildcard in an origin": ({"api.cors_origins": ("https://*.example",)}, "wildcard"),
    "an origin without TLS": (
        {"api.cors_origins": ("http://a.example",)},
        "http for localhost only",
    ),
    "an origin with an impossible port": (
        {"api.cors_origins": ("https://a.example:65536",)},
        "port",
    ),
    "an origin with a password": (
        {"api.cors_origins": ("https://u:p@a.example",)},
        "scheme://host",
    ),
    "a local origin where users are protected": (
        {"api.cors_origins": ("http://localhost:5173",)},
        "no place in a protected stage",
    ),
    "throttling that lets nobody in": (
        {"api.throttling": Throttling(rate=0, burst=1)},
        "1 or more",
    ),
    "a protected stage without its message log": (
        {"cloud.user_notification_log": False},
        "cloud.user_notification_log is off",
    ),
    "a protected stage by the CLI's credentials": (
        {"cloud.bootstrap_roles": False},
        "cloud.bootstrap_roles is off",
    ),
    "a limit of texts below WAF's": ({"protection.texts_per_address": 9}, "10 (WAF's least)"),
    "a limit of texts that limits nobody": ({"protection.texts_per_address": 1001}, "to 1000"),
    "texts from a region that the pool does not know": (
        {"region": "eu-central-1", "sms.region": "us-east-1"},
        "texts from eu-central-1 or eu-west-1 alone",
    ),
    "texts from another region than one that is not known": (
        {"sms.region": "eu-west-1"},
        "set region too",
    ),
    "a pool in Seoul that texts from there": ({"region": "ap-northeast-2"}, "'ap-northeast-1'"),
    "a number as text": ({"api.throttling": Throttling(rate="9", burst=1)}, "of type int"),  # type: ignore[arg-type]  # what is refused
    "a boolean as number": ({"protection.retain": 1}, "of type bool"),
    "a number as boolean": ({"sign_in.tokens": TokenLifetimes(refresh_days=True)}, "of type int"),
    "a text for a tuple": ({"sign_up.allowed_countries": "DE"}, "write a tuple"),
    "a wrong item": ({"api.cors_origins": (80,)}, "api.cors_origins[0] is 80"),
    "a word that is no choice": ({"sign_in.mfa": "ON"}, "use one of OFF, OPTIONAL, REQUIRED"),
    "a whole group of another kind": ({"sign_in": SignUp(allowed_countries=())}, "of type SignIn"),
    "an account as number": ({"account": 123456789012}, "of type str"),
}


@pytest.mark.parametrize(("changes", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_a_stage_refuses(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in " ".join(_refusal(changes))


def test_all_problems_are_reported_together() -> None:
    problems = _refusal(
        {
            "protection.retain": 0,
            "sign_in.mfa_methods": ("SMS",),
            "sign_up.allowed_countries": ("XX",),
        }
    )
    assert len(problems) == 3


def test_the_error_says_which_stage_and_where_to_correct_it() -> None:
    with pytest.raises(
        InvalidStageError, match=r"stage 'reference'.*stages\.py:\n  - api.cors_origins is empty"
    ):
        check(changed(PROTECTED, {"api.cors_origins": ()}))


def test_sms_as_second_factor_goes_with_recovery_by_an_operator() -> None:
    check(
        changed(
            PROTECTED, {"sign_in.mfa_methods": ("SMS",), "sign_in.account_recovery": "ADMIN_ONLY"}
        )
    )


def test_a_long_password_may_do_without_classes() -> None:
    nist = PasswordPolicy(min_length=15, character_classes=False)
    check(changed(PROTECTED, {"sign_in.password": nist}))


@pytest.mark.parametrize("name", ["prod", "dev", "customers"])
def test_what_a_stage_may_do_depends_on_its_protection_and_not_on_its_name(name: str) -> None:
    loose = {
        "name": name,
        "sign_up.test_numbers": ("+14155550100",),
        "api.cors_origins": ("http://localhost:5173",),
        "cloud.user_notification_log": False,
        "cloud.bootstrap_roles": False,
        "cloud.public": False,
    }
    assert len(_refusal(loose)) == 5
    check(changed(PROTECTED, {**loose, "protection.retain": False}))


@pytest.mark.parametrize("retain", [True, False])
@pytest.mark.parametrize("stage", sorted(STAGES.keys() - {"local"}))
def test_no_stage_on_aws_answers_every_page_of_a_machine(stage: str, retain: bool) -> None:
    changes = {"protection.retain": retain, "cloud.public": False}
    with pytest.raises(InvalidStageError, match=r"cloud\.public is off"):
        check(changed(STAGES[stage], changes))


@pytest.mark.parametrize(
    ("region", "texting"),
    [("eu-central-1", None), ("eu-central-1", "eu-west-1"), ("ap-northeast-2", "ap-northeast-1")],
)
def test_a_pool_texts_from_its_own_region_or_the_other_that_cognito_knows(
    region: str, texting: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(changed(PROTECTED, {"region": region, "sms.region": texting}))
    monkeypatch.setenv("CDK_DEFAULT_REGION", region)  # as the CDK CLI tells the app
    check(changed(PROTECTED, {"region": None, "sms.region": texting}))


PARTITIONS = {
    "cn-northwest-1": "has no Cognito user pools",
    "us-gov-east-1": "other names than the roles here trust",
    "us-iso-west-1": "has no Cognito user pools",
    "us-isob-east-1": "has no Cognito user pools",
    "us-isof-south-1": "has no Cognito user pools",
    "eu-isoe-west-1": "has no Cognito user pools",
    "eusc-de-east-1": "nobody has proven",
}


@pytest.mark.parametrize(("region", "reason"), PARTITIONS.items())
def test_a_partition_where_the_system_cannot_exist_is_refused_with_the_reason(
    region: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = _refusal({"region": region})
    assert told.startswith(f"region is '{region}'")
    assert reason in told
    monkeypatch.setenv("CDK_DEFAULT_REGION", region)  # as the CDK CLI tells the app
    (told,) = _refusal({"region": None})
    assert told.startswith(f"the credentials' region is '{region}'")
    check(changed(PROTECTED, {"region": "eu-west-1"}))


def test_every_region_of_the_partition_aws_is_taken() -> None:
    for region in boto3.Session().get_available_regions("cognito-idp"):
        sms_region = place.ALTERNATE_SMS_REGIONS.get(region)
        check(changed(PROTECTED, {"region": region, "sms.region": sms_region}))
