"""What holds for whole stacks: what survives, what is named how, and what is acknowledged."""

import json
from collections.abc import Mapping
from pathlib import Path

from stacks.stage import Stage
from tests.templates import Template, acknowledged, declared_routes, of_type, one, packages, parts

DATA = Path(__file__).parents[1] / "data"
# Logical ids that users, frontends and other stacks depend on. Change one after a deployment and
# its users are left behind in a resource that no stack owns any more.
LOCKED_IDS: dict[str, dict[str, str]] = json.loads((DATA / "logical_ids.json").read_text())
GUEST_ROLE = "GuestRole"
KEYS_OF_BACKUPS = [
    f"AwsSolutions-IAM5[Resource::<BackupBucket.Arn>/directory/{keys}]"
    for keys in ("*", "*/checkpoint.json", "*/manifest.json")
]
API_ROOT = "Api/Default/Default/Default"
API_STAGE = "Api/Default/Default/DeploymentStage.v1"


def _locked(stage: Stage) -> dict[str, str]:
    locked = LOCKED_IDS["identity"]
    return {k: v for k, v in locked.items() if stage.api.guests or GUEST_ROLE not in k}


def _acknowledged(stage: Stage, api: Template) -> set[tuple[str, str]]:
    """The whole list of what cdk-nag finds and why; the reason is said beside each resource."""
    functions = ["Directory/SignUpGate"]
    functions += [f"Api/{package.title().replace('_', '')}" for package in packages(api)]
    guests = [key.split() for key, route in declared_routes(api).items() if route.guests]
    functions += ["Directory/DefaultGroup/Function"] if stage.users.default_group else []
    functions += ["SmsAccount/Setter"] if stage.sms.monthly_limit_usd else []
    functions += ["Directory/Writer"] if stage.backup.nightly else []
    conditional = {
        ("Directory/Default", "AwsSolutions-COG8"): stage.sign_in.feature_plan != "PLUS",
        ("Directory/Default", "AwsSolutions-COG2"): stage.sign_in.mfa != "REQUIRED",
        ("Identities/Default", "AwsSolutions-COG7"): stage.api.guests,
        (API_STAGE, "AwsSolutions-APIG3"): not stage.protection.web_firewall,
        (API_STAGE, "Serverless-APIGWXrayEnabled"): not stage.observation.tracing,
        ("SmsAccount/SetAttributes", "AwsSolutions-IAM5[Resource::*]"): (
            stage.sms.monthly_limit_usd is not None
        ),
        ("Bucket/Default", "AwsSolutions-S1"): stage.backup.nightly,
        **{("Directory/WriteBackups", keys): stage.backup.nightly for keys in KEYS_OF_BACKUPS},
        (
            "Directory/Writer/Default/EventInvokeConfig",
            "Serverless-LambdaAsyncFailureDestination",
        ): stage.backup.nightly,
    }
    return (
        {finding for finding, stays in conditional.items() if stays}
        | {(f"{name}/Default", "Serverless-LambdaDLQ") for name in functions}
        | {(f"{name}/Default", "Serverless-LambdaTracing") for name in functions}
        | {(f"{API_ROOT}{path}/{method}", "AwsSolutions-COG4") for method, path in guests}
        | {("Directory/SmsSender/Publish", "AwsSolutions-IAM5[Resource::*]")}
    )


def test_logical_ids_that_users_depend_on_never_change(
    templates: Mapping[str, Template], stage: Stage
) -> None:
    locked = {**LOCKED_IDS, "identity": _locked(stage)}
    for part, template in templates.items():
        wanted = locked.get(part, {})
        found = {name: template["Resources"].get(name, {}).get("Type") for name in wanted}
        assert found == wanted


def test_stacks_are_named_by_project_stage_and_part(assembly: Path, stage: Stage) -> None:
    names = {path.name for path in assembly.glob("*.template.json")}
    prefix = f"{stage.project}-{stage.name}"
    assert names == {f"{prefix}-{part}.template.json" for part in parts(stage)}


def test_outputs_have_the_keys_of_the_contract(
    identity: Template, api: Template, templates: Mapping[str, Template], stage: Stage
) -> None:
    keys = {"Region", "UserPoolId", "UserPoolClientId", "IdentityPoolId"}
    assert identity["Outputs"].keys() == keys
    assert api["Outputs"].keys() == {"ApiUrl"}
    if stage.backup.nightly:
        assert templates["backup"]["Outputs"].keys() == {"BackupBucket", "BackupFunction"}


def test_every_output_is_a_parameter_for_other_stacks(
    templates: Mapping[str, Template], stage: Stage
) -> None:
    for template in templates.values():
        parameters = [p["Properties"] for p in of_type(template, "AWS::SSM::Parameter").values()]
        assert {p["Name"]: p["Value"] for p in parameters}.items() >= {
            _parameter(stage, key): output["Value"] for key, output in template["Outputs"].items()
        }.items()


def test_the_api_stack_reads_what_the_identity_stack_shares_at_each_deployment(
    identity: Template, api: Template, stage: Stage
) -> None:
    """Only parameters of this type are read again at an update without another template."""
    shared = {p["Properties"]["Name"] for p in of_type(identity, "AWS::SSM::Parameter").values()}
    read = {key: p for key, p in api["Parameters"].items() if key != "BootstrapVersion"}
    assert read.keys() >= {"UserPoolId", "UserPoolClientId", "AuthenticatedRole"}
    for key, parameter in read.items():
        assert parameter == {
            "Type": "AWS::SSM::Parameter::Value<String>",
            "Default": _parameter(stage, key),
        }
        assert parameter["Default"] in shared


def test_the_identity_stack_shares_the_roles_of_its_credentials(
    identity: Template, stage: Stage
) -> None:
    parameters = of_type(identity, "AWS::SSM::Parameter").values()
    values = {p["Properties"]["Name"]: p["Properties"]["Value"] for p in parameters}
    roles = one(identity, "AWS::Cognito::IdentityPoolRoleAttachment")["Roles"]
    names = {"authenticated": "AuthenticatedRole", "unauthenticated": "GuestRole"}
    for kind, role in roles.items():
        (logical_id, _) = role["Fn::GetAtt"]
        assert values[_parameter(stage, names[kind])] == {"Ref": logical_id}


def test_everything_is_deployed_after_the_directory(assembly: Path, stage: Stage) -> None:
    artifacts = json.loads((assembly / "manifest.json").read_text())["artifacts"]
    prefix = f"{stage.project}-{stage.name}"
    for part in {*parts(stage)} - {"identity"}:
        assert f"{prefix}-identity" in artifacts[f"{prefix}-{part}"]["dependencies"]


def test_nothing_locks_one_stack_to_the_other(templates: Mapping[str, Template]) -> None:
    for template in templates.values():
        assert not [o for o in template["Outputs"].values() if "Export" in o]
        assert "Fn::ImportValue" not in json.dumps(template)
        assert "Fn::GetStackOutput" not in json.dumps(template)


def test_what_users_depend_on_survives_a_protected_stack(identity: Template, stage: Stage) -> None:
    retain = stage.protection.retain
    for name in _locked(stage):
        resource = identity["Resources"][name]
        assert resource["DeletionPolicy"] == ("RetainExceptOnCreate" if retain else "Delete"), name
        assert resource["UpdateReplacePolicy"] == ("Retain" if retain else "Delete"), name


def test_a_failed_first_deployment_leaves_no_orphan_in_the_way(
    templates: Mapping[str, Template],
) -> None:
    """Plain Retain would keep what its rollback has to delete."""
    for template in templates.values():
        for name, resource in template["Resources"].items():
            assert resource.get("DeletionPolicy") in (None, "Delete", "RetainExceptOnCreate"), name


def test_a_protected_stack_refuses_deletion(assembly: Path, stage: Stage) -> None:
    for properties in _stacks(assembly):
        assert properties.get("terminationProtection", False) is stage.protection.retain


def test_stacks_are_tagged(assembly: Path, stage: Stage) -> None:
    for properties in _stacks(assembly):
        assert properties["tags"] == {"project": stage.project, "stage": stage.name}


def test_stacks_go_where_the_stage_says(assembly: Path, stage: Stage) -> None:
    where = f"aws://{stage.account or 'unknown-account'}/{stage.region or 'unknown-region'}"
    manifest = json.loads((assembly / "manifest.json").read_text())["artifacts"].values()
    stacks = [artifact for artifact in manifest if artifact["type"] == "aws:cloudformation:stack"]
    assert {stack["environment"] for stack in stacks} == {where}


def test_policies_are_managed_and_our_own(templates: Mapping[str, Template]) -> None:
    for template in templates.values():
        assert not of_type(template, "AWS::IAM::Policy")
        for role in of_type(template, "AWS::IAM::Role").values():
            assert "Policies" not in role["Properties"]
            assert "arn:" not in json.dumps(role["Properties"].get("ManagedPolicyArns", []))


def test_cdk_nag_has_no_acknowledgement_beyond_the_list(
    assembly: Path, api: Template, stage: Stage
) -> None:
    found = acknowledged(assembly)
    assert found.keys() == _acknowledged(stage, api)
    assert all(len(reason) > 30 for reason in found.values())


def _parameter(stage: Stage, key: str) -> str:
    return f"/{stage.project}/{stage.name}/{key}"


def _stacks(assembly: Path) -> list[dict[str, object]]:
    artifacts = json.loads((assembly / "manifest.json").read_text())["artifacts"].values()
    return [a["properties"] for a in artifacts if a["type"] == "aws:cloudformation:stack"]
