"""The app client: SRP and refresh, and nothing that leaks or lingers."""

import pytest

from stacks.stage import Stage
from tests.templates import Template, one


def _client(identity: Template) -> Template:
    client: Template = one(identity, "AWS::Cognito::UserPoolClient")
    return client


def test_users_sign_in_by_srp_or_refresh_only(identity: Template) -> None:
    assert _client(identity)["ExplicitAuthFlows"] == [
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
    ]


def test_the_client_has_no_secret(identity: Template) -> None:
    assert _client(identity)["GenerateSecret"] is False


@pytest.mark.parametrize(
    "setting",
    [
        "AllowedOAuthFlows",
        "AllowedOAuthScopes",
        "CallbackURLs",
        "DefaultRedirectURI",
        "LogoutURLs",
    ],
)
def test_oauth_is_off(identity: Template, setting: str) -> None:
    assert setting not in _client(identity)
    assert _client(identity)["AllowedOAuthFlowsUserPoolClient"] is False


def test_users_come_from_this_pool_only(identity: Template) -> None:
    assert _client(identity)["SupportedIdentityProviders"] == ["COGNITO"]
    assert _client(identity)["UserPoolId"] == {"Ref": "UserPool"}


def test_an_unknown_user_looks_like_a_wrong_password(identity: Template) -> None:
    assert _client(identity)["PreventUserExistenceErrors"] == "ENABLED"


def test_tokens_can_be_revoked(identity: Template) -> None:
    assert _client(identity)["EnableTokenRevocation"] is True


def test_tokens_live_as_long_as_the_stage_says(identity: Template, stage: Stage) -> None:
    client = _client(identity)
    assert client["TokenValidityUnits"] == dict.fromkeys(
        ("AccessToken", "IdToken", "RefreshToken"), "minutes"
    )
    assert client["AccessTokenValidity"] == stage.sign_in.tokens.access_minutes
    assert client["IdTokenValidity"] == stage.sign_in.tokens.id_minutes
    assert client["RefreshTokenValidity"] == stage.sign_in.tokens.refresh_days * 24 * 60
    assert 5 <= client["AccessTokenValidity"] <= 60
    assert 5 <= client["IdTokenValidity"] <= 60
    assert client["RefreshTokenValidity"] <= 30 * 24 * 60


def test_a_challenge_is_answered_within_three_minutes(identity: Template) -> None:
    assert _client(identity)["AuthSessionValidity"] == 3


def test_a_frontend_reads_and_writes_listed_attributes_only(
    identity: Template, stage: Stage
) -> None:
    client = _client(identity)
    custom = {f"custom:{attribute.name}" for attribute in stage.users.custom_attributes}
    own = {f"custom:{a.name}" for a in stage.users.custom_attributes if a.written_by == "user"}
    assert set(client["ReadAttributes"]) == custom | {
        "name",
        "phone_number",
        "phone_number_verified",
    }
    assert set(client["WriteAttributes"]) == own | {"name", "phone_number"}
