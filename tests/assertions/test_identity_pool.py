"""The identity pool: whose credentials, and for what."""

from stacks.stage import Stage
from tests.templates import Template, arn_start, declared_routes, of_type, one, statements, text

_KINDS = ("authenticated", "unauthenticated")


def _trusts(identity: Template) -> dict[str, Template]:
    """Return the trust statement of each role that identities take, by its `amr`."""
    roles = one(identity, "AWS::Cognito::IdentityPoolRoleAttachment")["Roles"]
    return {
        kind: identity["Resources"][role["Fn::GetAtt"][0]]["Properties"][
            "AssumeRolePolicyDocument"
        ]["Statement"][0]
        for kind, role in roles.items()
    }


def test_guests_are_admitted_as_the_stage_says(identity: Template, stage: Stage) -> None:
    pool = one(identity, "AWS::Cognito::IdentityPool")
    assert pool["AllowUnauthenticatedIdentities"] is stage.api.guests
    assert list(_trusts(identity)) == list(_KINDS if stage.api.guests else _KINDS[:1])


def test_the_classic_flow_is_off(identity: Template) -> None:
    """It would let a caller choose the role and outlast the session policy of guests."""
    assert one(identity, "AWS::Cognito::IdentityPool")["AllowClassicFlow"] is False


def test_users_come_from_our_client_with_a_token_that_is_not_revoked(identity: Template) -> None:
    assert one(identity, "AWS::Cognito::IdentityPool")["CognitoIdentityProviders"] == [
        {
            "ClientId": {"Ref": "UserPoolClient"},
            "ProviderName": {"Fn::GetAtt": ["UserPool", "ProviderName"]},
            "ServerSideTokenCheck": True,
        }
    ]


def test_each_role_trusts_its_own_kind_of_identity_of_our_pool(identity: Template) -> None:
    for kind, trust in _trusts(identity).items():
        assert trust == {
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Effect": "Allow",
            "Principal": {"Federated": "cognito-identity.amazonaws.com"},
            "Condition": {
                "StringEquals": {"cognito-identity.amazonaws.com:aud": {"Ref": "IdentityPool"}},
                "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": kind},
            },
        }


def test_the_identity_stack_grants_these_roles_nothing(identity: Template) -> None:
    for role in of_type(identity, "AWS::IAM::Role").values():
        assert "Policies" not in role["Properties"]
    for role in one(identity, "AWS::Cognito::IdentityPoolRoleAttachment")["Roles"].values():
        resource = identity["Resources"][role["Fn::GetAtt"][0]]
        assert "ManagedPolicyArns" not in resource["Properties"]


def test_guests_and_users_may_invoke_the_guest_routes_and_nothing_else(
    api: Template, stage: Stage
) -> None:
    policies = of_type(api, "AWS::IAM::ManagedPolicy").values()
    (policy,) = (p["Properties"] for p in policies if "Roles" in p["Properties"])
    (rest_api,) = of_type(api, "AWS::ApiGateway::RestApi")
    (api_stage,) = of_type(api, "AWS::ApiGateway::Stage")
    start = f"{arn_start(stage, 'execute-api')}${{{rest_api}}}/${{{api_stage}}}"
    granted: list[str] = []
    for statement in policy["PolicyDocument"]["Statement"]:
        assert (statement["Effect"], statement["Action"]) == ("Allow", "execute-api:Invoke")
        resources = statement["Resource"]
        granted += map(text, resources if isinstance(resources, list) else [resources])
    routes = [key.split() for key, route in declared_routes(api).items() if route.guests]
    assert sorted(granted) == sorted(f"{start}/{method}{path}" for method, path in routes)
    roles = ["AuthenticatedRole", *(["GuestRole"] if stage.api.guests else [])]
    assert policy["Roles"] == [{"Ref": role} for role in roles]


def test_no_permission_of_the_api_stack_has_a_wildcard(api: Template) -> None:
    for statement in statements(api):
        assert "*" not in text(statement["Action"]) + text(statement["Resource"])
