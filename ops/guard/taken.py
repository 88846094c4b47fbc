"""Names of which there can be one alone, under another logical id.

CloudFormation makes what is new before it lets go of what was there, and a new resource fails under
a name that is taken.
"""

from collections.abc import Iterator

from ..deployment.stack import Resource, properties
from .table import Table
from .update import Finding, Update, wedges
from .values import follow, text_of

_Place = tuple[str, str]


def names_taken(update: Update, kind: str, table: Table) -> Iterator[tuple[_Place, Finding]]:
    """Yield the stack and logical id of what has a name that another resource would take."""
    if not table.unique:
        return
    had = {
        (change.stack, change.name, key)
        for change in update.changes(kind)
        if (key := _key(change.stack, change.before, table, update))
    }
    holders = {key: (stack, name) for stack, name, key in sorted(had)}
    for stack, new in update.new.items():
        for name in new.of_type(kind):
            key = _key(stack, new.resources[name], table, update)
            holder = holders.get(key, (stack, name))
            if holder != (stack, name) and (stack, name, key) not in had:
                yield holder, wedges(_fact(update, holder, (stack, name)))


def _fact(update: Update, holder: _Place, taker: _Place) -> str:
    (stack, name), (new_stack, new_name) = holder, taker
    if new_stack != stack:
        return (
            f"{new_name} of {new_stack} would be made under the name that {name} of {stack} has;"
            " give it another name, or let go of the old one in a deployment of its own"
        )
    if new_stack in update.new and name in update.new[stack].resources:
        return f"{new_name} would be made under the name that {name} has; give it another name"
    return (
        f"the logical id of {name} changes to {new_name}, and the new one is made first, under a"
        f" name that is taken; name it {name} again"
    )


def _key(stack: str, resource: Resource, table: Table, update: Update) -> tuple[str, ...]:
    """Return what no two of a type may have; nothing where the name is CloudFormation's choice.

    A reference means the same in its own stack alone.
    """
    values = [properties(resource).get(key) for key in table.unique]
    if None in values:
        return ()
    texts = [text_of(follow(value, update.renamed)) for value in values]
    return ("" if all(isinstance(v, str) for v in values) else stack, *texts)
