"""One second deployment, with other settings, for all tests of what it leaves and what it adds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
import pytest

from ops.deployment.environment import LOCAL, isolated
from ops.people import accounts
from ops.people.person import Person
from stages import STAGES
from tests.conftest import ROOT
from tests.deployment import Deployment
from tests.live.clients import ORIGIN, NewPerson, NewUser, SignIn
from tests.recipes import aws_lines
from tests.templates import Template

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

MESSAGE = "Dein Code ist {####}"
NEW_ORIGIN = "https://new.example"
TEST_NUMBER = "+447700900123"  # reserved for fiction, so no valid number: a test number need not be


CloudWatch = Any  # its types are no package that is installed
NAMESPACE = f"{STAGES[LOCAL].project}/{LOCAL}"


class Before(NamedTuple):
    """Who was there before the second deployment: signed in, or still waiting for the code."""

    user: Person
    tokens: dict[str, Any]
    newcomer: Person


@pytest.fixture(scope="package")
def before(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    new_person: NewPerson,
    new_user: NewUser,
    sign_in: SignIn,
) -> Iterator[Before]:
    """Redeploy the stacks under users; the stage gets its own settings back afterwards."""
    user, newcomer = new_user(), new_person()
    accounts.sign_up(cognito, deployment.outputs["UserPoolClientId"], newcomer)
    tokens = sign_in(user)
    try:
        deployment.redeploy(
            {
                "sms.message": MESSAGE,
                "sign_up.test_numbers": (TEST_NUMBER,),
                "api.cors_origins": (NEW_ORIGIN, ORIGIN),
                "observation.monitoring": True,
            }
        )
        yield Before(user, tokens, newcomer)
    finally:
        with isolated(deployment.endpoint):
            follow_alarms_page("Turn it off", STAGE=f"{deployment.project}-{LOCAL}")
        deployment.redeploy()


def follow_alarms_page(heading: str, **names: str) -> None:
    """Run the lines of a section of docs/alarms.md."""
    blocks = aws_lines.blocks(ROOT / "docs/alarms.md", "sh", heading)
    assert blocks
    for line in "".join(blocks).splitlines():
        aws_lines.run(line, names, ROOT)


@pytest.fixture(scope="package")
def monitored(before: Before, deployment: Deployment) -> Template:
    """The template of the monitoring stack, as it was deployed."""
    assert before
    with isolated(deployment.endpoint):
        cloudformation = boto3.client("cloudformation")
    name = f"{deployment.project}-{LOCAL}-monitoring"
    return dict(cloudformation.get_template(StackName=name)["TemplateBody"])


@pytest.fixture
def cloudwatch() -> CloudWatch:
    return boto3.client("cloudwatch")


@pytest.fixture
def topic() -> str:
    """The topic's ARN, as an operator finds it."""
    name = f"/{NAMESPACE}/AlarmTopicArn"
    arn: str = boto3.client("ssm").get_parameter(Name=name)["Parameter"]["Value"]
    return arn
