"""How a frontend signs users in: by SRP, so that no password leaves the device."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from ..settings import CustomAttribute, TokenLifetimes
from .retention import RETAINED


class SrpClient(Construct):
    """A public app client for SRP and refresh: no secret, no OAuth, no other flow.

    Attributes:
        client: the app client.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.IUserPool,
        tokens: TokenLifetimes = TokenLifetimes(),
        custom_attributes: Sequence[CustomAttribute] = (),
        removal_policy: cdk.RemovalPolicy = RETAINED,
    ) -> None:
        """Make the client of a pool, whose custom attributes it may read, and write as they say."""
        super().__init__(scope, id_)
        self.client = cognito.UserPoolClient(
            self,
            "Default",
            user_pool=user_pool,
            auth_flows=cognito.AuthFlow(user_srp=True),  # the L2 adds refresh to every client
            generate_secret=False,
            disable_o_auth=True,
            supported_identity_providers=[cognito.UserPoolClientIdentityProvider.COGNITO],
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            auth_session_validity=cdk.Duration.minutes(3),
            access_token_validity=cdk.Duration.minutes(tokens.access_minutes),
            id_token_validity=cdk.Duration.minutes(tokens.id_minutes),
            refresh_token_validity=cdk.Duration.days(tokens.refresh_days),
            read_attributes=_attributes(
                [attribute.name for attribute in custom_attributes]
            ).with_standard_attributes(
                fullname=True, phone_number=True, phone_number_verified=True
            ),
            write_attributes=_attributes(
                [a.name for a in custom_attributes if a.written_by == "user"]
            ).with_standard_attributes(fullname=True, phone_number=True),
        )
        self.client.apply_removal_policy(removal_policy)


def _attributes(custom: list[str]) -> cognito.ClientAttributes:
    return cognito.ClientAttributes().with_custom_attributes(*custom)
