"""What a user pool keeps of a user: two standard attributes, and custom ones."""

from collections.abc import Sequence

from aws_cdk import aws_cognito as cognito

from ..settings import CustomAttribute

# A string attribute's widest bounds. They can never be changed, and a narrower number than E.164's
# 16 characters would lock real users out.
_ANY_LENGTH = cognito.CfnUserPool.StringAttributeConstraintsProperty(
    min_length="0", max_length="2048"
)
_REQUIRED = ("name", "phone_number")


def attribute_schema(
    custom: Sequence[CustomAttribute],
) -> list[cognito.CfnUserPool.SchemaAttributeProperty]:
    """Return the schema of a pool, all types said.

    The L2 leaves AttributeDataType out of standard attributes, and pools deployed so have refused
    later updates (aws-amplify/amplify-backend#3299).
    """
    return [*map(_standard_attribute, _REQUIRED), *map(_custom_attribute, custom)]


def _standard_attribute(name: str) -> cognito.CfnUserPool.SchemaAttributeProperty:
    return cognito.CfnUserPool.SchemaAttributeProperty(
        name=name,
        attribute_data_type="String",
        required=True,
        mutable=True,
        string_attribute_constraints=_ANY_LENGTH,
    )


def _custom_attribute(attribute: CustomAttribute) -> cognito.CfnUserPool.SchemaAttributeProperty:
    least, most = (
        None if bound is None else str(bound)
        for bound in (attribute.min_value, attribute.max_value)
    )
    kind = attribute.type
    return cognito.CfnUserPool.SchemaAttributeProperty(
        name=attribute.name,
        attribute_data_type=kind,
        mutable=attribute.mutable,
        string_attribute_constraints=(
            cognito.CfnUserPool.StringAttributeConstraintsProperty(
                min_length=least or "0", max_length=most or "2048"
            )
            if kind == "String"
            else None
        ),
        number_attribute_constraints=(
            cognito.CfnUserPool.NumberAttributeConstraintsProperty(min_value=least, max_value=most)
            if kind == "Number"
            else None
        ),
    )
