"""Who may assume which role, and what it may do. What matters here is judged by `rights`.

Source: the CloudFormation references of the types.
"""

from ...deployment.stack import ROLE
from ..check_rights import keeps_inline_rights
from ..checks import fixed, keeps
from ..table import BY_RULE, FREE, Guarded, Table, Tables
from ..update import Danger

_RIGHTS = "take rights from a role that Cognito, API Gateway or a function works by"

TABLES: Tables = {
    ROLE: Table(
        lost=BY_RULE,
        unique=("RoleName",),
        rows={
            "AssumeRolePolicyDocument": BY_RULE,
            "Description": FREE,
            "ManagedPolicyArns": Guarded(Danger.BREAKS, keeps(), _RIGHTS),
            "MaxSessionDuration": FREE,
            "Path": BY_RULE,
            "PermissionsBoundary": Guarded(Danger.BREAKS, fixed(), _RIGHTS),
            "Policies": Guarded(Danger.BREAKS, keeps_inline_rights, _RIGHTS),
            "RoleName": BY_RULE,
            "Tags": FREE,
        },
    ),
    "AWS::IAM::ManagedPolicy": Table(
        lost=BY_RULE,
        unique=("ManagedPolicyName",),
        rows={
            "Description": FREE,  # another one replaces the policy, and everything that names it
            "Groups": FREE,
            "ManagedPolicyName": FREE,
            "Path": FREE,
            "PolicyDocument": BY_RULE,
            "Roles": Guarded(Danger.BREAKS, keeps(), _RIGHTS),
            "Users": FREE,
        },
    ),
}
