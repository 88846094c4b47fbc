"""What is kept of a user."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class CustomAttribute:
    """A `custom:` attribute of every user.

    Cognito never removes or changes one once it is deployed: only add, at the end of the list.

    Attributes:
        name: without `custom:`, 1 to 20 characters.
        type: Cognito's AttributeDataType.
        min_value: the least length of a String, the least value of a Number.
        max_value: the greatest length of a String, the greatest value of a Number.
        mutable: whether it can change after sign-up.
        written_by: "user" lets its owner write it through the app client; "operator" leaves it to
            the Admin API. Never authorise by an attribute that a user writes: use groups.
    """

    name: str
    type: Literal["String", "Number", "DateTime", "Boolean"] = "String"
    min_value: int | None = None
    max_value: int | None = None
    mutable: bool = True
    written_by: Literal["user", "operator"] = "user"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of users.

    Attributes:
        name: as it reaches the ID token in `cognito:groups`, and as a route names it.
        description: for operators.
        precedence: the lower, the stronger.
    """

    name: str
    description: str
    precedence: int


@dataclass(frozen=True, kw_only=True)
class Users:
    """What is kept of a user.

    Attributes:
        custom_attributes: besides name and phone number; new ones at the end.
        groups: who may do what.
        default_group: the name of the one that users join when they confirm their sign-up; None:
            none. Not those whom an operator creates: `python -m ops support add-to-group` adds one,
            and `join-default-group` all who missed it.
    """

    custom_attributes: tuple[CustomAttribute, ...] = ()
    groups: tuple[Group, ...] = ()
    default_group: str | None = None
