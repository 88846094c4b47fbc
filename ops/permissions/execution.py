"""What the execution role of the bootstrap has to be allowed, instead of AdministratorAccess."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..deployment.stack import ROLE, properties
from ..errors import OpsError
from .place import Place, text_of
from .policy import Policy, Statement, policy, statement
from .types import Row, row_of


class Scope(NamedTuple):
    """What some actions are allowed on."""

    sid: str
    resources: tuple[str, ...]


_FUNCTIONS = "arn:aws:lambda:{region}:{account}:function:{prefix}*"
_POLICIES = "arn:aws:iam::{account}:policy/{prefix}*"
_ROLES = "arn:aws:iam::{account}:role/{prefix}*"
_POOLS = "arn:aws:cognito-idp:{region}:{account}:userpool/*"
_API_STAGES = "arn:aws:apigateway:{region}::/restapis/*/stages/*"
_WEB_ACLS = "arn:aws:wafv2:{region}:{account}:regional/webacl/*/*"
# What firewalls take their rules from; the groups of AWS are such, too.
_RULE_SETS = "arn:aws:wafv2:{region}:{account}:regional/managedruleset/*/*"

_ROLE = Scope("Roles", (_ROLES,))
_ROLE_POLICIES = Scope("RolePolicies", ("arn:aws:iam::{account}:role/{any_prefix}*",))
_PASSED = Scope("PassRoles", (_ROLES,))
_POLICY = Scope("Policies", (_POLICIES,))
_FILTERED = Scope("MetricFilters", ("arn:aws:logs:{region}:{account}:log-group:{any_log_group}*",))
_ANYWHERE = Scope("WithoutResource", ("*",))
_FIREWALL_RULES = Scope("FirewallRules", (_WEB_ACLS, _RULE_SETS))
_BEHIND_FIREWALLS = Scope("FirewallAssociations", (_WEB_ACLS, _POOLS, _API_STAGES))

# By action, or else by service. `*` stands alone only where IAM scopes an action to nothing; a test
# holds each against IAM's list.
SCOPES: Mapping[str, Scope] = {
    "apigateway": Scope(
        "Api",
        (
            "arn:aws:apigateway:{region}::/restapis",
            "arn:aws:apigateway:{region}::/restapis/*",
            "arn:aws:apigateway:{region}::/tags/*",
        ),
    ),
    "apigateway:SetWebACL": _BEHIND_FIREWALLS,
    "cloudwatch": Scope(
        "Alarms",
        (
            "arn:aws:cloudwatch:{region}:{account}:alarm:{project}-{stage}-*",
            "arn:aws:cloudwatch::{account}:dashboard/{project}-{stage}",
        ),
    ),
    "cognito-identity": Scope(
        "IdentityPools", ("arn:aws:cognito-identity:{region}:{account}:identitypool/*",)
    ),
    "cognito-identity:CreateIdentityPool": _ANYWHERE,
    "cognito-identity:SetIdentityPoolRoles": _ANYWHERE,
    "cognito-idp": Scope("UserPools", (_POOLS,)),
    "cognito-idp:CreateUserPool": _ANYWHERE,
    "cognito-idp:AssociateWebACL": _BEHIND_FIREWALLS,
    "iam": _ROLE,
    "iam:AttachRolePolicy": _ROLE_POLICIES,
    "iam:DetachRolePolicy": _ROLE_POLICIES,
    "iam:PassRole": _PASSED,
    "iam:CreatePolicy": _POLICY,
    "iam:CreatePolicyVersion": _POLICY,
    "iam:DeletePolicy": _POLICY,
    "iam:DeletePolicyVersion": _POLICY,
    "iam:GetPolicy": _POLICY,
    "iam:GetPolicyVersion": _POLICY,
    "iam:ListEntitiesForPolicy": _POLICY,
    "iam:ListPolicyVersions": _POLICY,
    "kms": Scope("Keys", ("arn:aws:kms:{region}:{account}:key/*",)),
    "kms:CreateKey": _ANYWHERE,
    "lambda": Scope("Functions", (_FUNCTIONS,)),
    "logs": Scope("LogGroups", ("arn:aws:logs:{region}:{account}:log-group:{log_group}*",)),
    "logs:CreateLogDelivery": _ANYWHERE,
    "logs:DeleteLogDelivery": _ANYWHERE,
    "logs:DeleteMetricFilter": _FILTERED,
    "logs:DescribeIndexPolicies": _ANYWHERE,
    "logs:DescribeLogGroups": _ANYWHERE,
    "logs:DescribeMetricFilters": _FILTERED,
    "logs:DescribeResourcePolicies": _ANYWHERE,
    "logs:GetLogDelivery": _ANYWHERE,
    "logs:ListLogDeliveries": _ANYWHERE,
    "logs:PutMetricFilter": _FILTERED,
    "logs:PutResourcePolicy": _ANYWHERE,
    "logs:UpdateLogDelivery": _ANYWHERE,
    "s3": Scope("Buckets", ("arn:aws:s3:::{prefix}*",)),
    "s3:GetObject": Scope("Assets", ("arn:aws:s3:::cdk-{qualifier}-assets-{account}-{region}/*",)),
    "scheduler": Scope(
        "Schedules", ("arn:aws:scheduler:{region}:{account}:schedule/default/{prefix}*",)
    ),
    "sns": Scope("Topics", ("arn:aws:sns:{region}:{account}:{project}-{stage}-*",)),
    "ssm": Scope("Parameters", ("arn:aws:ssm:{region}:{account}:parameter/{project}/{stage}/*",)),
    "wafv2": Scope("Firewalls", (_WEB_ACLS,)),
    "wafv2:AssociateWebACL": _BEHIND_FIREWALLS,
    "wafv2:CreateWebACL": _FIREWALL_RULES,
    "wafv2:DisassociateWebACL": _BEHIND_FIREWALLS,
    "wafv2:GetWebACLForResource": _BEHIND_FIREWALLS,
    "wafv2:UpdateWebACL": _FIREWALL_RULES,
}


def execution_policy(place: Place) -> Policy:
    """Return what CloudFormation needs to create, update and delete the stage's resources.

    Raises:
        OpsError: the table does not say what a type, or a property of one, needs.
    """
    rows = [_row(place, kind) for kind in sorted(place.types())]
    actions = {action for row in rows for action in row.needs}
    statements = [
        statement(scope.sid, allowed, _resources(place, scope), _condition(place, scope, rows))
        for scope, allowed in _by_scope(actions).items()
    ]
    return policy(sorted([*statements, _template_parameters(place)], key=lambda one: one["Sid"]))


def _row(place: Place, kind: str) -> Row:
    row = row_of(kind)
    if row is None:
        raise OpsError(
            f"ops/permissions/types.py does not say what CloudFormation calls for {kind}: add a row"
            " (see docs/developing.md)."
        )
    for path in row.without:
        if any(_has(properties(resource), path.split(".")) for resource in place.of_type(kind)):
            raise OpsError(
                f"ops/permissions/types.py leaves out what CloudFormation calls for {path} of"
                f" {kind}: move that to the `needs` of its row."
            )
    return row


def _has(value: Any, path: list[str]) -> bool:
    """Tell whether a value has a property somewhere, in each element of a list."""
    if isinstance(value, list):
        return any(_has(one, path) for one in value)
    if not path:
        return True
    return isinstance(value, Mapping) and path[0] in value and _has(value[path[0]], path[1:])


def _by_scope(actions: set[str]) -> Mapping[Scope, set[str]]:
    grouped: dict[Scope, set[str]] = {}
    for action in actions:
        scope = SCOPES.get(action) or SCOPES[action.partition(":")[0]]
        grouped.setdefault(scope, set()).add(action)
    return grouped


def _resources(place: Place, scope: Scope) -> list[str]:
    return [arn for template in scope.resources for arn in place.arns(template)]


def _condition(place: Place, scope: Scope, rows: list[Row]) -> Mapping[str, Any] | None:
    if scope is _PASSED:
        services = sorted({row.passes_to for row in rows if row.passes_to})
        return {"StringEquals": {"iam:PassedToService": services}}
    if scope is _ROLE_POLICIES:
        named = {
            text_of(arn)
            for role in place.of_type(ROLE)
            for arn in properties(role).get("ManagedPolicyArns", [])
        }
        return {"ArnLike": {"iam:PolicyARN": [*place.arns(_POLICIES), *sorted(named - {"*"})]}}
    return None


def _template_parameters(place: Place) -> Statement:
    """Return what lets CloudFormation read the parameters of the templates themselves."""
    (own,) = _resources(place, SCOPES["ssm"])
    read = place.arns("arn:aws:ssm:{region}:{account}:parameter{parameter}")
    others = [arn for arn in read if not arn.startswith(own.removesuffix("*"))]
    return statement("TemplateParameters", ["ssm:GetParameters"], others)
