"""The proof finds each setting that was changed behind the stacks' back, and names it."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

import boto3
import pytest

from ops.deployment.environment import LOCAL, REGION
from ops.deployment.outputs import checked
from ops.deployment.outputs_file import read_stacks
from ops.deployment.subject import Subject
from ops.prove.promises import promises
from ops.prove.settings import as_deployed
from ops.prove.table import FAILED
from tests.deployment import Deployment

Change = Callable[[Subject, ExitStack], None]
ALLOW_ALL = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
CLIENT = "the app client is as deployed"
POOL = "the user pool is as deployed"
IDENTITY_POOL = "the identity pool is as deployed"
SMS_ROLE = "the role SmsRole is as deployed"
METHODS = "who may call the API is as deployed"
STAGE = "the API's stage is as deployed"


@pytest.fixture
def subject(deployment: Deployment) -> Subject:
    """The shared deployment, seen anew."""
    stacks = read_stacks(deployment.outputs_file, LOCAL)
    outputs = checked(LOCAL, stacks, source="the deployment")
    return Subject(outputs, boto3.Session(region_name=REGION))


def failed(subject: Subject) -> dict[str, str]:
    """What a proof of the stage as it is now finds wrong, and how it says it."""
    fresh = Subject(subject.outputs, subject.session)
    rows = [*promises(fresh), *as_deployed(fresh)]
    return {found.promised: found.seen for found in rows if found.verdict == FAILED}


def client(**settings: Any) -> Change:
    """Change settings of the app client."""

    def change(subject: Subject, undo: ExitStack) -> None:
        update = subject.client("cognito-idp").update_user_pool_client
        told = {"ClientName", "LastModifiedDate", "CreationDate"}
        before = {
            k: v for k, v in subject.app_client.items() if k not in told and v not in ("", [])
        }
        undo.callback(update, **before)
        update(**before | settings)

    return change


def pool(**settings: Any) -> Change:
    """Change settings of the user pool, which keeps no other than it is told."""

    def change(subject: Subject, undo: ExitStack) -> None:
        update = subject.client("cognito-idp").update_user_pool
        names = update.__self__.meta.service_model.operation_model(
            "UpdateUserPool"
        ).input_shape.members
        before = {k: v for k, v in subject.pool.items() if k in names and v not in ("", [])}
        undo.callback(update, UserPoolId=subject.outputs.user_pool_id, **before)
        update(UserPoolId=subject.outputs.user_pool_id, **before | settings)

    return change


def identity_pool(**settings: Any) -> Change:
    """Change settings of the identity pool."""

    def change(subject: Subject, undo: ExitStack) -> None:
        update = subject.client("cognito-identity").update_identity_pool
        before = {
            k: v for k, v in subject.identity_pool.items() if k != "ResponseMetadata" and v != ""
        }
        undo.callback(update, **before)
        update(**before | settings)

    return change


def without_token_check(subject: Subject, undo: ExitStack) -> None:
    """Let tokens of who has signed out give credentials."""
    (provider,) = subject.identity_pool["CognitoIdentityProviders"]
    unchecked = [provider | {"ServerSideTokenCheck": False}]
    identity_pool(CognitoIdentityProviders=unchecked)(subject, undo)


def guests_as_users(subject: Subject, undo: ExitStack) -> None:
    """Give guests the role of users."""
    identities = subject.client("cognito-identity")
    pool_id = subject.outputs.identity_pool_id
    roles = identities.get_identity_pool_roles(IdentityPoolId=pool_id)["Roles"]
    undo.callback(identities.set_identity_pool_roles, IdentityPoolId=pool_id, Roles=roles)
    both = dict.fromkeys(roles, roles["authenticated"])
    identities.set_identity_pool_roles(IdentityPoolId=pool_id, Roles=both)


def sms_role(subject: Subject) -> tuple[Any, str]:
    return subject.client("iam"), subject.physical("identity", "SmsRole")


def without_external_id(subject: Subject, undo: ExitStack) -> None:
    """Let Cognito text for whoever names the role."""
    iam, name = sms_role(subject)
    trust = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    update = iam.update_assume_role_policy
    undo.callback(update, RoleName=name, PolicyDocument=json.dumps(trust))
    (statement,) = trust["Statement"]
    bare = {k: v for k, v in statement.items() if k != "Condition"}
    update(RoleName=name, PolicyDocument=json.dumps(trust | {"Statement": [bare]}))


def without_publishing(subject: Subject, undo: ExitStack) -> None:
    """Take the SMS role's right to text."""
    iam, name = sms_role(subject)
    (policy,) = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    of_it = {"RoleName": name, "PolicyArn": policy["PolicyArn"]}
    undo.callback(iam.attach_role_policy, **of_it)
    iam.detach_role_policy(**of_it)


def with_everything(subject: Subject, undo: ExitStack) -> None:
    """Give the SMS role every right."""
    iam, name = sms_role(subject)
    undo.callback(iam.delete_role_policy, RoleName=name, PolicyName="all")
    iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=ALLOW_ALL)


def with_a_wider_policy(subject: Subject, undo: ExitStack) -> None:
    """Let the policy that the role has allow everything."""
    iam, name = sms_role(subject)
    (policy,) = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    arn = policy["PolicyArn"]
    now = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=now)["PolicyVersion"]["Document"]
    made = iam.create_policy_version(PolicyArn=arn, PolicyDocument=ALLOW_ALL, SetAsDefault=True)
    version = made["PolicyVersion"]["VersionId"]
    undo.callback(iam.delete_policy_version, PolicyArn=arn, VersionId=version)
    # MiniStack has no SetDefaultPolicyVersion.
    again = {"PolicyArn": arn, "PolicyDocument": json.dumps(document), "SetAsDefault": True}
    undo.callback(iam.create_policy_version, **again)


def variables(part: str, kind: str, **values: str) -> Change:
    """Change variables of the function that has one of them."""

    def change(subject: Subject, undo: ExitStack) -> None:
        functions, stack = subject.client("lambda"), getattr(subject, part)
        for logical_id in stack.of_type("AWS::Lambda::Function"):
            name = subject.physical(part, logical_id)
            before = functions.get_function_configuration(FunctionName=name)["Environment"]
            if kind in before["Variables"]:
                update = functions.update_function_configuration
                undo.callback(update, FunctionName=name, Environment=before)
                update(FunctionName=name, Environment={"Variables": before["Variables"] | values})

    return change


def throttled_less(subject: Subject, undo: ExitStack) -> None:
    """Let ten times as many requests through."""
    api = subject.physical_id("api", "AWS::ApiGateway::RestApi")
    update = partial(subject.client("apigateway").update_stage, restApiId=api, stageName="v1")
    undo.callback(update, patchOperations=replace("/*/*/throttling/rateLimit", "1000"))
    update(patchOperations=replace("/*/*/throttling/rateLimit", "10000"))


def open_to_all(subject: Subject, undo: ExitStack) -> None:
    """Ask nobody at GET /me who they are."""
    update = partial(
        subject.client("apigateway").update_method, httpMethod="GET", **resource(subject, "/me")
    )
    undo.callback(update, patchOperations=replace("/authorizationType", "COGNITO_USER_POOLS"))
    update(patchOperations=replace("/authorizationType", "NONE"))


def replace(path: str, value: str) -> list[dict[str, str]]:
    """API Gateway's way to say it."""
    return [{"op": "replace", "path": path, "value": value}]


def with_another_client(subject: Subject, undo: ExitStack) -> None:
    """Make an app client that takes passwords."""
    cognito, pool_id = subject.client("cognito-idp"), subject.outputs.user_pool_id
    made = cognito.create_user_pool_client(
        UserPoolId=pool_id, ClientName="theirs", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    undo.callback(cognito.delete_user_pool_client, UserPoolId=pool_id, ClientId=made)


def one_more_of_ours(subject: Subject, undo: ExitStack) -> None:
    """Let the gate decide about sign-ins too."""
    triggers = subject.pool["LambdaConfig"]
    more = triggers | {"PreAuthentication": triggers["PreSignUp"]}
    pool(LambdaConfig=more)(subject, undo)


def with_another_method(subject: Subject, undo: ExitStack) -> None:
    """Add a method that asks nobody."""
    gateway = subject.client("apigateway")
    method = {"httpMethod": "DELETE", **resource(subject, "/me")}
    undo.callback(gateway.delete_method, **method)
    gateway.put_method(**method, authorizationType="NONE")


def resource(subject: Subject, path: str) -> dict[str, str]:
    api = subject.physical_id("api", "AWS::ApiGateway::RestApi")
    found = subject.client("apigateway").get_resources(restApiId=api)["items"]
    (id_,) = [one["id"] for one in found if one["path"] == path]
    return {"restApiId": api, "resourceId": id_}


def other_trigger(subject: Subject, undo: ExitStack) -> None:
    """Let another function decide who may sign up."""
    triggers = subject.pool["LambdaConfig"]
    ours = triggers | {"PreSignUp": triggers["PostConfirmation"]}
    pool(LambdaConfig=ours)(subject, undo)


def one_more_trigger(subject: Subject, undo: ExitStack) -> None:
    """Let somebody's function see every sign-in."""
    arn = "arn:aws:lambda:us-east-1:000000000000:function:somebodys"
    pool(LambdaConfig=subject.pool["LambdaConfig"] | {"PostAuthentication": arn})(subject, undo)


WEAK = {
    "PasswordPolicy": {
        "MinimumLength": 14,
        "RequireUppercase": False,
        "RequireLowercase": True,
        "RequireNumbers": True,
        "RequireSymbols": True,
        "TemporaryPasswordValidityDays": 1,
    }
}
BY_EMAIL = {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]}
CHANGES: dict[str, tuple[Change, dict[str, str]]] = {
    "password classes": (pool(Policies=WEAK), {POOL: "Policies"}),
    "recovery by email": (pool(AccountRecoverySetting=BY_EMAIL), {POOL: "AccountRecoverySetting"}),
    "closed sign-up": (
        pool(AdminCreateUserConfig={"AllowAdminCreateUserOnly": True}),
        {POOL: "AdminCreateUserConfig"},
    ),
    "unverified updates": (
        pool(UserAttributeUpdateSettings={"AttributesRequireVerificationBeforeUpdate": []}),
        {POOL: "UserAttributeUpdateSettings"},
    ),
    "no deletion protection asked": (
        pool(DeletionProtection="ACTIVE"),
        {},
    ),
    "another function as trigger": (other_trigger, {POOL: "LambdaConfig"}),
    "one more trigger": (one_more_trigger, {POOL: "LambdaConfig"}),
    "longer sessions": (client(RefreshTokenValidity=999), {CLIENT: "RefreshTokenValidity"}),
    "no revocation": (client(EnableTokenRevocation=False), {CLIENT: "EnableTokenRevocation"}),
    "more to read": (
        client(ReadAttributes=["name", "email", "phone_number"]),
        {CLIENT: "ReadAttributes"},
    ),
    "no guests": (
        identity_pool(AllowUnauthenticatedIdentities=False),
        {IDENTITY_POOL: "AllowUnauthenticatedIdentities"},
    ),
    "others' logins": (
        identity_pool(SupportedLoginProviders={"www.amazon.com": "amzn1.application.1"}),
        {IDENTITY_POOL: "SupportedLoginProviders"},
    ),
    "no token check": (without_token_check, {IDENTITY_POOL: "CognitoIdentityProviders"}),
    "guests as users": (guests_as_users, {"the identity pool's roles are as deployed": "Roles"}),
    "no external ID": (without_external_id, {SMS_ROLE: "AssumeRolePolicyDocument"}),
    "no right to text": (without_publishing, {SMS_ROLE: "its attached policies"}),
    "every right": (with_everything, {SMS_ROLE: "its inline policies"}),
    "a wider policy": (with_a_wider_policy, {SMS_ROLE: "DirectorySmsSenderPublish"}),
    "another origin": (
        variables("api", "ALLOWED_ORIGINS", ALLOWED_ORIGINS="https://evil.example"),
        {"the function ApiClaims": "Environment"},
    ),
    "more countries": (
        variables("identity", "ALLOWED_COUNTRIES", ALLOWED_COUNTRIES="DE,GB,US,SO"),
        {"the function DirectorySignUpGate": "Environment"},
    ),
    "less throttling": (throttled_less, {STAGE: "*/*"}),
    "one more trigger of ours": (one_more_of_ours, {POOL: "LambdaConfig"}),
    "another client": (with_another_client, {}),
    "an open method": (open_to_all, {METHODS: "GET /me"}),
    "a method more": (with_another_method, {METHODS: "DELETE /me"}),
}
# What the absolute promises tell as well.
BESIDES = {
    "no deletion protection asked": ["deletion protection of the user pool is INACTIVE"],
    "another client": ["the pool has no app client beside it"],
    "no external ID": ["pool and SMS role have the same external ID"],
}


@contextmanager
def made(change: Change, subject: Subject) -> Iterator[None]:
    with ExitStack() as undo:
        change(subject, undo)
        yield


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_setting_is_found_and_named(subject: Subject, name: str) -> None:
    change, wanted = CHANGES[name]
    with made(change, subject):
        found = failed(subject)
    assert [one for one in found if one in BESIDES.get(name, [])] == BESIDES.get(name, [])
    others = {one: seen for one, seen in found.items() if one not in BESIDES.get(name, [])}
    assert_named(others, wanted)
    assert failed(subject) == {}


def assert_named(found: dict[str, str], wanted: dict[str, str]) -> None:
    """Assert that exactly these rows fail, by the beginnings of their texts."""
    assert len(found) == len(wanted), found
    for (promised, seen), (row, setting) in zip(found.items(), wanted.items(), strict=True):
        assert promised.startswith(row)
        assert seen.startswith(f"not {setting}"), seen


def test_a_group_that_is_gone_is_found(subject: Subject) -> None:
    cognito = subject.client("cognito-idp")
    group = {"UserPoolId": subject.outputs.user_pool_id, "GroupName": "members"}
    before = cognito.get_group(**group)["Group"]
    cognito.delete_group(**group)
    try:
        found = failed(subject)
    finally:
        described = {name: before[name] for name in ("Description", "Precedence")}
        cognito.create_group(**group, **described)
    ((promised, seen),) = found.items()
    assert promised.startswith("the group DirectoryGroupsmembers")
    assert seen == "AWS refused GetGroup (ResourceNotFoundException)"
    assert failed(subject) == {}


@pytest.mark.parametrize(
    ("operation", "rows"),
    [
        ("get_role", ["Cognito can text", SMS_ROLE]),
        ("get_identity_pool_roles", ["the identity pool's roles are as deployed"]),
        ("get_stage", ["the API asks our user pool and is throttled", METHODS, STAGE]),
    ],
)
def test_what_is_gone_is_a_row_and_not_the_end(
    subject: Subject, operation: str, rows: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is a stub's: what is deleted here, every other test would miss."""
    gone = boto3.client("iam").exceptions.ClientError(
        {"Error": {"Code": "NoSuchEntity"}}, operation
    )
    real = Subject.client

    def client(self: Subject, service: str) -> Any:
        found = real(self, service)
        if hasattr(found, operation):

            def refuse(**asked: str) -> Any:
                if operation == "get_role" and "SmsRole" not in asked["RoleName"]:
                    return answer(**asked)
                raise gone

            answer = getattr(found, operation)
            setattr(found, operation, refuse)
        return found

    monkeypatch.setattr(Subject, "client", client)
    found = failed(subject)
    assert [*found] == rows
    assert set(found.values()) == {f"AWS refused {operation} (NoSuchEntity)"}


def test_an_open_method_that_is_served_is_found_whatever_its_definition_says(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The summary is a stub's: this cloud's has no types."""
    types = {"/me": "COGNITO_USER_POOLS", "/guest": "AWS_IAM"}
    summary = {
        path: {"GET": {"authorizationType": type_}, "OPTIONS": {"authorizationType": "NONE"}}
        for path, type_ in types.items()
    }
    real = Subject.client

    def client(self: Subject, service: str) -> Any:
        found = real(self, service)
        if service == "apigateway":
            found.get_deployment = lambda **_: {"apiSummary": summary}
        return found

    monkeypatch.setattr(Subject, "client", client)
    assert failed(subject) == {}
    summary["/me"]["GET"] = {"authorizationType": "NONE"}
    assert failed(subject) == {METHODS: "not GET /me as served"}
    summary["/more"] = {"GET": {"authorizationType": "NONE"}}
    assert failed(subject) == {METHODS: "not GET /me as served, GET /more as served"}
