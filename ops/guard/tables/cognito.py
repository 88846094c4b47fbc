"""The directory, its clients and its identities.

Sources: the CloudFormation references of the types, and the Cognito developer guide.
"""

from ...deployment.stack import CLIENT, IDENTITY_POOL, POOL
from ..checks import (
    fixed,
    fixed_once_said,
    keeps,
    keeps_all_or_listed,
    keeps_entries,
    keeps_items,
    never,
    not_below,
    same_members,
    second_factor,
    stays_on,
)
from ..table import BY_RULE, FREE, Guarded, Lost, Table, Tables
from ..update import Danger

LOSES, WEDGES, BREAKS = Danger.LOSES, Danger.WEDGES, Danger.BREAKS

_FIXED_AT_CREATION = "Cognito never changes it after creation"
_SIGN_IN = "change what users have to do to sign in, or to get back in"
_MEMBERS = "lose who is in a group"
_CLIENT = "replace the app client, and with it the client id that every frontend holds"
_IDENTITIES = "give every user and guest a new identity"
_CREDENTIALS = "leave users or guests without the AWS credentials that they have now"
_OAUTH = "turn away clients that sign in by OAuth"

USER_POOL = Table(
    lost=BY_RULE,
    rows={
        "AccountRecoverySetting": Guarded(BREAKS, fixed(), _SIGN_IN),
        "AdminCreateUserConfig": FREE,  # the switch that closes self sign-up has to work at once
        "AliasAttributes": Guarded(WEDGES, same_members, _FIXED_AT_CREATION),
        "AutoVerifiedAttributes": Guarded(
            BREAKS, keeps(), "confirm new users no longer, for nothing is sent to them"
        ),
        "DeletionProtection": Guarded(
            LOSES, not_below("INACTIVE", "ACTIVE"), "let one call delete every user"
        ),
        # A refresh token is then of one device (AWS: "Tracking and remembering devices").
        "DeviceConfiguration": Guarded(
            BREAKS, fixed(), "refuse the refreshes of clients that name no device, or another"
        ),
        "EmailAuthenticationMessage": FREE,
        "EmailAuthenticationSubject": FREE,
        "EmailConfiguration": FREE,
        "EmailVerificationMessage": FREE,
        "EmailVerificationSubject": FREE,
        "EnabledMfas": Guarded(BREAKS, keeps(), _SIGN_IN),
        "IssuerConfiguration": Guarded(
            BREAKS, fixed(), "name another issuer in tokens, which whoever checks them refuses"
        ),
        "KeyConfiguration": Guarded(
            BREAKS, fixed(), "encrypt users by another key, which Cognito may not be allowed to use"
        ),
        "LambdaConfig": Guarded(
            BREAKS, keeps_entries, "no longer ask a trigger of the pool, such as the sign-up gate"
        ),
        "MfaConfiguration": Guarded(BREAKS, second_factor, _SIGN_IN),
        "Policies.PasswordPolicy": FREE,  # asked of new passwords alone
        "Policies.SignInPolicy.AllowedFirstAuthFactors": Guarded(
            BREAKS, keeps("PASSWORD"), _SIGN_IN
        ),
        "Schema": BY_RULE,
        "SmsAuthenticationMessage": FREE,
        "SmsConfiguration.EumsSms": BY_RULE,
        "SmsConfiguration.ExternalId": BY_RULE,
        "SmsConfiguration.SnsCallerArn": BY_RULE,
        "SmsConfiguration.SnsRegion": Guarded(
            BREAKS,
            fixed_once_said,
            "text from a region that has a sandbox, a limit and senders of its own",
        ),
        "SmsVerificationMessage": FREE,
        "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate": Guarded(
            BREAKS, keeps(), "let a new number count before somebody has shown that it is theirs"
        ),
        "UserPoolAddOns": BY_RULE,
        "UserPoolName": FREE,
        "UserPoolTags": FREE,
        "UserPoolTier": BY_RULE,
        "UsernameAttributes": Guarded(WEDGES, same_members, _FIXED_AT_CREATION),
        "UsernameConfiguration": Guarded(WEDGES, fixed(), _FIXED_AT_CREATION),
        "VerificationMessageTemplate": FREE,
        "WebAuthnFactorConfiguration": Guarded(BREAKS, fixed(), _SIGN_IN),
        "WebAuthnRelyingPartyID": Guarded(
            BREAKS, fixed_once_said, "make every passkey useless, which is of one domain"
        ),
        "WebAuthnUserVerification": Guarded(BREAKS, never("required"), _SIGN_IN),
    },
)

USER_POOL_CLIENT = Table(
    lost=Lost(BREAKS, "give every frontend a new client id and sign all users out of the old one"),
    owner="UserPoolId",
    rows={
        "AccessTokenValidity": FREE,
        "AllowedOAuthFlows": Guarded(BREAKS, keeps(), _OAUTH),
        "AllowedOAuthFlowsUserPoolClient": Guarded(BREAKS, stays_on, _OAUTH),
        "AllowedOAuthScopes": Guarded(BREAKS, keeps(), _OAUTH),
        "AnalyticsConfiguration": FREE,
        "AuthSessionValidity": FREE,
        "CallbackURLs": Guarded(BREAKS, keeps(), _OAUTH),
        "ClientName": FREE,
        "DefaultRedirectURI": FREE,
        "EnablePropagateAdditionalUserContextData": FREE,
        "EnableTokenRevocation": Guarded(
            BREAKS, stays_on, "refuse to revoke a token when a user signs out"
        ),
        "ExplicitAuthFlows": Guarded(
            BREAKS,
            # What a client has whose template names none (Cognito API reference).
            keeps("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"),
            "turn users away, at sign-in or with their next refresh",
        ),
        "GenerateSecret": Guarded(BREAKS, fixed(default=False), _CLIENT),
        "IdTokenValidity": FREE,
        "LogoutURLs": Guarded(BREAKS, keeps(), _OAUTH),
        "PreventUserExistenceErrors": FREE,
        "ReadAttributes": Guarded(
            BREAKS, keeps_all_or_listed, "take attributes out of users' tokens and profiles"
        ),
        # A refresh then gives a new refresh token, and REFRESH_TOKEN_AUTH is refused.
        "RefreshTokenRotation.Feature": Guarded(
            BREAKS, never("ENABLED"), "refuse the refreshes of every client that is out there"
        ),
        "RefreshTokenRotation": FREE,
        "RefreshTokenValidity": FREE,
        "SupportedIdentityProviders": Guarded(
            BREAKS, keeps("COGNITO"), "turn away users of an identity provider"
        ),
        "TokenValidityUnits": FREE,
        "UserPoolId": Guarded(BREAKS, fixed(), _CLIENT),
        "WriteAttributes": BY_RULE,
    },
)

USER_POOL_GROUP = Table(
    lost=Lost(LOSES, _MEMBERS),
    owner="UserPoolId",
    unique=("UserPoolId", "GroupName"),
    rows={
        "Description": FREE,
        "GroupName": Guarded(LOSES, fixed(), _MEMBERS),
        "Precedence": FREE,
        "RoleArn": FREE,
        "UserPoolId": Guarded(LOSES, fixed(), _MEMBERS),
    },
)

LOG_DELIVERY = Table(
    owner="UserPoolId",
    unique=("UserPoolId",),
    rows={
        "LogConfigurations": Guarded(
            WEDGES,
            fixed(),
            "CloudFormation answers that it already exists (aws/aws-cdk#31242): remove it in a"
            " deployment of its own, then add it as it shall be",
        ),
        "UserPoolId": Guarded(WEDGES, fixed(), "the pool has its own already"),
    },
)

IDENTITIES = Table(
    lost=Lost(BREAKS, _IDENTITIES),
    rows={
        "AllowClassicFlow": Guarded(BREAKS, stays_on, _CREDENTIALS),
        "AllowUnauthenticatedIdentities": Guarded(BREAKS, stays_on, _CREDENTIALS),
        "CognitoEvents": FREE,
        "CognitoIdentityProviders": Guarded(
            BREAKS, keeps_items("ClientId", "ProviderName"), _CREDENTIALS
        ),
        "CognitoStreams": FREE,
        "DeveloperProviderName": Guarded(BREAKS, fixed_once_said, _IDENTITIES),
        "IdentityPoolName": FREE,
        "IdentityPoolTags": FREE,
        "OpenIdConnectProviderARNs": Guarded(BREAKS, keeps(), _CREDENTIALS),
        "PushSync": FREE,
        "SamlProviderARNs": Guarded(BREAKS, keeps(), _CREDENTIALS),
        "SupportedLoginProviders": Guarded(BREAKS, keeps_entries, _CREDENTIALS),
    },
)

ROLE_ATTACHMENT = Table(
    lost=Lost(BREAKS, _CREDENTIALS),
    owner="IdentityPoolId",
    unique=("IdentityPoolId",),
    rows={
        "IdentityPoolId": Guarded(BREAKS, fixed(), _CREDENTIALS),
        "RoleMappings": Guarded(BREAKS, fixed(), _CREDENTIALS),
        "Roles": Guarded(BREAKS, keeps_entries, _CREDENTIALS),
    },
)

TABLES: Tables = {
    POOL: USER_POOL,
    CLIENT: USER_POOL_CLIENT,
    "AWS::Cognito::UserPoolGroup": USER_POOL_GROUP,
    "AWS::Cognito::LogDeliveryConfiguration": LOG_DELIVERY,
    IDENTITY_POOL: IDENTITIES,
    "AWS::Cognito::IdentityPoolRoleAttachment": ROLE_ATTACHMENT,
}
