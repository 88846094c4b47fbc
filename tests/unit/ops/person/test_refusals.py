"""Each refusal of Cognito's that a person can meet is one sentence with what to type next."""

import botocore.session
import pytest
from botocore.exceptions import ClientError

from ops.errors import OpsError
from ops.person.command import VERBS
from ops.person.refusals import (
    NOT_AUTHORIZED,
    REFUSALS,
    explained,
    session_has_ended,
)

# What the verbs call.
OPERATIONS = (
    "AssociateSoftwareToken",
    "ChangePassword",
    "ConfirmForgotPassword",
    "ConfirmSignUp",
    "DeleteUser",
    "ForgotPassword",
    "GetUser",
    "GlobalSignOut",
    "InitiateAuth",
    "ResendConfirmationCode",
    "RespondToAuthChallenge",
    "RevokeToken",
    "SetUserMFAPreference",
    "SignUp",
    "UpdateUserAttributes",
    "VerifySoftwareToken",
    "VerifyUserAttribute",
)
# What no person can do anything about: AWS's own sentence is for whoever runs the stage.
OPERATORS = {
    "InternalErrorException",
    "InvalidEmailRoleAccessPolicyException",
    "InvalidLambdaResponseException",
    "InvalidUserPoolConfigurationException",
    "MFAMethodNotFoundException",
    "OperationNotEnabledException",
    "ResourceNotFoundException",
    "UnauthorizedException",
    "UnexpectedLambdaException",
    "UnsupportedOperationException",
    "UnsupportedTokenTypeException",
}


def refused(
    code: str, message: str = "", operation: str = "SignUp", *, verb: str = "sign-up"
) -> str:
    """Return what a person reads when Cognito refuses an operation."""
    error = {"Error": {"Code": code, "Message": message}}
    with pytest.raises(OpsError) as caught, explained(verb, "dev"):
        raise ClientError(error, operation)  # type: ignore[arg-type] # as AWS answers
    return str(caught.value)


def test_every_error_that_the_operations_document_is_classified() -> None:
    model = botocore.session.get_session().get_service_model("cognito-idp")
    documented = {
        shape.name for name in OPERATIONS for shape in model.operation_model(name).error_shapes
    }
    assert documented - {*REFUSALS} - OPERATORS == set()
    assert documented >= OPERATORS
    assert OPERATORS.isdisjoint(REFUSALS)


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_is_one_sentence_with_a_command_that_exists(code: str) -> None:
    sentence = refused(code, "+14155550100 said by the service")
    assert sentence.endswith(" --stage dev`.")
    assert sentence.count(". ") == 0
    assert sentence.split("person ")[1].split()[0] in VERBS
    assert "+14155550100 said" not in sentence


def test_every_verb_that_is_named_is_one() -> None:
    named = {refusal.verb for refusal in (*REFUSALS.values(), *(r for _, r in NOT_AUTHORIZED))}
    assert named - {""} <= VERBS.keys()


@pytest.mark.parametrize(
    ("message", "verb", "says"),
    [
        ("Incorrect username or password.", "sign-in", "The number or the password is not right"),
        ("Password attempts exceeded", "sign-in", "Too many attempts"),
        ("User is disabled.", "sign-in", "The account is switched off"),
        ("User cannot be confirmed. Current status is CONFIRMED", "confirm", "confirmed already"),
        ("SignUp is not permitted for this user pool", "sign-up", "Nobody signs up by themselves"),
        ("A client attempted to write unauthorized attribute", "profile", "may not write this"),
        ("Invalid session for the user, session is expired.", "sign-in", "longer than its three"),
        ("Access Token has been revoked", "me", "The session has ended"),
        ("Refresh Token has expired", "me", "The session has ended"),
        ("Unauthenticated access is not supported", "guest", "The stage has no guests"),
        ("something new", "me", "Cognito does not allow this now"),
    ],
)
def test_what_is_not_authorized_is_told_apart(message: str, verb: str, says: str) -> None:
    assert says in refused("NotAuthorizedException", message, verb=verb)


@pytest.mark.parametrize(
    ("operation", "verb", "then"),
    [
        ("ConfirmSignUp", "confirm", "person resend "),
        ("ConfirmForgotPassword", "reset", "person forgot "),
        ("RespondToAuthChallenge", "sign-in", "person sign-in "),
    ],
)
def test_an_expired_code_leads_to_where_another_is_had(
    operation: str, verb: str, then: str
) -> None:
    assert then in refused("ExpiredCodeException", "", operation, verb=verb)


def test_the_rule_that_a_password_breaks_is_told() -> None:
    said = "Password did not conform with policy: Password not long enough"
    assert "the rules (Password not long enough): type" in refused("InvalidPasswordException", said)


@pytest.mark.parametrize("said", ["The attribute is required", "The attribute name is required"])
def test_the_attributes_that_a_pool_demands_are_named(said: str) -> None:
    message = f"Attributes did not conform to the schema: name: {said}\nbirthdate: {said}\n"
    assert refused("InvalidParameterException", message) == (
        "The pool demands name, birthdate: enter that too, as in"
        " `python -m ops person sign-up name birthdate --stage dev`."
    )


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "InternalErrorException"])
def test_what_concerns_the_operator_passes(code: str) -> None:
    with pytest.raises(ClientError), explained("me", "dev"):
        raise ClientError({"Error": {"Code": code}}, "GetUser")


@pytest.mark.parametrize(
    ("code", "message", "ended"),
    [
        ("NotAuthorizedException", "Access Token has been revoked", True),
        ("NotAuthorizedException", "Refresh Token has been revoked", True),
        ("UserNotFoundException", "User does not exist.", True),
        ("NotAuthorizedException", "Incorrect username or password.", False),
        ("LimitExceededException", "Attempt limit exceeded", False),
        ("InternalErrorException", "", False),
    ],
)
def test_a_session_is_over_only_where_cognito_says_so(
    code: str, message: str, *, ended: bool
) -> None:
    error = ClientError({"Error": {"Code": code, "Message": message}}, "ChangePassword")
    assert session_has_ended(error) is ended
