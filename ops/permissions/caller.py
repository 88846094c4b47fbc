"""What whoever runs the commands has to be allowed: the CDK deploys by its bootstrap roles.

Operations that need no AWS credentials (a sign-up, a sign-in, a guest's identity) are not here. A
test finds every operation that `ops` calls, and holds these tables against it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ..deployment.stack import BUCKET
from .place import Place
from .policy import Policy, policy, statement

_POOLS = "arn:aws:cognito-idp:{region}:{account}:userpool/*"
_STACKS = "arn:aws:cloudformation:{region}:{account}:stack/{stack}/*"
_ROLES = "arn:aws:iam::{account}:role/{prefix}*"
_POLICIES = "arn:aws:iam::{account}:policy/{prefix}*"
_IDENTITY_POOLS = "arn:aws:cognito-identity:{region}:{account}:identitypool/*"
_LOG_GROUPS = "arn:aws:logs:{region}:{account}:log-group:{log_group}*"
_PARAMETERS = "arn:aws:ssm:{region}:{account}:parameter/{project}/{stage}/*"
_API = "arn:aws:apigateway:{region}::/restapis/*/"
# Made by `make account`, in ops/account.
_LOGGING_ROLE = "arn:aws:iam::{account}:role/api-gateway-logs"
_LOGGING_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
# Written by `cdk bootstrap`.
_BOOTSTRAP_VERSION = "arn:aws:ssm:{region}:{account}:parameter/cdk-bootstrap/{qualifier}/version"
_FIREWALL = "AWS::WAFv2::WebACLAssociation"


class Grant(NamedTuple):
    """One statement of a policy.

    Attributes:
        sid: its name.
        actions: by service, without the service's name.
        resources: ARNs, to be filled in.
        condition: under which it holds.
        only_with: the resource type without which the stage needs none of it.
    """

    sid: str
    actions: Mapping[str, str]
    resources: tuple[str, ...]
    condition: Mapping[str, Mapping[str, str]] | None = None
    only_with: str | None = None

    def named(self) -> list[str]:
        """Return its actions as a policy has them."""
        return [f"{s}:{name}" for s, names in self.actions.items() for name in names.split()]


CALLER: tuple[Grant, ...] = (
    Grant(
        "DeployByTheBootstrapRoles",
        {"sts": "AssumeRole"},
        tuple(
            f"arn:aws:iam::{{account}}:role/cdk-{{qualifier}}-{kind}-role-{{account}}-{{region}}"
            for kind in ("deploy", "file-publishing", "lookup")
        ),
    ),
    # Without a stack's name these are on no stack: DescribeStacks then "requires ListStacks and
    # DescribeStacks permissions", and the policy that forbids that denies what is not on
    # `stack/*/*` (CloudFormation API reference, DescribeStacks, StackName).
    Grant(
        "FindStacks",
        {"cloudformation": "DescribeStackResources DescribeStacks ListStacks"},
        ("*",),
        {"StringEquals": {"aws:RequestedRegion": "{region}"}},
    ),
    # A stack whose first deployment failed, and that is empty, is removed by the next one.
    Grant(
        "Stacks",
        {
            "cloudformation": "DeleteStack DescribeStackEvents DescribeStackResource GetStackPolicy"
            " GetTemplate ListStackResources SetStackPolicy UpdateTerminationProtection"
        },
        (_STACKS,),
    ),
    Grant(
        "UserPools",
        {
            "cognito-idp": "DescribeUserPool DescribeUserPoolClient GetGroup GetUserPoolMfaConfig"
            " ListGroups ListUserPoolClients ListUsers"
            # For the users of the proof.
            " AdminCreateUser AdminDeleteSoftwareToken AdminDeleteUser AdminGetUser"
            " AdminSetUserPassword AdminUpdateUserAttributes"
        },
        (_POOLS,),
    ),
    Grant(
        "IdentityPools",
        {"cognito-identity": "DescribeIdentityPool GetIdentityPoolRoles"},
        (_IDENTITY_POOLS,),
    ),
    Grant(
        "Functions",
        {"lambda": "GetFunctionConfiguration"},
        ("arn:aws:lambda:{region}:{account}:function:{prefix}*",),
    ),
    Grant(
        "Api",
        {"apigateway": "GET"},
        (
            f"{_API}authorizers*",
            f"{_API}deployments/*",
            f"{_API}resources*",
            f"{_API}stages/*",
        ),
    ),
    Grant("ServeANewUserPool", {"apigateway": "POST"}, (f"{_API}deployments",)),
    Grant(
        "Firewalls",
        {"wafv2": "GetWebACL GetWebACLForResource", "cognito-idp": "GetWebACLForResource"},
        (
            "arn:aws:wafv2:{region}:{account}:regional/webacl/*/*",
            _POOLS,
            f"{_API}stages/*",
        ),
        only_with=_FIREWALL,
    ),
    Grant("LogGroups", {"logs": "DescribeLogStreams FilterLogEvents"}, (_LOG_GROUPS,)),
    Grant("Parameters", {"ssm": "GetParameter"}, (_PARAMETERS,)),
    Grant("SmsSettings", {"sns": "GetSMSAttributes GetSMSSandboxAccountStatus"}, ("*",)),
    Grant("AllUserPools", {"cognito-idp": "GetProvisionedLimit ListUserPools"}, ("*",)),
    # API Gateway's role for logs may have any name: another project may have set it.
    Grant("ReadRoles", {"iam": "GetRole"}, ("arn:aws:iam::{account}:role/*",)),
    Grant(
        "ReadPolicies",
        {
            "iam": "GetPolicy GetPolicyVersion GetRolePolicy ListAttachedRolePolicies"
            " ListRolePolicies"
        },
        (_ROLES, _LOGGING_ROLE, _POLICIES),
    ),
    Grant(
        "AccountSettings", {"apigateway": "GET PATCH"}, ("arn:aws:apigateway:{region}::/account",)
    ),
    Grant(
        "LoggingRole",
        {"iam": "CreateRole UpdateAssumeRolePolicy"},
        (_LOGGING_ROLE,),
    ),
    Grant(
        "PolicyOfTheLoggingRole",
        {"iam": "AttachRolePolicy"},
        (_LOGGING_ROLE,),
        {"ArnEquals": {"iam:PolicyARN": _LOGGING_POLICY}},
    ),
    Grant(
        "PassTheLoggingRole",
        {"iam": "PassRole"},
        (_LOGGING_ROLE,),
        {"StringEquals": {"iam:PassedToService": "apigateway.amazonaws.com"}},
    ),
)

# What `make diff` alone needs. Not the lookup role, by which the CDK CLI would read: that one reads
# the whole account, users too. Without it the CLI reads by its own credentials, and says so.
DIFFER: tuple[Grant, ...] = (
    Grant("ReadStacks", {"cloudformation": "DescribeStacks GetTemplate"}, (_STACKS,)),
)

# What `doctor` alone needs: it reads, and no user. For drift, CloudFormation reads each resource by
# the caller's own credentials; what they may not read is then unknown.
DOCTOR: tuple[Grant, ...] = (
    Grant(
        "FindStacks",
        {"cloudformation": "DescribeStacks ListStacks"},
        ("*",),
        {"StringEquals": {"aws:RequestedRegion": "{region}"}},
    ),
    Grant(
        "ReadStacks",
        {
            "cloudformation": "DescribeStackResourceDrifts DetectStackDrift"
            " DetectStackResourceDrift GetStackPolicy GetTemplate ListStackResources"
        },
        (_STACKS,),
    ),
    Grant("Drift", {"cloudformation": "DescribeStackDriftDetectionStatus"}, ("*",)),
    Grant("BootstrapVersion", {"ssm": "GetParameter"}, (_BOOTSTRAP_VERSION,)),
    Grant(
        "ReadUserPools",
        {"cognito-idp": "DescribeUserPool DescribeUserPoolClient GetUserPoolMfaConfig ListGroups"},
        (_POOLS,),
    ),
    Grant(
        "ReadIdentityPools",
        {"cognito-identity": "DescribeIdentityPool GetIdentityPoolRoles"},
        (_IDENTITY_POOLS,),
    ),
    Grant(
        "ReadFunctions",
        {"lambda": "GetFunctionConfiguration"},
        ("arn:aws:lambda:{region}:{account}:function:{prefix}*",),
    ),
    Grant(
        "ReadApi",
        {"apigateway": "GET"},
        (f"{_API}stages/*", "arn:aws:apigateway:{region}::/account"),
    ),
    Grant("ReadRoles", {"iam": "GetRole"}, ("arn:aws:iam::{account}:role/*",)),
    Grant("ReadPolicies", {"iam": "ListAttachedRolePolicies"}, (_ROLES, _LOGGING_ROLE)),
    Grant(
        "SmsSettings",
        {"sns": "GetSMSAttributes GetSMSSandboxAccountStatus ListSMSSandboxPhoneNumbers"},
        ("*",),
    ),
    Grant(
        "Origination",
        {"sms-voice": "DescribePhoneNumbers DescribeSenderIds"},
        (
            "arn:aws:sms-voice:*:{account}:phone-number/*",
            "arn:aws:sms-voice:*:{account}:sender-id/*",
        ),
    ),
    Grant("Spend", {"cloudwatch": "GetMetricStatistics"}, ("*",)),
    # Of composite alarms it tells nothing where it is allowed on less (CloudWatch API reference,
    # DescribeAlarms).
    Grant("Alarms", {"cloudwatch": "DescribeAlarms"}, ("*",)),
    Grant(
        "Subscribers",
        {"sns": "ListSubscriptionsByTopic"},
        ("arn:aws:sns:*:{account}:{project}-{stage}-*",),
    ),
    Grant(
        "AccountQuotas",
        {
            "cognito-idp": "GetProvisionedLimit",
            "lambda": "GetAccountSettings",
            "servicequotas": "GetAWSDefaultServiceQuota",
        },
        ("*",),
    ),
    Grant(
        "IdentityPoolQuotas",
        {"servicequotas": "GetServiceQuota"},
        ("arn:aws:servicequotas:{region}:{account}:cognito-identity/*",),
    ),
    Grant("Backups", {"s3": "ListBucket"}, ("arn:aws:s3:::{prefix}*",)),
)

# What `make deploy CLEAN=1` needs besides: it deletes what a failed first deployment has left.
CLEANING: tuple[Grant, ...] = (
    Grant("LeftUserPools", {"cognito-idp": "DeleteUserPool UpdateUserPool"}, (_POOLS,)),
    Grant("LeftIdentityPools", {"cognito-identity": "DeleteIdentityPool"}, (_IDENTITY_POOLS,)),
    Grant(
        "LeftRoles",
        {"iam": "DeleteRole DetachRolePolicy ListAttachedRolePolicies"},
        (_ROLES,),
    ),
    # UpdateUserPool tells the pool all that it is, the role by which it texts too.
    Grant(
        "RolesOfLeftUserPools",
        {"iam": "PassRole"},
        (_ROLES,),
        {"StringEquals": {"iam:PassedToService": "cognito-idp.amazonaws.com"}},
    ),
    Grant("LeftPolicies", {"iam": "DeletePolicy"}, (_POLICIES,)),
    Grant("LeftLogGroups", {"logs": "DeleteLogGroup"}, (_LOG_GROUPS,)),
    Grant("LeftParameters", {"ssm": "DeleteParameter"}, (_PARAMETERS,)),
)

# What `ops backup` needs besides. Creating users, setting passwords and reading them are there.
BACKUP: tuple[Grant, ...] = (
    Grant("ExportGroups", {"cognito-idp": "AdminListGroupsForUser ListUsersInGroup"}, (_POOLS,)),
    Grant(
        "ImportUsers",
        {"cognito-idp": "AdminAddUserToGroup AdminDisableUser AdminSetUserMFAPreference"},
        (_POOLS,),
    ),
    Grant(
        "FetchNights",
        {"s3": "GetObject ListBucket"},
        ("arn:aws:s3:::{prefix}*",),
        only_with=BUCKET,
    ),
    Grant(
        "ReadNights",
        {"kms": "Decrypt"},
        ("arn:aws:kms:{region}:{account}:key/*",),
        {"StringEquals": {"kms:ViaService": "s3.{region}.amazonaws.com"}},
        only_with=BUCKET,
    ),
)

# Actions that no line of `ops` calls by name, and why they are needed.
IMPLIED: Mapping[str, str] = {
    "cloudformation:DetectStackResourceDrift": "DetectStackDrift asks for it, of each resource",
    "cloudformation:ListStacks": "DescribeStacks without a stack's name asks for it",
    "cognito-idp:GetWebACLForResource": "wafv2:GetWebACLForResource of a user pool asks for it",
    "kms:Decrypt": "GetObject asks for it of an object that is encrypted by a key",
    "iam:PassRole": "UpdateAccount passes the logging role, UpdateUserPool the SMS role",
    "sts:AssumeRole": "the CDK CLI works by the bootstrap roles",
    "wafv2:GetWebACL": "wafv2:GetWebACLForResource asks for it",
}
# Operations that `ops` calls with credentials, and why no policy has to allow them.
UNNEEDED: Mapping[str, str] = {
    # pragma: allowlist nextline secret
    "cognito-idp:AdminResetUserPassword": "its probe runs against the local cloud alone",
    "logs:DescribeLogGroups": "its probe runs against the local cloud alone",
    "sts:GetCallerIdentity": "whoever has credentials may call it",
}


def caller_policy(place: Place) -> Policy:
    """Return what deploy, diff, prove, compare, logs, account, guard and settings need."""
    return _policy(place, CALLER)


def differ_policy(place: Place) -> Policy:
    """Return what `diff` alone needs: to read templates, and nothing of what they made."""
    return _policy(place, DIFFER)


def doctor_policy(place: Place) -> Policy:
    """Return what `doctor` alone needs."""
    return _policy(place, DOCTOR)


def cleaning_policy(place: Place) -> Policy:
    """Return what `deploy --clean` needs besides."""
    return _policy(place, CLEANING)


def backup_policy(place: Place) -> Policy:
    """Return what `backup export`, `import` and `fetch` need besides."""
    return _policy(place, BACKUP)


def _policy(place: Place, grants: tuple[Grant, ...]) -> Policy:
    types = place.types()
    return policy(
        statement(
            grant.sid,
            grant.named(),
            [arn for template in grant.resources for arn in place.arns(template)],
            _filled_in(place, grant.condition or {}),
        )
        for grant in grants
        if grant.only_with is None or grant.only_with in types
    )


def _filled_in(
    place: Place, condition: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Mapping[str, str]]:
    return {
        operator: {key: place.arns(value)[0] for key, value in tested.items()}
        for operator, tested in condition.items()
    }
