"""An update of the sample stage, of which the guard has something to say, or nothing."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ops.deployment.stack import Stack, Stacks
from ops.guard.canonical import canonical
from ops.guard.update import Update

Mutable = dict[str, Stack]
Mutation = Callable[[Mutable], None]


@dataclass(frozen=True)
class Case:
    """An update of the sample stage.

    Attributes:
        name: what it does.
        change: the same, to the stacks.
        says: words that the refusal must have; a type stands for its resource's logical id.
        deployed: what was done to the stage before it was deployed.
    """

    name: str
    change: Mutation
    says: Sequence[str] = ()
    deployed: Mutation | None = None

    def update(self, stage: Stacks) -> Update:
        """Apply it to a stage, which stays as it is."""
        old, new = self.stacks(stage)
        return Update(as_compared(stage) if old is stage else canonical(old), canonical(new))

    def stacks(self, stage: Stacks) -> tuple[Stacks, Stacks]:
        """Return the stacks before and after it, as their templates are written."""
        old = stage
        if self.deployed:
            self.deployed(old := copied(stage))
        new = copied(old)
        self.change(new)
        return old, new

    def words(self, stage: Stacks) -> list[str]:
        """Return what the refusal must have."""
        return [
            next(
                (logical_id(s, word) for s in stage.values() if s.of_type(word.split("[")[0])), word
            )
            for word in self.says
        ]


_compared: dict[int, tuple[Stacks, Stacks]] = {}


def as_compared(stage: Stacks) -> Stacks:
    """Bring a stage into its one form once, and not for each of a thousand updates of it."""
    if id(stage) not in _compared:
        _compared[id(stage)] = (stage, canonical(stage))  # kept: no other has its id then
    return _compared[id(stage)][1]


def copied(stacks: Stacks) -> Mutable:
    """Return stacks that may be changed, by the quickest way to copy JSON."""
    return {
        name: replace(stack, template=json.loads(json.dumps(stack.template)))
        for name, stack in stacks.items()
    }


def logical_id(stack: Stack, name: str) -> str:
    """Return the logical id of the first resource of a type; what is no type stays.

    `AWS::Lambda::Function[ROUTES]` is the first with that word in it.
    """
    if "::" not in name:
        return name
    kind, _, word = name.removesuffix("]").partition("[")
    found = [id_ for id_ in stack.of_type(kind) if word in json.dumps(stack.resources[id_])]
    return found[0]
