"""The role of those who help users: exactly what `python -m ops support` asks of a user pool."""

from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

USERS = (
    "AdminAddUserToGroup",
    "AdminDeleteSoftwareToken",
    "AdminDeleteUser",
    "AdminDisableUser",
    "AdminEnableUser",
    "AdminGetUser",
    "AdminListGroupsForUser",
    "AdminListUserAuthEvents",
    "AdminRemoveUserFromGroup",
    "AdminResetUserPassword",
    "AdminSetUserMFAPreference",
    "AdminUpdateUserAttributes",
    "AdminUserGlobalSignOut",
    "DescribeUserPool",
    "ListUsers",
    "ListUsersInGroup",
)
ASK_THE_GATE = "lambda:InvokeFunction"  # whether the stage texts a new number; it changes nothing
READ_THE_DEFAULT_GROUP = "lambda:GetFunctionConfiguration"  # which group that is
ACTIONS = (
    *(f"cognito-idp:{operation}" for operation in USERS),
    ASK_THE_GATE,
    READ_THE_DEFAULT_GROUP,
)


class SupportRole(Construct):
    """A role for one pool's users. It signs nobody in, sets no password and makes no user.

    Attributes:
        role: the role.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.IUserPool,
        gate: lambda_.IFunction,
        default_group: lambda_.IFunction | None = None,
        principal: str | None = None,
    ) -> None:
        """Make the role for a pool and the gate that decides whom it texts.

        Args:
            scope: what owns it.
            id_: the construct's id.
            user_pool: whose users are helped.
            gate: that pool's sign-up gate.
            default_group: that pool's trigger by which users join the default group, if it has one.
            principal: the ARN of who may take the role; None: whoever of this account signed in
                with MFA, and is allowed to by their own policies.
        """
        super().__init__(scope, id_)
        on_functions = {ASK_THE_GATE: gate}
        if default_group is not None:
            on_functions[READ_THE_DEFAULT_GROUP] = default_group
        help_users = iam.ManagedPolicy(
            self,
            "HelpUsers",
            description="Lets those who help users do so in one user pool",
            statements=[
                iam.PolicyStatement(
                    actions=[f"cognito-idp:{operation}" for operation in USERS],
                    resources=[user_pool.user_pool_arn],
                ),
                *(
                    iam.PolicyStatement(actions=[action], resources=[function.function_arn])
                    for action, function in on_functions.items()
                ),
            ],
        )
        self.role = iam.Role(
            self,
            "Default",
            description="For those who help users (python -m ops support)",
            assumed_by=_trusted(principal),
            managed_policies=[help_users],
        )


def _trusted(principal: str | None) -> iam.IPrincipal:
    """Return who may take the role.

    Of one that is named, MFA is not asked: a role that somebody has taken by single sign-on has no
    aws:MultiFactorAuthPresent, and the sign-on asks for MFA itself.
    """
    if principal is not None:
        return iam.ArnPrincipal(principal)
    return iam.PrincipalWithConditions(
        iam.AccountRootPrincipal(), {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    )
