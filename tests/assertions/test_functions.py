"""The Lambdas: newest runtime, own log, own right, and no secret."""

import re
from collections.abc import Mapping
from typing import Any

from stacks.constructs.lambda_folder import LAMBDAS
from stacks.stage import Stage
from tests.shop import FUNCTIONS
from tests.templates import Template, arn_start, declared_routes, of_type, packages, text

# What functions are told, and may do beyond their own logs: of the API's, and of the others by
# package.
ROUTED = {"ROUTES", "ALLOWED_ORIGINS", "USER_POOL_CLIENT_ID"}
SETTINGS = {
    "default_group": {"DEFAULT_GROUP", "METRICS_NAMESPACE"},
    "sign_up_gate": {"ALLOWED_COUNTRIES", "TEST_NUMBERS"},
    "sms_account": set(),
    "directory_backup": {
        "USER_POOL_ID",
        "SECOND_FACTORS",
        "BUCKET",
        "START_HOUR",
        "METRIC_NAMESPACE",
    },
}
# What a stage with monitoring tells them besides; the others, where they count.
COUNTED: dict[str, set[str]] = {
    "directory_backup": set(),
    "default_group": {"METRICS_NAMESPACE", "ALLOWED_COUNTRIES"},
    "sms_account": set(),
}
RIGHTS = {
    "default_group": ["cognito-idp:AdminAddUserToGroup"],
    "sms_account": ["sns:SetSMSAttributes"],
}
# Seconds; who calls waits no longer, and who is scheduled ends before the next run
TIMEOUTS = {
    "default_group": 5,
    "sign_up_gate": 5,
    "sms_account": 60,
    "directory_backup": 840,
}
API_TIMEOUT = 29
FOLDERS = (LAMBDAS, FUNCTIONS)


def _functions(templates: Mapping[str, Template]) -> list[tuple[str, Any]]:
    """Return all functions of a stage: the package and the properties of each."""
    return [one for template in templates.values() for one in packages(template).items()]


def test_the_runtime_is_the_newest_on_arm64(templates: Mapping[str, Template]) -> None:
    for _, function in _functions(templates):
        assert function["Runtime"] == "python3.14"
        assert function["Architectures"] == ["arm64"]


def test_timeout_and_memory_are_explicit(templates: Mapping[str, Template]) -> None:
    for package, function in _functions(templates):
        assert function["Timeout"] <= TIMEOUTS.get(package, API_TIMEOUT)
        assert function["MemorySize"] == 256


def test_the_handlers_are_the_contracts(identity: Template, api: Template, stage: Stage) -> None:
    asked_for = {
        "default_group": stage.users.default_group,
        "sms_account": stage.sms.monthly_limit_usd,
    }
    others = {package for package, setting in asked_for.items() if setting}
    assert packages(identity).keys() == {"sign_up_gate", *others}
    assert "claims" in packages(api)
    for package in packages(api):
        assert any((folder / package / "handler.py").is_file() for folder in FOLDERS)


def test_a_function_may_write_its_own_log_and_what_it_is_for(
    templates: Mapping[str, Template],
) -> None:
    for template in templates.values():
        for package, function in packages(template).items():
            write_log, *others = _rights(template, function)
            log_group = function["LoggingConfig"]["LogGroup"]["Ref"]
            assert write_log == {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": {"Fn::GetAtt": [log_group, "Arn"]},
            }
            if package != "directory_backup":  # test_backup_runs.py holds its rights
                assert [statement["Action"] for statement in others] == RIGHTS.get(package, [])
        assert not of_type(template, "AWS::IAM::Policy")


def _rights(template: Template, function: Any) -> list[Any]:
    """Return the statements of all policies of a function's role."""
    role_id = function["Role"]["Fn::GetAtt"][0]
    role = template["Resources"][role_id]["Properties"]
    assert "Policies" not in role
    policies = [
        *(template["Resources"][arn["Ref"]] for arn in role["ManagedPolicyArns"]),
        *_attached(template, role_id),
    ]
    return [
        statement
        for policy in policies
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    ]


def _attached(template: Template, role: str) -> list[Template]:
    """Return the policies that attach themselves to a role."""
    policies = of_type(template, "AWS::IAM::ManagedPolicy").values()
    return [p for p in policies if {"Ref": role} in p["Properties"].get("Roles", [])]


def test_only_our_pool_invokes_the_gate_and_only_our_account_the_default_group(
    identity: Template, stage: Stage
) -> None:
    """The pool waits for the default group's permission, which therefore cannot name it."""
    sources = {
        "sign_up_gate": "${UserPool.Arn}",
        "default_group": arn_start(stage, "cognito-idp") + "userpool/*",
    }
    names = _names(identity)
    permissions = of_type(identity, "AWS::Lambda::Permission").values()
    assert permissions
    for permission in (p["Properties"] for p in permissions):
        assert permission["Action"] == "lambda:InvokeFunction"
        assert permission["Principal"] == "cognito-idp.amazonaws.com"
        function, _ = permission["FunctionName"]["Fn::GetAtt"]
        assert text(permission["SourceArn"]) == sources[names[function]]


def _names(template: Template) -> dict[str, str]:
    """Return the package of each function, by its logical id."""
    functions = of_type(template, "AWS::Lambda::Function").items()
    return {name: f["Properties"]["Handler"].partition(".")[0] for name, f in functions}


def test_only_its_routes_invoke_a_function_of_the_api(api: Template) -> None:
    """By exactly their methods and paths: a wildcard stands for a path's parameter alone."""
    (rest_api,) = of_type(api, "AWS::ApiGateway::RestApi")
    (api_stage,) = of_type(api, "AWS::ApiGateway::Stage")
    wanted = set()
    for key, route in declared_routes(api).items():
        method, path = re.sub(r"\{.*?\}", "*", key).split()
        wanted.add((route.function, f":${{{rest_api}}}/${{{api_stage}}}/{method}{path}"))
    found = set()
    for permission in of_type(api, "AWS::Lambda::Permission").values():
        properties = permission["Properties"]
        assert properties["Principal"] == "apigateway.amazonaws.com"
        name, _ = properties["FunctionName"]["Fn::GetAtt"]
        start, colon, source = text(properties["SourceArn"]).rpartition(":")
        assert "*" not in start
        found.add((name, colon + source))
    assert found == wanted


def test_the_environment_holds_settings_and_no_switch_that_logs_events(
    templates: Mapping[str, Template], stage: Stage
) -> None:
    for package, function in _functions(templates):
        variables = function.get("Environment", {}).get("Variables", {})
        counted = COUNTED.get(package, {"METRICS_NAMESPACE"}) if stage.metrics_namespace else set()
        settings = SETTINGS.get(package, ROUTED) | counted
        assert variables.keys() >= settings
        assert package not in SETTINGS or variables.keys() == settings
        assert not [name for name in variables if name.startswith("POWERTOOLS_")]
