"""What of a stage costs money, as its templates say it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..deployment.stack import POOL, Stack, Stacks, properties
from ..errors import OpsError
from .metrics import own_metrics, watched
from .resource_types import FREE, PRICED

_ACL = "AWS::WAFv2::WebACL"
_ASSOCIATION = "AWS::WAFv2::WebACLAssociation"
_API_STAGE = "AWS::ApiGateway::Stage"
_ALARM = "AWS::CloudWatch::Alarm"
_BUCKET = "AWS::S3::Bucket"
_FILTER = "AWS::Logs::MetricFilter"
_FUNCTION = "AWS::Lambda::Function"
_POLICY = "AWS::IAM::ManagedPolicy"

# CloudFormation's default where a function does not say it (Lambda API reference, CreateFunction).
_MEMORY_MB = 128


@dataclass(frozen=True, kw_only=True)
class Billed:
    """What of a stage costs money.

    Attributes:
        plan: Cognito's UserPoolTier.
        self_sign_up: whether users may sign themselves up.
        countries: whose numbers the gate lets be texted.
        recovery_by_phone: whether a forgotten password is reset by a text.
        sms_factor: whether the second factor can be a text: `OFF`, `OPTIONAL` or `ON`.
        totp_factor: whether it can be an authenticator app.
        monthly_limit_usd: what the stage lets SNS spend on SMS; None leaves that to the account.
        texts_per_address: how many requests that text one address may make in five minutes; None
            without a web ACL on the pool.
        pool_acls, api_acls: how many web ACLs stand before the pool, and before the API.
        waf_rules: of all of them.
        api_rate: requests a second that the API takes from all callers together.
        tracing: whether X-Ray traces the API.
        log_months: the longest that a log is kept, in months of 30 days.
        memory_mb: of the largest function that answers requests.
        alarms: how many metrics they watch.
        dashboards, keys: how many there are.
        custom_metrics: how many that AWS does not publish itself.
        backup_days: for how long a backup of the directory is kept; None without one.
        backup_asks_each: whether what writes it asks for each user (AdminGetUser), which makes
            every user of the directory one that is paid for.
        unpriced: types of resources of which nobody has said yet what they cost.
    """

    plan: str
    self_sign_up: bool
    countries: tuple[str, ...]
    recovery_by_phone: bool
    sms_factor: str
    totp_factor: bool
    monthly_limit_usd: int | None
    texts_per_address: int | None
    pool_acls: int
    api_acls: int
    waf_rules: int
    api_rate: int | None
    tracing: bool
    log_months: int
    memory_mb: int
    alarms: int = 0
    dashboards: int = 0
    keys: int = 0
    custom_metrics: int = 0
    backup_days: int | None = None
    backup_asks_each: bool = False
    unpriced: tuple[str, ...] = ()


def billed(stacks: Stacks) -> Billed:
    """Read a stage's templates.

    Raises:
        OpsError: they hold no user pool, or not one alone, or no gate.
    """
    pools = _all(stacks, POOL)
    if len(pools) != 1:
        raise OpsError(f"the stage has {len(pools)} user pools, and a bill is of one: name another")
    pool, factors = pools[0], pools[0].get("EnabledMfas", [])
    acls = [*_acls(stacks)]
    before_pool = [acl for acl, kind in acls if kind == POOL]
    buckets, alarms = _all(stacks, _BUCKET), _all(stacks, _ALARM)
    return Billed(
        plan=pool.get("UserPoolTier", "ESSENTIALS"),
        self_sign_up=not pool.get("AdminCreateUserConfig", {}).get("AllowAdminCreateUserOnly"),
        countries=_countries(stacks),
        recovery_by_phone=_recovers_by_phone(pool),
        sms_factor=pool.get("MfaConfiguration", "OFF") if "SMS_MFA" in factors else "OFF",
        totp_factor="SOFTWARE_TOKEN_MFA" in factors,
        monthly_limit_usd=next(
            (int(p["MonthlySpendLimit"]) for p in _all(stacks, "Custom::SmsAccount")), None
        ),
        texts_per_address=min((_limit(acl) for acl in before_pool), default=None),
        pool_acls=len(before_pool),
        api_acls=len(acls) - len(before_pool),
        waf_rules=sum(len(acl["Rules"]) for acl, _ in acls),
        api_rate=_api_rate(stacks),
        tracing=any(stage.get("TracingEnabled") for stage in _all(stacks, _API_STAGE)),
        log_months=_log_months(stacks),
        memory_mb=max(
            (f.get("MemorySize", _MEMORY_MB) for f in _all(stacks, _FUNCTION)), default=0
        ),
        alarms=len([metric for alarm in alarms for metric in watched(alarm)]),
        dashboards=len(_all(stacks, "AWS::CloudWatch::Dashboard")),
        keys=len(_all(stacks, "AWS::KMS::Key")),
        custom_metrics=len(own_metrics(alarms, _all(stacks, _FILTER))),
        backup_days=max((_kept_days(bucket) for bucket in buckets), default=None),
        backup_asks_each=any(map(_backs_up_by_asking_each, _all(stacks, _POLICY))),
        unpriced=tuple(sorted(_types(stacks) - PRICED - FREE)),
    )


def _all(stacks: Stacks, kind: str) -> list[Mapping[str, Any]]:
    """Return the properties of each resource of a type."""
    return [properties(s.resources[name]) for s in stacks.values() for name in s.of_type(kind)]


def _types(stacks: Stacks) -> set[str]:
    return {r["Type"] for stack in stacks.values() for r in stack.resources.values()}


def _countries(stacks: Stacks) -> tuple[str, ...]:
    for function in _all(stacks, _FUNCTION):
        variables = function.get("Environment", {}).get("Variables", {})
        if "ALLOWED_COUNTRIES" in variables:
            return tuple(variables["ALLOWED_COUNTRIES"].split(","))
    raise OpsError("no function of the stage says which countries may be texted: add the gate.")


def _recovers_by_phone(pool: Mapping[str, Any]) -> bool:
    ways = pool.get("AccountRecoverySetting", {}).get("RecoveryMechanisms", [])
    return any(way["Name"] == "verified_phone_number" for way in ways)


def _acls(stacks: Stacks) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield each web ACL with the type of what it stands before."""
    for stack in stacks.values():
        for name in stack.of_type(_ASSOCIATION):
            association = properties(stack.resources[name])
            acl = association["WebACLArn"]["Fn::GetAtt"][0]
            yield properties(stack.resources[acl]), _protected(stack, association["ResourceArn"])


def _protected(stack: Stack, arn: Any) -> str:
    match arn:
        case {"Fn::GetAtt": [str(name), _]} if name in stack.resources:
            return str(stack.resources[name]["Type"])
    return _API_STAGE  # whose ARN no attribute gives: the templates put it together


def _limit(acl: Mapping[str, Any]) -> int:
    limits = [
        int(rule["Statement"]["RateBasedStatement"]["Limit"])
        for rule in acl["Rules"]
        if "RateBasedStatement" in rule["Statement"]
    ]
    return min(limits)


def _api_rate(stacks: Stacks) -> int | None:
    rates = [
        setting["ThrottlingRateLimit"]
        for stage in _all(stacks, _API_STAGE)
        for setting in stage.get("MethodSettings", [])
        if "ThrottlingRateLimit" in setting
    ]
    return min(rates, default=None)


def _log_months(stacks: Stacks) -> int:
    days = [group.get("RetentionInDays", 0) for group in _all(stacks, "AWS::Logs::LogGroup")]
    return max(1, round(max(days, default=0) / 30))


def _kept_days(bucket: Mapping[str, Any]) -> int:
    rules = bucket.get("LifecycleConfiguration", {}).get("Rules", [])
    return max((int(rule.get("ExpirationInDays", 0)) for rule in rules), default=0)


def _backs_up_by_asking_each(policy: Mapping[str, Any]) -> bool:
    """Tell a policy by which users are asked for one by one, and written to a bucket."""
    document = str(policy["PolicyDocument"])
    return "cognito-idp:AdminGetUser" in document and "s3:PutObject" in document
