"""What others hold on to beside single properties: attributes that users write, and outputs.

Sources: the Cognito API reference (UserPoolClientType, WriteAttributes) and the CloudFormation
user guide ("Outputs").
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..deployment.stack import CLIENT, NO_STACK, POOL, Stack
from .checks import fixed, shown
from .schema import attributes
from .undecided import undecided
from .update import Danger, Finding, Update, condition, sentence
from .values import follow

# CDK's own, by which stacks of the app read each other: whoever reads one is judged by its value.
_CDKS_OWN = "PublishOutput"


def write_attributes_changed(update: Update) -> Iterator[Finding]:
    """A user could write what was an operator's to write, or no longer what was theirs.

    An attribute that comes with this update is nobody's yet.
    """
    for client in update.kept(CLIENT):
        before, after = client.values("WriteAttributes")
        if before == after:
            continue
        if unknown := undecided([before, after]):
            yield _breaks(
                f"WriteAttributes of {client.name} cannot be decided before the deployment, by"
                f" {unknown}",
                "change what users may write of themselves",
                "write the attributes themselves",
            )
            continue
        new = _custom_attributes(client.new) - _custom_attributes(client.old)
        had, has = _names(before), _names(after)
        if gained := _more(had, has, new):
            yield _breaks(
                f"{gained} enters WriteAttributes of {client.name}",
                "let users write what only an operator wrote",
                "take it out again",
            )
        if lost := _more(has, had, set()):
            yield _breaks(
                f"{lost} leaves WriteAttributes of {client.name}",
                "refuse what frontends write of their users",
                "put it back",
            )


def output_changed(update: Update) -> Iterator[Finding]:
    """Frontends' settings, tools and other repositories read outputs by their names."""
    for name, old in update.old.items():
        new = update.new.get(name, NO_STACK)
        for key, output in _outputs(old).items():
            if new is NO_STACK or key.startswith(_CDKS_OWN):
                continue
            after = _outputs(new).get(key)
            conditions = [condition(old, output), condition(new, after or {})]
            if fact := _output_fact(follow(output, update.renamed), after, conditions):
                yield _breaks(
                    f"the output {key} of {name} {fact}",
                    "take a value from whoever reads it",
                    "put it back",
                )


def macro_added(update: Update) -> Iterator[Finding]:
    """A macro may make anything of a template."""
    for name, new in update.new.items():
        macro = new.template.get("Transform")
        old = update.old.get(name)
        if macro and old and macro != old.template.get("Transform"):
            yield sentence(
                Danger.WEDGES,
                f"the template of {name} goes through {shown(macro)}",
                "what comes of it cannot be decided before the deployment",
                "write the template without it",
            )


def _output_fact(
    before: Mapping[str, Any], after: Mapping[str, Any] | None, conditions: list[Any]
) -> str | None:
    if after is None:
        return "is removed or renamed"
    if conditions[0] != conditions[1]:
        return "is under another condition"
    if before.get("Value") != after.get("Value") and (unknown := undecided(after.get("Value"))):
        return f"cannot be decided before the deployment, by {unknown}"
    if moved := fixed()(before.get("Value"), after.get("Value")):
        return moved.how
    exported = before.get("Export")
    return (
        None if exported in (None, after.get("Export")) else f"loses its export {shown(exported)}"
    )


def _outputs(stack: Stack) -> Mapping[str, Mapping[str, Any]]:
    found = stack.template.get("Outputs")
    entries = found.items() if isinstance(found, dict) else ()
    return {name: output for name, output in entries if isinstance(output, dict)}


def _names(value: Any) -> set[str] | None:
    """Return the names in a list; None: all there are."""
    if value is None:
        return None
    return {str(item) for item in value} if isinstance(value, list) else {str(value)}


def _more(had: set[str] | None, has: set[str] | None, new: set[str]) -> str:
    """Name what one has that the other has not."""
    if had is None:
        return ""
    return "all" if has is None else ", ".join(sorted(has - had - new))


def _custom_attributes(stack: Stack) -> set[str]:
    return {
        f"custom:{name}"
        for pool in stack.of_type(POOL)
        for name in attributes(stack.resources[pool])
    }


def _breaks(fact: str, harm: str, remedy: str) -> Finding:
    return sentence(Danger.BREAKS, fact, harm, remedy)
