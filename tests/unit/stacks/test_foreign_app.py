"""Another CDK app uses the constructs, as often as it likes."""

import json
from collections import Counter

import aws_cdk as cdk
import cdk_nag
import pytest

from tests.templates import Template, of_type, packages, text
from tests.unit.stacks.foreign import foreign_app


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The template of two shops in one stack, judged by the rules that judge ours."""
    outdir = tmp_path_factory.mktemp("foreign")
    app, _ = foreign_app(outdir)
    cdk.Validations.of(app).add_plugins(
        cdk_nag.AwsSolutionsChecks(app), cdk_nag.ServerlessChecks(app)
    )
    app.synth()  # an error of a rule would raise
    found: Template = json.loads((outdir / "Shops.template.json").read_text())
    return found


def test_two_of_each_stand_in_one_stack(template: Template) -> None:
    kinds = Counter(resource["Type"] for resource in template["Resources"].values())
    for kind in (
        "AWS::Cognito::UserPool",
        "AWS::Cognito::UserPoolClient",
        "AWS::Cognito::IdentityPool",
        "AWS::ApiGateway::RestApi",
    ):
        assert kinds[kind] == 2
    assert kinds["AWS::WAFv2::WebACL"] == 4


def test_no_two_have_the_same_physical_name(template: Template) -> None:
    names = [
        text(resource["Properties"][name])
        for resource in template["Resources"].values()
        for name in (
            "LogGroupName",
            "UserPoolName",
            "FunctionName",
            "RoleName",
            "ManagedPolicyName",
        )
        if name in resource.get("Properties", {}) and resource["Type"] != "AWS::Lambda::Permission"
    ]
    assert len([name for name in names if name.startswith("aws-waf-logs-")]) == 4
    assert len([name for name in names if name.startswith("/aws/vendedlogs/cognito/")]) == 2
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_no_logical_id_is_fixed_where_nobody_fixes_it(template: Template) -> None:
    assert not template["Resources"].keys() & {"UserPool", "UserPoolClient", "SmsRole"}


def test_each_gate_and_api_serves_its_own_pool(template: Template) -> None:
    authorizers = of_type(template, "AWS::ApiGateway::Authorizer").values()
    pools = {text(a["Properties"]["ProviderARNs"][0]) for a in authorizers}
    assert pools == {f"${{{name}.Arn}}" for name in of_type(template, "AWS::Cognito::UserPool")}


def test_functions_come_from_the_apps_own_folder_and_from_ours(template: Template) -> None:
    assert packages(template).keys() == {"claims", "corner_shop", "sign_up_gate"}


def test_a_directory_is_kept_unless_told_otherwise(template: Template) -> None:
    for pool in of_type(template, "AWS::Cognito::UserPool").values():
        assert pool["DeletionPolicy"] == "RetainExceptOnCreate"
        assert pool["UpdateReplacePolicy"] == "Retain"
        assert pool["Properties"]["DeletionProtection"] == "ACTIVE"
