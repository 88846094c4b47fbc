"""Updates of a pool's schema: custom attributes can be added, and nothing else.

Sources: the Cognito API reference (SchemaAttributeType, AddCustomAttributes) and developer guide
("Working with user attributes").
"""

from collections.abc import Iterator
from typing import Any

from ..deployment.stack import POOL, Resource, properties
from .checks import shown
from .undecided import undecided
from .update import Finding, Update, at, wedges

# Every pool has these from its first day, whether its template names them or not.
STANDARD = frozenset(
    (  # noqa: SIM905 - a word a line would hide the rest of the file
        "address birthdate email email_verified family_name gender given_name locale middle_name"
        " name nickname phone_number phone_number_verified picture preferred_username profile sub"
        " updated_at website zoneinfo"
    ).split()
)
_MOST_CUSTOM = 50
_Attributes = dict[str, dict[str, Any]]


def schema_undecided(update: Update) -> Iterator[Finding]:
    """Nobody can know the schema before the deployment."""
    for pool in update.kept(POOL):
        before, after = pool.values("Schema")
        unknown = undecided(after)
        if before and after is None:
            yield wedges(f"Schema of {pool.name} goes, and Cognito never removes one; put it back")
        elif before != after and (unknown or not isinstance(after, list)):
            yield wedges(
                f"Schema of {pool.name} cannot be decided before the deployment, by"
                f" {unknown or shown(after)}; write its attributes themselves"
            )


def attribute_changed(update: Update) -> Iterator[Finding]:
    """An attribute is removed or renamed, or says something else."""
    for before, after in _schemas(update):
        for name, attribute in before.items():
            if name not in after:
                yield wedges(
                    f"the attribute {name} leaves the schema or is renamed, and Cognito never"
                    " removes one; put it back, and leave it unused"
                )
                continue
            for fact, value in attribute.items():
                if str(after[name][fact]).lower() != str(value).lower():
                    yield wedges(
                        f"{fact} of the attribute {name} changes from {shown(value)} to"
                        f" {shown(after[name][fact])}, and Cognito never changes one;"
                        " change it back"
                    )


def attributes_reordered(update: Update) -> Iterator[Finding]:
    """The deployed attributes do not come first and in their order.

    Cognito knows attributes by name, but nothing documents that CloudFormation does, and it has
    refused unchanged schemas (aws-amplify/amplify-backend#3299). To keep the order costs nothing.
    """
    for before, after in _schemas(update):
        kept = [name for name in before if name in after]
        if list(after)[: len(kept)] != kept:
            yield wedges(
                f"the attributes of the schema change places; keep {', '.join(kept)} first and in"
                " this order, and add new ones at the end"
            )


def standard_attribute_added(update: Update) -> Iterator[Finding]:
    """The pool has every standard attribute already, with constraints that never change."""
    for before, after in _schemas(update):
        for name in after.keys() & STANDARD - before.keys():
            yield wedges(
                f"the standard attribute {name} enters the schema of a pool that has it already"
                " and never changes it; take it out, or add a custom attribute"
            )


def custom_attribute_required(update: Update) -> Iterator[Finding]:
    """Cognito knows no required custom attribute."""
    for _, after in _schemas(update):
        for name in after.keys() - STANDARD:
            if str(after[name]["Required"]).lower() == "true":
                yield wedges(
                    f"the custom attribute {name} is required, which Cognito refuses; make it"
                    " optional"
                )


def attribute_named_twice(update: Update) -> Iterator[Finding]:
    """Two entries have one name, and Cognito knows an attribute by its name."""
    for pool in update.kept(POOL):
        names = [str(entry.get("Name")) for entry in _entries(pool.after)]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            yield wedges(f"the schema has {', '.join(twice)} twice; take one of them out")


def too_many_attributes(update: Update) -> Iterator[Finding]:
    """Cognito has place for 50 custom attributes ("Quotas in Amazon Cognito")."""
    for _, after in _schemas(update):
        if (count := len(after.keys() - STANDARD)) > _MOST_CUSTOM:
            yield wedges(
                f"the schema has {count} custom attributes, and Cognito takes {_MOST_CUSTOM};"
                " take some of the new ones out"
            )


def attributes(pool: Resource) -> _Attributes:
    """Return the attributes of a pool by name, in their order, each with every fact of it.

    What a template may leave out and say later without a change has its default; bounds are texts,
    for CloudFormation takes numbers too.
    """
    return {str(entry.get("Name")): _facts(entry) for entry in _entries(pool)}


def _entries(pool: Resource) -> list[Resource]:
    schema = properties(pool).get("Schema")
    return [e for e in schema if isinstance(e, dict)] if isinstance(schema, list) else []


def _facts(entry: Resource) -> dict[str, Any]:
    facts = {
        "AttributeDataType": entry.get("AttributeDataType"),
        "Mutable": entry.get("Mutable"),
        "Required": entry.get("Required", False),
        "DeveloperOnlyAttribute": entry.get("DeveloperOnlyAttribute", False),
    }
    for bound in ("MinLength", "MaxLength", "MinValue", "MaxValue"):
        kind = "String" if bound.endswith("Length") else "Number"
        value = at(entry, f"{kind}AttributeConstraints.{bound}")
        facts[bound] = None if value is None else str(value)
    return facts


def _schemas(update: Update) -> Iterator[tuple[_Attributes, _Attributes]]:
    for pool in update.kept(POOL):
        before, after = pool.values("Schema")
        if before != after and isinstance(after, list) and not undecided(after):
            yield attributes(pool.before), attributes(pool.after)
