"""Whether AWS's quotas carry the stated load.

One sign-in is one InitiateAuth (its answers to challenges, up to three, have a quota of their own),
and then, as the page does, one GetId, one GetCredentialsForIdentity and one call of the API.
Source: Cognito developer guide, "Quotas in Amazon Cognito".
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from ..case import Case
from ..finding import Finding, Findings, amber, green, red, unknown

MOST_OF_IT = 0.8  # of a quota: from here on a peak is throttled
# What a call of the API takes at most, as long as nothing is amiss: a cold start.
CALL_SECONDS = 1
_SIGN_IN = {"LimitClass": "API_CATEGORY", "Attributes": {"Category": "UserAuthentication"}}
_NOTHING_LOCAL = "nothing here: a stage on AWS tells"


class Published(NamedTuple):
    """A quota, and what AWS publishes as its least in a new account.

    Attributes:
        name: of what it counts.
        least: a second, or at once.
        unit: of both.
    """

    name: str
    least: float
    unit: str = "a second"


# "The default quota is the minimum request rate quota ... in any AWS Region" (Cognito developer
# guide); API Gateway's is lower in the newest regions; a new account may have 10 of Lambda's 1000
# (Lambda developer guide, "Quotas"); SNS endpoints and quotas, AWS General Reference.
SIGN_IN = Published("UserAuthentication", 120)
GET_ID = Published("GetId", 25)
CREDENTIALS = Published("GetCredentialsForIdentity", 200)
API = Published("requests to API Gateway", 2500)
CONCURRENCY = Published("Lambda functions", 10, "at once")
TEXTS = Published("SMS", 20)


def sign_in(case: Case) -> Findings:
    """Cognito enforces the provisioned limit, which may be below the quota of Service Quotas."""
    cognito = case.client("cognito-idp")

    def limit() -> float:
        found = cognito.get_provisioned_limit(LimitDefinition=_SIGN_IN)
        return float(found["Limit"]["ProvisionedLimitValue"])

    yield _asked(case, "sign-in quota", SIGN_IN, case.sign_ins, limit)


def identity(case: Case) -> Findings:
    """The identity pool names the identity of whoever signs in."""
    limit = _applied(case, "cognito-identity", "L-A38ADA84")
    yield _asked(case, "GetId quota", GET_ID, case.sign_ins, limit)


def credentials(case: Case) -> Findings:
    """The identity pool gives credentials to it."""
    limit = _applied(case, "cognito-identity", "L-5AE9F13D")
    yield _asked(case, "credentials quota", CREDENTIALS, case.sign_ins, limit)


def api(case: Case) -> Findings:
    """API Gateway lets the account's calls through."""

    def limit() -> float:
        return float(case.client("apigateway").get_account()["throttleSettings"]["rateLimit"])

    yield _asked(case, "API quota", API, case.sign_ins, limit)


def throttle(case: Case) -> Findings:
    """The stage's own throttle lets the API's calls through."""
    subject = case.deployed
    stage = case.client("apigateway").get_stage(
        restApiId=subject.physical_id("api", "AWS::ApiGateway::RestApi"),
        stageName=subject.physical_id("api", "AWS::ApiGateway::Stage"),
    )
    rate = float(stage["methodSettings"]["*/*"]["throttlingRateLimit"])
    raise_it = f"raise api.throttling, then run `{case.deploy}`"
    quota = Published("requests to this API", rate)
    yield _judged("stage throttle", quota, case.sign_ins, rate, raise_it)


def concurrency(case: Case) -> Findings:
    """Lambda runs enough functions at once."""

    def limit() -> float:
        found = case.client("lambda").get_account_settings()["AccountLimit"]
        return float(found["UnreservedConcurrentExecutions"])

    load = case.sign_ins * CALL_SECONDS
    yield _asked(case, "Lambda quota", CONCURRENCY, load, limit)


def texts(case: Case) -> Findings:
    """Where a sign-in texts a code, SNS sends it; it tells nobody how many a second it takes."""
    if "SMS" not in case.deployed.facts.mfa_methods:
        yield green("SMS rate", "a sign-in of this stage texts nobody")
        return
    yield unknown(
        "SMS rate",
        f"a sign-in may text a code: {case.sign_ins:g} SMS a second wanted, {TEXTS.least:g} is what"
        " AWS publishes",
        "see the rate of your numbers (End User Messaging SMS user guide, Quotas)",
    )


def _applied(case: Case, service: str, code: str) -> Callable[[], float]:
    """Return how to ask Service Quotas for the account's own value, or the default one."""

    def limit() -> float:
        client = case.client("service-quotas")
        asked = {"ServiceCode": service, "QuotaCode": code}
        try:
            quota: dict[str, Any] = client.get_service_quota(**asked)["Quota"]
        except client.exceptions.NoSuchResourceException:
            quota = client.get_aws_default_service_quota(**asked)["Quota"]
        return float(quota["Value"])

    return limit


def _asked(
    case: Case, subject: str, quota: Published, load: float, limit: Callable[[], float]
) -> Finding:
    """Ask for a limit and judge the load; what AWS publishes decides nothing."""
    published = (
        f"{load:g} {quota.name} {quota.unit} wanted, {quota.least:g} is what AWS publishes as least"
    )
    if case.local:
        return unknown(subject, f"the embedded cloud throttles nobody; {published}", _NOTHING_LOCAL)
    try:
        most = limit()
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code")
        return unknown(
            subject,
            f"AWS does not answer {error.operation_name} ({code}); {published}",
            f"allow it (`make permissions STAGE={case.stage} FOR=doctor`), and run this again",
        )
    raise_it = "ask for more in the Service Quotas console, and provision it where Cognito asks"
    return _judged(subject, quota, load, most, raise_it)


def _judged(subject: str, quota: Published, load: float, most: float, raise_it: str) -> Finding:
    sentence = f"{load:g} of {most:g} {quota.name} {quota.unit}"
    if load > most:
        return red(subject, f"{sentence}: the rest is refused", raise_it)
    if load > MOST_OF_IT * most:
        return amber(subject, f"{sentence}: a peak is refused", raise_it)
    return green(subject, sentence)
