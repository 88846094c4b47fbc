"""What a client has to know of a deployment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_cognito_idp.literals import AttributeDataTypeType


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A custom attribute of the pool's users.

    Attributes:
        type: Cognito's AttributeDataType: String, Number, Boolean or DateTime.
        mutable: whether it can change after sign-up.
        writable: whether its owner may set it through the app client; else an operator does.
        minimum: the least length of a String, the least value of a Number; None where unlimited.
        maximum: the greatest of the same.
    """

    type: "AttributeDataTypeType"
    mutable: bool
    writable: bool
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Settings of a deployed pool, under Cognito's own names and values.

    Attributes:
        sign_up_enabled: whether users may sign themselves up.
        countries: ISO 3166-1 alpha-2 codes of those whose numbers may be texted.
        test_numbers: E.164 numbers that confirm themselves.
        password_policy: such as `MinimumLength`, in characters.
        mfa_configuration: `OFF`, `ON` or `OPTIONAL`.
        mfa_methods: of `SMS`, `TOTP`, `EMAIL`; empty when MFA is off.
        username_attributes: what a user name is, such as `phone_number`.
        verified_attributes: what Cognito verifies by a code.
        required_attributes: standard attributes that a sign-up must bring.
        custom_attributes: by name, such as `custom:<name>`.
        groups: name -> precedence (the lowest wins), or None.
        guest_access: whether the identity pool gives credentials to anyone.
        protected: whether the stage keeps its directory: nobody can delete the pool.
    """

    sign_up_enabled: bool
    countries: tuple[str, ...]
    test_numbers: tuple[str, ...]
    password_policy: Mapping[str, Any]
    mfa_configuration: str
    mfa_methods: list[str]
    username_attributes: list[str]
    verified_attributes: list[str]
    required_attributes: list[str]
    custom_attributes: Mapping[str, Attribute]
    groups: Mapping[str, int | None]
    guest_access: bool
    protected: bool
