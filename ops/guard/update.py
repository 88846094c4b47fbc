"""An update: the stacks before and after it, and what becomes of each resource."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any

from ..deployment.stack import NO_STACK, POOL, Resource, Stack, Stacks, properties
from .canonical import canonical
from .undecided import Undecided


class Danger(Enum):
    """The classes of updates that must be stopped."""

    LOSES = "loses the directory"
    WEDGES = "fails, or wedges the stack"
    BREAKS = "breaks clients"


@dataclass(frozen=True)
class Finding:
    """An update that must be stopped.

    Attributes:
        danger: its class.
        sentence: what would happen, why, and how to avoid it.
        by: what found it: the name of a rule, or a resource type and the row of its table.
    """

    danger: Danger
    sentence: str
    by: str = field(default="", compare=False)


@dataclass(frozen=True)
class Change:
    """What becomes of one resource that the update found.

    Attributes:
        name: its logical id.
        before: the resource.
        after: what has its logical id afterwards; empty when nothing has.
        stack: the name of its stack.
        old: that stack before.
        new: that stack after; NO_STACK when it is gone.
    """

    name: str
    before: Resource
    after: Resource
    stack: str
    old: Stack
    new: Stack

    def values(self, name: str) -> tuple[Any, Any]:
        """Return a property before and after; None where it is absent.

        One that the old side does not tell of, for it is a contract, counts as unchanged.
        """
        before, after = _value(self.before, name), _value(self.after, name)
        return (before, after) if self.old.tells(self.before["Type"], name) else (after, after)

    def at(self, path: str) -> tuple[Any, Any]:
        """Return what is at a path in the properties before and after; None where it is absent."""
        name, _, rest = path.partition(".")
        before, after = self.values(name)
        return at(before, rest), at(after, rest)

    def loss(self) -> tuple[str, str] | None:
        """Say how the stack loses the resource, and the remedy; None when it keeps it."""
        kind = self.before["Type"]
        if self.new is NO_STACK:
            return f"the stack {self.stack} is no longer in the app", "give it that name again"
        if not self.after:
            if heir := self.heir():
                return f"its logical id changes from {self.name} to {heir}", "rename it back"
            return f"{self.name} leaves the template of {self.stack}", "put it back"
        if self.after["Type"] != kind:
            return (
                f"the type of {self.name} changes from {kind} to {self.after['Type']}",
                "change it back",
            )
        if "Condition" in self.after and condition(self.new, self.after) != condition(
            self.old, self.before
        ):
            return (
                f"{self.name} now exists only under the condition {self.after['Condition']}",
                "take the condition away",
            )
        return None

    def heir(self) -> str | None:
        """Return the logical id of a new resource that is like this one in all that is known."""
        known = properties(self.before).items()
        for name in self.new.of_type(self.before["Type"]):
            values = properties(self.new.resources[name])
            if name not in self.old.resources and all(values.get(k) == v for k, v in known):
                return name
        return None


@dataclass(frozen=True)
class Update:
    """What is deployed, or else promised, and what would take its place, in their one form."""

    old: Stacks
    new: Stacks

    @classmethod
    def of(cls, old: Stacks, new: Stacks) -> "Update":
        """Compare templates as they were written."""
        return cls(canonical(old), canonical(new))

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The new logical ids of resources that are there under another one."""
        gone = [change for change in self.all() if change.new is not NO_STACK and not change.after]
        return {change.name: heir for change in gone if (heir := change.heir())}

    def all(self) -> Iterator[Change]:
        """Yield what becomes of every resource."""
        for stack, old in self.old.items():
            for name in old.resources:
                yield self._change(stack, name)

    def changes(self, kind: str) -> Iterator[Change]:
        """Yield what becomes of every resource of a type."""
        for stack, old in self.old.items():
            for name in old.of_type(kind):
                yield self._change(stack, name)

    def kept(self, kind: str) -> Iterator[Change]:
        """Yield the changes of those that are there afterwards too."""
        return (change for change in self.changes(kind) if change.after.get("Type") == kind)

    def sms_roles(self) -> Iterator[Change]:
        """Yield what becomes of the roles by which the kept pools text, now and afterwards."""
        for pool in self.kept(POOL):
            role = pool.old.sms_role(pool.before)
            if role and not at(properties(pool.after), "SmsConfiguration.EumsSms"):
                yield self._change(pool.stack, role)

    def _change(self, stack: str, name: str) -> Change:
        old, new = self.old[stack], self.new.get(stack, NO_STACK)
        return Change(name, old.resources[name], new.resources.get(name, {}), stack, old, new)


def sentence(danger: Danger, fact: str, harm: str, remedy: str) -> Finding:
    """Return a finding: what would happen, why, and what to do.

    Args:
        danger: its class.
        fact: what the update does.
        harm: what the deployment would do then; of WEDGES, why it would fail.
        remedy: in the imperative.
    """
    if danger is Danger.WEDGES:
        return wedges(f"{fact}, and {harm}; {remedy}")
    return Finding(danger, f"this deployment would {harm}: {fact}; {remedy}")


def wedges(fact: str) -> Finding:
    """Return the finding that an update would fail."""
    return Finding(
        Danger.WEDGES, f"this deployment would fail, or leave the stack unable to update: {fact}"
    )


def at(value: Any, path: str) -> Any:
    """Return what is at a path in a value, None where there is nothing."""
    for name in path.split(".") if path else ():
        if isinstance(value, Undecided):
            return value
        value = value.get(name) if isinstance(value, dict) else None
    return value


def condition(stack: Stack, thing: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the name of a resource's or an output's condition with all that defines it."""
    name = thing.get("Condition")
    return name, stack.template.get("Conditions", {}).get(str(name))


def _value(resource: Resource, name: str) -> Any:
    values = resource.get("Properties")
    return values if isinstance(values, Undecided) else properties(resource).get(name)
