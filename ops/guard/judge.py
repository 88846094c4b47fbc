"""What the tables find in an update, and what of a template they do not know."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..deployment.stack import NO_STACK, POOL, Resource, properties
from .checks import Check, Moved, shown
from .table import Guarded, Lost, Table, Tables
from .taken import names_taken
from .undecided import Undecided, undecided
from .update import Change, Danger, Finding, Update, sentence
from .values import follow


def judge(update: Update, tables: Tables) -> Iterator[Finding]:
    """Yield what the tables have against an update."""
    for kind, table in tables.items():
        taken = dict(names_taken(update, kind, table))
        changes = [c for c in update.changes(kind) if not _owner_lost(c, table)]
        for change in changes:
            if finding := taken.get((change.stack, change.name)):
                yield replace(finding, by=f"{kind} unique")
            for row, finding in _judge(change, table, update, {*taken}):
                yield replace(finding, by=f"{kind} {row}")


def unclassified(resources: Mapping[str, Resource], tables: Tables) -> list[str]:
    """Name each type, and each property of a type, that no table knows."""
    found = set()
    for resource in resources.values():
        kind = resource["Type"]
        if kind not in tables:
            found.add(kind)
            continue
        paths = {
            path for name, value in properties(resource).items() for path in _paths(name, value)
        }
        found |= {f"{kind} {path}" for path in paths if tables[kind].row(path) is None}
    return sorted(found)


def _judge(
    change: Change, table: Table, update: Update, taken: set[tuple[str, str]]
) -> Iterator[tuple[str, Finding]]:
    """Yield each row with what it finds."""
    if loss := change.loss():
        replaced = not change.after and (
            (change.stack, change.name) in taken or (table.heirs and change.heir())
        )
        if isinstance(table.lost, Lost) and not replaced:
            fact, remedy = loss
            yield "lost", sentence(table.lost.danger, fact, table.lost.harm, remedy)
        return
    for path, row in table.rows.items():
        if isinstance(row, Guarded) and (moved := _moved(change, path, row.check, update)):
            yield (
                path,
                sentence(
                    row.danger, f"{path} of {change.name} {moved.how}", row.harm, moved.remedy
                ),
            )
    for name in sorted({*properties(change.before), *properties(change.after)}):
        known = name in table.rows or any(path.startswith(f"{name}.") for path in table.rows)
        before, after = change.values(name)
        if not known and before != after:
            yield (
                name,
                sentence(
                    Danger.WEDGES,
                    f"{name} of {change.name} changes from {shown(before)} to {shown(after)}",
                    "nobody has said yet what that does",
                    f"classify it for {change.before['Type']} in ops/guard/tables",
                ),
            )


def _moved(change: Change, path: str, check: Check, update: Update) -> Moved | None:
    before, after = change.at(path)
    # What is renamed or gone is said once, and not of everything that refers to it.
    if (
        before == after
        or follow(before, update.renamed) == after
        or _from_a_gone_stack(before, update)
    ):
        return None
    if unknown := undecided(after) or undecided(before):
        return Moved(
            f"cannot be decided before the deployment, by {unknown.why}", "write the value itself"
        )
    return check(before, after)


def _from_a_gone_stack(value: Any, update: Update) -> bool:
    match value:
        case {"Stack": str(name), "Value": _}:
            return name not in update.new
        case dict():
            return any(_from_a_gone_stack(item, update) for item in value.values())
        case list():
            return any(_from_a_gone_stack(item, update) for item in value)
    return False


def _owner_lost(change: Change, table: Table) -> bool:
    """Tell whether a resource goes with what it belongs to, which is said already."""
    if change.new is NO_STACK:
        return not table.stands_for_stack or bool(change.old.of_type(POOL))
    owner = _reference(properties(change.before).get(table.owner)) if table.owner else None
    while owner and (above := change.old.resources.get(owner)):
        if change.new.resources.get(owner, {}).get("Type") != above["Type"]:
            return True
        owner = _reference(properties(above).get("ParentId"))
    return False


def _reference(value: Any) -> str | None:
    match value:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), *_]}:
            return name
    return None


def _paths(name: str, value: Any) -> Iterator[str]:
    """Yield the paths of the values in a property, down to its lists."""
    if isinstance(value, Mapping) and value and not isinstance(value, Undecided):
        for key, inner in value.items():
            if key == "Ref" or str(key).startswith("Fn::"):
                yield name
            else:
                yield from _paths(f"{name}.{key}", inner)
    else:
        yield name
