"""A stack by its template: synthesized, deployed, or promised by a contract."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

POOL = "AWS::Cognito::UserPool"
CLIENT = "AWS::Cognito::UserPoolClient"
IDENTITY_POOL = "AWS::Cognito::IdentityPool"
REST_API = "AWS::ApiGateway::RestApi"
ROLE = "AWS::IAM::Role"
BUCKET = "AWS::S3::Bucket"
KEY = "AWS::KMS::Key"

Resource = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Stack:
    """One stack.

    Attributes:
        template: as CloudFormation has it.
        termination_protection: whether CloudFormation refuses to delete the stack.
        account: 12 digits; None where the credentials that deploy decide.
        region: None where the credentials that deploy decide.
        tags: of the stack itself.
        told: the properties that the template tells of, by type, where it is a cut of one; None:
            all there are.
    """

    template: Mapping[str, Any]
    termination_protection: bool
    account: str | None = None
    region: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Collection[str]] | None = None

    @property
    def resources(self) -> Mapping[str, Resource]:
        """The resources by logical id."""
        resources: Mapping[str, Resource] = self.template.get("Resources") or {}
        return resources

    def tells(self, kind: str, name: str) -> bool:
        """Tell whether the absence of a property of a type says anything."""
        return self.told is None or name in self.told.get(kind, ())

    def of_type(self, kind: str) -> list[str]:
        """Return the logical ids of the resources of a type."""
        return [name for name, resource in self.resources.items() if resource["Type"] == kind]

    def sms_role(self, pool: Resource) -> str | None:
        """Return the logical id of the role by which a pool texts, if the stack owns it."""
        match properties(pool).get("SmsConfiguration"):
            case {"SnsCallerArn": {"Fn::GetAtt": [str(name), _]}} if name in self.resources:
                return name
        return None


Stacks = Mapping[str, Stack]
"""By stack name."""

NO_STACK = Stack(template={}, termination_protection=False)


def properties(resource: Resource) -> Mapping[str, Any]:
    """Return the properties of a resource; it need not have any."""
    values = resource.get("Properties")
    return values if isinstance(values, Mapping) else {}
