"""What holds for whole stacks: what survives, what is named how, and what is acknowledged."""

import json
from collections.abc import Mapping
from pathlib import Path

from stacks.stage import Stage
from tests.templates import Template, acknowledged, of_type

# Logical ids that users, frontends and other stacks depend on. Change one after a deployment and
# its users are left behind in a resource that no stack owns any more.
LOCKED_IDS = {
    "UserPool": "AWS::Cognito::UserPool",
    "UserPoolClient": "AWS::Cognito::UserPoolClient",
    "IdentityPool": "AWS::Cognito::IdentityPool",
    "SmsRole": "AWS::IAM::Role",
    "DirectorySmsSenderPublishB0DBFF7E": "AWS::IAM::ManagedPolicy",
    "IdentitiesAuthenticatedRoleB7BB6C89": "AWS::IAM::Role",
    "IdentitiesGuestRoleD40C53AD": "AWS::IAM::Role",
    "IdentitiesRoles10335A5A": "AWS::Cognito::IdentityPoolRoleAttachment",
}
LOCKED_API_IDS = {"ApiF70053CD": "AWS::ApiGateway::RestApi"}

# What cdk-nag finds and why it may stay is said beside each resource; this is the whole list.
UNLESS_WEB_FIREWALL = {("Api/Default/Default/DeploymentStage.v1", "AwsSolutions-APIG3")}
UNLESS_TRACING = {("Api/Default/Default/DeploymentStage.v1", "Serverless-APIGWXrayEnabled")}
IF_SMS_LIMIT = {
    ("SmsAccount/SetAttributes", "AwsSolutions-IAM5[Resource::*]"),
    ("SmsAccount/Setter/Default", "Serverless-LambdaDLQ"),
    ("SmsAccount/Setter/Default", "Serverless-LambdaTracing"),
}
ACKNOWLEDGED = {
    ("Directory/Default", "AwsSolutions-COG8"),
    ("Directory/Default", "AwsSolutions-COG2"),
    ("Directory/SmsSender/Publish", "AwsSolutions-IAM5[Resource::*]"),
    ("Identities/Default", "AwsSolutions-COG7"),
    ("Api/Default/Default/Default/guest/GET", "AwsSolutions-COG4"),
    ("Directory/SignUpGate/Default", "Serverless-LambdaDLQ"),
    ("Directory/SignUpGate/Default", "Serverless-LambdaTracing"),
    ("Api/Claims/Default", "Serverless-LambdaDLQ"),
    ("Api/Claims/Default", "Serverless-LambdaTracing"),
}


def test_logical_ids_that_users_depend_on_never_change(identity: Template, api: Template) -> None:
    for template, locked in ((identity, LOCKED_IDS), (api, LOCKED_API_IDS)):
        found = {name: template["Resources"].get(name, {}).get("Type") for name in locked}
        assert found == locked


def test_stacks_are_named_by_project_stage_and_part(
    assemblies: Mapping[str, Path], stage: Stage
) -> None:
    names = {path.name for path in assemblies[stage.name].glob("*.template.json")}
    prefix = f"{stage.project}-{stage.name}"
    assert names == {f"{prefix}-identity.template.json", f"{prefix}-api.template.json"}


def test_outputs_have_the_keys_of_the_contract(identity: Template, api: Template) -> None:
    """Beside them stand only CDK's own, by which the API stack reads the identity stack."""
    own = {key for key in identity["Outputs"] if not key.startswith("PublishOutput")}
    assert own == {"Region", "UserPoolId", "UserPoolClientId", "IdentityPoolId"}
    assert api["Outputs"].keys() == {"ApiUrl"}


def test_every_output_is_a_parameter_for_other_stacks(
    identity: Template, api: Template, stage: Stage
) -> None:
    for template in (identity, api):
        parameters = [p["Properties"] for p in of_type(template, "AWS::SSM::Parameter").values()]
        assert {p["Name"]: p["Value"] for p in parameters} == {
            f"/phone-auth/{stage.name}/{key}": output["Value"]
            for key, output in template["Outputs"].items()
            if not key.startswith("PublishOutput")
        }


def test_nothing_locks_one_stack_to_the_other(identity: Template, api: Template) -> None:
    for template in (identity, api):
        assert not [o for o in template["Outputs"].values() if "Export" in o]
        assert "Fn::ImportValue" not in json.dumps(template)


def test_what_users_depend_on_survives_a_protected_stack(identity: Template, stage: Stage) -> None:
    policy = "Retain" if stage.protected else "Delete"
    for name in LOCKED_IDS:
        resource = identity["Resources"][name]
        assert resource["DeletionPolicy"] == policy, name
        assert resource["UpdateReplacePolicy"] == policy, name


def test_a_protected_stack_refuses_deletion(assemblies: Mapping[str, Path], stage: Stage) -> None:
    for properties in _stacks(assemblies[stage.name]):
        assert properties.get("terminationProtection", False) is stage.protected


def test_stacks_are_tagged(assemblies: Mapping[str, Path], stage: Stage) -> None:
    for properties in _stacks(assemblies[stage.name]):
        assert properties["tags"] == {"project": stage.project, "stage": stage.name}


def test_production_is_protected(identity: Template, stage: Stage) -> None:
    pool = identity["Resources"]["UserPool"]
    if stage.name == "prod":
        assert pool["DeletionPolicy"] == pool["UpdateReplacePolicy"] == "Retain"
        assert pool["Properties"]["DeletionProtection"] == "ACTIVE"


def test_policies_are_managed_and_our_own(identity: Template, api: Template) -> None:
    for template in (identity, api):
        assert not of_type(template, "AWS::IAM::Policy")
        for role in of_type(template, "AWS::IAM::Role").values():
            assert "Policies" not in role["Properties"]
            assert "arn:" not in json.dumps(role["Properties"].get("ManagedPolicyArns", []))


def test_cdk_nag_has_no_acknowledgement_beyond_the_list(
    assemblies: Mapping[str, Path], stage: Stage
) -> None:
    found = acknowledged(assemblies[stage.name])
    expected = ACKNOWLEDGED | (set() if stage.web_firewall else UNLESS_WEB_FIREWALL)
    expected |= IF_SMS_LIMIT if stage.sms_monthly_limit_usd else set()
    assert found.keys() == expected | (set() if stage.tracing else UNLESS_TRACING)
    assert all(len(reason) > 30 for reason in found.values())


def _stacks(assembly: Path) -> list[dict[str, object]]:
    artifacts = json.loads((assembly / "manifest.json").read_text())["artifacts"].values()
    return [a["properties"] for a in artifacts if a["type"] == "aws:cloudformation:stack"]
