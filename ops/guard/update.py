"""An update: the stacks before and after it, and what becomes of each resource."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ..deployment.stack import NO_STACK, POOL, Resource, Stack, Stacks, properties


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
    """

    danger: Danger
    sentence: str


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
        """Return a property before and after; None where it is absent."""
        return properties(self.before).get(name), properties(self.after).get(name)

    def loss(self) -> tuple[str, str] | None:
        """Say how the stack loses the resource, and the remedy; None when it keeps it."""
        kind = self.before["Type"]
        if self.new is NO_STACK:
            return f"the stack {self.stack} is no longer in the app", "give it that name again"
        if not self.after:
            if heir := self._heir():
                return f"its logical id changes from {self.name} to {heir}", "rename it back"
            return f"{self.name} leaves the template of {self.stack}", "put it back"
        if self.after["Type"] != kind:
            return (
                f"the type of {self.name} changes from {kind} to {self.after['Type']}",
                "change it back",
            )
        if "Condition" in self.after and _condition(self.new, self.after) != _condition(
            self.old, self.before
        ):
            return (
                f"{self.name} now exists only under the condition {self.after['Condition']}",
                "take the condition away",
            )
        return None

    def _heir(self) -> str | None:
        """Return the logical id of a new resource that is like this one in all that is known."""
        known = properties(self.before).items()
        for name in self.new.of_type(self.before["Type"]):
            values = properties(self.new.resources[name])
            if name not in self.old.resources and all(values.get(k) == v for k, v in known):
                return name
        return None


@dataclass(frozen=True)
class Update:
    """What is deployed, or else promised, and what would take its place."""

    old: Stacks
    new: Stacks

    def changes(self, kind: str) -> Iterator[Change]:
        """Yield what becomes of every resource of a type."""
        for stack, old in self.old.items():
            for name in old.of_type(kind):
                yield self._change(stack, name)

    def kept(self, kind: str) -> Iterator[Change]:
        """Yield the changes of those that are there afterwards too."""
        return (change for change in self.changes(kind) if change.after.get("Type") == kind)

    def sms_roles(self) -> Iterator[Change]:
        """Yield what becomes of the roles by which the kept pools text."""
        for pool in self.kept(POOL):
            if role := pool.old.sms_role(pool.before):
                yield self._change(pool.stack, role)

    def _change(self, stack: str, name: str) -> Change:
        old, new = self.old[stack], self.new.get(stack, NO_STACK)
        return Change(name, old.resources[name], new.resources.get(name, {}), stack, old, new)


def wedges(fact: str) -> Finding:
    """Return the finding that an update would fail."""
    return Finding(
        Danger.WEDGES, f"this deployment would fail, or leave the stack unable to update: {fact}"
    )


def _condition(stack: Stack, resource: Resource) -> tuple[Any, Any]:
    """Return the name of a resource's condition with its definition."""
    name = resource.get("Condition")
    return name, stack.template.get("Conditions", {}).get(name)
