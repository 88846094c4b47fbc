"""What the values of a template become once they are deployed, and whether AWS reports the same.

A value that cannot be told from the template, such as one of `Fn::If`, is held against nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class Unknown:
    """A value that the template alone does not tell."""


UNKNOWN = Unknown()

# Attributes that hold the physical id: an ARN, or an identity provider's name.
_HOLDS_THE_ID = re.compile(r"\w*Arn|ProviderName")


@dataclass(frozen=True)
class Named:
    """An ARN of a resource, or another name that ends in its physical id.

    Attributes:
        physical_id: of the resource.
        account: where it is, 12 digits.
    """

    physical_id: str
    account: str | None = None

    def matches(self, seen: object) -> bool:
        """Tell whether a name that AWS reports is of this resource, and of no version of it.

        A log group's ARN ends in `:*`.
        """
        if not isinstance(seen, str):
            return False
        ours = re.fullmatch(rf"(?:.*[:/])?{re.escape(self.physical_id)}(?::\*)?", seen)
        account = seen.split(":")[4] if re.match(r"arn(:[^:]*){4}:", seen) else ""
        return ours is not None and account in ("", self.account)


@dataclass(frozen=True)
class Exactly:
    """A mapping that may have no other key, at no depth, such as a policy's document."""

    value: Mapping[str, Any]


def resolved(value: Any, names: Mapping[str, str]) -> Any:
    """Return a template's value as AWS would report it.

    Args:
        value: of a property.
        names: what `Ref` gives, by logical id, parameter or pseudo parameter.
    """
    match value:
        case {"Ref": _} | {"Fn::GetAtt": _} | {"Fn::Join": _} | {"Fn::Select": _}:
            return _intrinsic(value, names)
        case Mapping() if any(key.startswith("Fn::") for key in value):
            return UNKNOWN
        case Mapping():
            return {key: resolved(one, names) for key, one in value.items()}
        case list():
            return [resolved(one, names) for one in value]
    return value


def _intrinsic(value: Mapping[str, Any], names: Mapping[str, str]) -> Any:
    match value:
        case {"Ref": str(name)}:
            return names.get(name, UNKNOWN)
        case {"Fn::GetAtt": [str(name), str(attribute)]} if _HOLDS_THE_ID.fullmatch(attribute):
            return Named(names[name], names.get("AWS::AccountId")) if name in names else UNKNOWN
        case {"Fn::Join": [str(glue), list(parts)]}:
            texts = [resolved(part, names) for part in parts]
            return glue.join(texts) if all(isinstance(text, str) for text in texts) else UNKNOWN
        case {"Fn::Select": [index, {"Fn::Split": [str(glue), whole]}]}:
            text = resolved(whole, names)
            return text.split(glue)[int(index)] if isinstance(text, str) else UNKNOWN
    return UNKNOWN


def matches(wanted: Any, seen: Any, *, exactly: bool = False) -> bool:
    """Tell whether what AWS reports is what was deployed.

    Lists have no order, and IAM takes a value for a list of that one. What is off, empty or absent
    is the same: AWS reports either.

    Args:
        wanted: what `resolved` returned.
        seen: what AWS reports.
        exactly: a mapping may have no other key. Otherwise it may: AWS reports defaults too.
    """
    match wanted:
        case Exactly():
            return matches(wanted.value, seen, exactly=True)
        case Named():
            return wanted.matches(seen)
        case Mapping():
            return _has_each(wanted, seen if isinstance(seen, Mapping) else {}, exactly=exactly)
        case list():
            return _are_each(wanted, _listed(seen), exactly=exactly)
    return wanted is UNKNOWN or _is_same(wanted, seen, exactly=exactly)


def _is_same(wanted: object, seen: Any, *, exactly: bool) -> bool:
    if isinstance(seen, list):
        return _are_each(_listed(wanted), seen, exactly=exactly)
    return _text(wanted) == _text(seen)


def _has_each(wanted: Mapping[str, Any], seen: Mapping[str, Any], *, exactly: bool) -> bool:
    known = not exactly or wanted.keys() >= seen.keys()
    return known and all(
        matches(value, seen.get(key), exactly=exactly) for key, value in wanted.items()
    )


def _are_each(wanted: Sequence[Any], seen: Sequence[Any], *, exactly: bool) -> bool:
    """Tell whether two lists have the same members, in whatever order."""
    left = [*seen]
    for value in wanted:
        at = next((i for i, one in enumerate(left) if matches(value, one, exactly=exactly)), None)
        if at is None:
            return False
        del left[at]
    return not left


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if _text(value) == "" else [value]


def _text(value: object) -> str:
    """Return how a value is compared: CloudFormation and the services differ in its type.

    And CloudFormation tells `?` for whatever is not ASCII in a template
    (aws-cloudformation/cloudformation-coverage-roadmap#814).
    """
    if value is None or value is False or value in ("", "false", [], {}):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return re.sub(r"([^\x00-\x7f]|\?)+", "?", text)
