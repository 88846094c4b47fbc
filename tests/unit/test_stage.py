"""A stage that contradicts itself is refused in plain English, with the remedy."""

from collections.abc import Mapping
from typing import Any

import boto3
import pytest

from stacks.rules import check, place
from stacks.settings import (
    PasswordPolicy,
)
from stacks.stage import InvalidStageError
from stages import STAGES
from tests.samples import REFERENCE, changed
from tests.unit.refused_stages import REFUSED

PROTECTED = REFERENCE  # the strictest rules


def _refusal(changes: Mapping[str, Any]) -> list[str]:
    stage = changed(PROTECTED, changes)  # which is no error by itself
    with pytest.raises(InvalidStageError) as refused:
        check(stage)
    return refused.value.problems


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
        "cloud.metric_math": False,
    }
    assert len(_refusal(loose)) == 6
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
