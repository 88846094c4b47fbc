"""Whose account, which region, and what it was prepared with."""

import re

from ...deployment.logging_role import fault
from ...deployment.stack import Stack
from ...errors import OpsError
from ..case import Case, any_of
from ..finding import Findings, green, judged, red, unknown

_VERSION = re.compile(r"/cdk-bootstrap/[a-z0-9]+/version")
# The name where the CDK was not told another qualifier (CDK developer guide, "Bootstrapping").
_DEFAULT_VERSION = "/cdk-bootstrap/hnb659fds/version"


def credentials(case: Case) -> Findings:
    """Who asks; without an answer nothing else can be asked."""
    arn = case.client("sts").get_caller_identity()["Arn"]
    yield green("credentials", arn)


def unreachable(error: OpsError) -> Findings:
    """What is told where the credentials do not work, or nobody answers."""
    sentence, _, remedy = str(error).partition(": ")
    yield red("credentials", sentence, (remedy or "log in").rstrip("."))


def account(case: Case) -> Findings:
    """The credentials are of the account that the sources name."""
    own = case.client("sts").get_caller_identity()["Account"]
    wanted = any_of(case.sources).account
    yield judged(
        "account",
        f"{own}, {'as stages.py says' if wanted else 'which stages.py leaves open'}",
        holds=wanted in (None, own),
        fault=f"stages.py says {wanted}, and these credentials are of {own}",
        remedy=f"log in to {wanted}",
    )


def region(case: Case) -> Findings:
    """The stage is in the region that the sources name."""
    wanted = any_of(case.sources).region
    yield judged(
        "region",
        f"{case.region}, {'as stages.py says' if wanted else 'which stages.py leaves open'}",
        holds=wanted in (None, case.region),
        fault=f"stages.py says {wanted}, and this is {case.region}",
        remedy=f"set AWS_REGION={wanted}",
    )


def bootstrap(case: Case) -> Findings:
    """What `cdk bootstrap` made is there, and new enough for the templates."""
    template = any_of(case.sources)
    name, needed = _parameter(template), _needed(template)
    ssm = case.client("ssm")
    remedy = f"run `make bootstrap STAGE={case.stage}`"
    try:
        version = int(ssm.get_parameter(Name=name)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        yield red("bootstrap", f"the CDK was never bootstrapped here (no {name})", remedy)
        return
    yield judged(
        "bootstrap",
        f"version {version}{f', and the templates need {needed}' if needed > 1 else ''}",
        holds=version >= needed,
        fault=f"version {version} is too old: the templates need {needed}",
        remedy=remedy,
    )


def logging(case: Case) -> Findings:
    """API Gateway has a role of the account's to write logs by."""
    role = case.client("apigateway").get_account().get("cloudwatchRoleArn")
    if role is None and case.local:
        yield unknown(
            "API logs",
            "no role is set, and the embedded cloud writes no API logs that would miss it",
            "nothing here: a stage on AWS needs `make account`",
        )
        return
    found = fault(case.session, role)
    yield judged(
        "API logs",
        f"API Gateway writes them by {role}",
        holds=found is None,
        fault=f"API Gateway cannot write them: {found}",
        remedy=f"run `python -m ops account --stage {case.stage}`, once",
    )


def _parameter(stack: Stack) -> str:
    """Return where the version is kept, as the template reads it."""
    for parameter in stack.template.get("Parameters", {}).values():
        if _VERSION.fullmatch(str(parameter.get("Default"))):
            return str(parameter["Default"])
    return _DEFAULT_VERSION


def _needed(stack: Stack) -> int:
    """Return the version that the template's own rule demands, 1 without one.

    The CDK writes those that are too old into the rule CheckBootstrapVersion, as texts.
    """
    rule = stack.template.get("Rules", {}).get("CheckBootstrapVersion", {})
    old = [int(version) for version in re.findall(r"'(\d+)'", str(rule))]
    return max(old, default=0) + 1
