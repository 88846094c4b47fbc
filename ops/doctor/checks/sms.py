"""Whether a code reaches a phone: where SNS texts from, by which right, and to whom."""

from typing import Any

from ...deployment.stack import POOL, properties
from ...deployment.subject import Subject
from ..case import Case
from ..finding import Findings, amber, green, judged, red, unknown

_COGNITO = "cognito-idp.amazonaws.com"
_NOTHING_LOCAL = "nothing here: a stage on AWS tells"
_LEAVE = "ask AWS to move the account out of it (SNS console, Text messaging, Exit SMS sandbox)"
# What Cognito answers (API reference, UserPoolType, SmsConfigurationFailure).
_FAILURES = {
    "InvalidSmsRoleAccessPolicyException": "see `SMS role`: its trust or its policy is not as the"
    " identity stack made it",
    "SNSSandbox": _LEAVE,
}


def region(case: Case) -> Findings:
    """The pool texts from the region that it was deployed with.

    A pool that names none may text from another one, where no limit and no sandbox exit of ours
    holds (Cognito developer guide, SMS message settings).
    """
    wanted = _settings(case.deployed).get("SnsRegion")
    expected = wanted if isinstance(wanted, str) else case.region
    seen = case.deployed.pool.get("SmsConfiguration", {}).get("SnsRegion")
    yield judged(
        "SMS region",
        f"the pool texts from {seen}",
        holds=seen == expected,
        fault=f"the pool texts from {seen or 'a region that it does not name'}, not {expected}",
        remedy=f"run `{case.deploy}` after a change of the stage, or set SnsRegion back",
    )


def role(case: Case) -> Findings:
    """The role by which Cognito texts is there, trusts it, and shares its external ID."""
    seen = case.deployed.pool.get("SmsConfiguration", {})
    name = str(seen.get("SnsCallerArn", "")).rpartition("/")[2]
    iam = case.client("iam")
    again = "make it as the identity stack's template says (SmsRole), then run this again"
    try:
        trust = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"] if name else {}
    except iam.exceptions.NoSuchEntityException:
        yield red("SMS role", f"{name}, which the pool names, is gone: nobody is texted", again)
        return
    yield judged(
        "SMS role",
        "Cognito may take it",
        holds=_trusts(trust),
        fault="it does not trust Cognito: nobody is texted",
        remedy=again,
    )
    yield judged(
        "external ID",
        "equal in the pool and in the role's trust",
        holds=bool(seen.get("ExternalId")) and seen["ExternalId"] in _external_ids(trust),
        fault="not equal in the pool and in the role's trust: nobody is texted",
        remedy="set sts:ExternalId of the trust to the pool's ExternalId",
    )
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"] if name else []
    yield judged(
        "SMS policy",
        "a policy is attached to the role",
        holds=bool(attached),
        fault="the role has lost the policy that lets it publish: nobody is texted",
        remedy="attach the identity stack's policy for texting to it again",
    )


def configuration(case: Case) -> Findings:
    """Cognito itself finds nothing amiss with texting."""
    subject = "Cognito's own check"
    failure = case.deployed.pool.get("SmsConfigurationFailure")
    if failure:
        reasons = [one.strip() for one in failure.split(",")]
        remedies = [_FAILURES[one] for one in reasons if one in _FAILURES]
        yield red(
            subject,
            f"Cognito cannot text: {failure}",
            "; ".join(remedies) or "see SmsConfigurationFailure in the Cognito API reference",
        )
    elif case.local:
        sentence = "the embedded cloud texts nobody, and tells no SmsConfigurationFailure"
        yield unknown(subject, sentence, _NOTHING_LOCAL)
    else:
        yield green(subject, "SmsConfigurationFailure is empty")


def sandbox(case: Case) -> Findings:
    """The account is out of SNS's SMS sandbox, where verified numbers alone are texted."""
    sns = case.client("sns", case.sms_region)
    inside = sns.get_sms_sandbox_account_status()["IsInSandbox"]
    if not inside:
        yield green("SMS sandbox", f"the account is out of it in {case.sms_region}")
        return
    pages = sns.get_paginator("list_sms_sandbox_phone_numbers").paginate()
    states = [number["Status"] for page in pages for number in page["PhoneNumbers"]]
    verified = states.count("Verified")
    sentence = f"the account is in it in {case.sms_region}: verified numbers alone are texted"
    how = red if case.protected else amber
    yield how("SMS sandbox", sentence, _LEAVE)
    waiting = f", {len(states) - verified} wait for their code" if len(states) > verified else ""
    yield judged(
        "verified numbers",
        f"{verified} can be texted{waiting}",
        holds=verified > 0,
        fault=f"none: nobody at all is texted{waiting}",
        remedy="verify one in the SNS console (Text messaging, Sandbox destination phone numbers)",
    )


def _settings(subject: Subject) -> dict[str, Any]:
    (name,) = subject.identity.of_type(POOL)
    found = properties(subject.identity.resources[name]).get("SmsConfiguration", {})
    return dict(found)


def _trusts(trust: dict[str, Any]) -> bool:
    return any(
        one["Effect"] == "Allow" and _COGNITO in _several(one.get("Principal", {}).get("Service"))
        for one in _several(trust.get("Statement", []))
    )


def _external_ids(trust: dict[str, Any]) -> list[str]:
    return [
        external
        for one in _several(trust.get("Statement", []))
        for external in _several(
            one.get("Condition", {}).get("StringEquals", {}).get("sts:ExternalId", [])
        )
    ]


def _several(one_or_more: Any) -> list[Any]:
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]
