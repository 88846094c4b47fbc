"""How a custom attribute stands in the schema of a user pool."""

from stacks.settings import CustomAttribute


def constraints(attribute: CustomAttribute) -> dict[str, dict[str, str]]:
    """Return the bounds that the template states; of a String they are always stated."""
    least, most = attribute.min_value, attribute.max_value
    if attribute.type == "String":
        lengths = {"MinLength": str(least or 0), "MaxLength": str(most or 2048)}
        return {"StringAttributeConstraints": lengths}
    if attribute.type == "Number":
        bounds = {"MinValue": least, "MaxValue": most}
        given = {name: str(bound) for name, bound in bounds.items() if bound is not None}
        return {"NumberAttributeConstraints": given}
    return {}
