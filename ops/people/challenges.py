"""Sign-in step by step: SRP, and what Cognito asks after it.

Source: the Cognito API reference (RespondToAuthChallenge).
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from pycognito.aws_srp import AWSSRP  # type: ignore[import-untyped] # it has no types

from ..errors import OpsError
from .authenticator import enrol_within_sign_in
from .person import Person
from .totp import totp

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_cognito_idp.literals import ChallengeNameTypeType


class UnansweredChallengeError(OpsError):
    """Cognito asks for what only a telephone or a person can give."""


class Answers(Protocol):
    """Who answers what Cognito asks after the password."""

    def code(self, challenge: str, parameters: Mapping[str, str]) -> str:
        """Return the code of `SMS_MFA` or `SOFTWARE_TOKEN_MFA`."""

    def app_code(self, secret: str) -> str:
        """Return the first code of a new authenticator app, by its secret in base32."""

    def new_password(self) -> str:
        """Return the password that replaces a temporary one."""

    def attribute(self, name: str) -> str:
        """Return a required attribute that the user does not have yet."""


class Unattended:
    """Nobody is there: a new authenticator app can be had, and nothing else."""

    def code(self, challenge: str, parameters: Mapping[str, str]) -> str:  # noqa: ARG002
        """Refuse."""
        raise _unanswered(challenge)

    def app_code(self, secret: str) -> str:
        """Be the app."""
        return totp(secret)

    def new_password(self) -> str:
        """Refuse."""
        raise _unanswered("NEW_PASSWORD_REQUIRED")

    def attribute(self, name: str) -> str:
        """Refuse."""
        raise _unanswered(name)


def sign_in(
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    client_id: str,
    person: Person,
    answers: Answers | None = None,
) -> dict[str, Any]:
    """Sign in with SRP and return the tokens: IdToken, AccessToken, RefreshToken, ExpiresIn.

    Args:
        cognito: of the pool's region.
        pool_id: the user pool.
        client_id: its public app client.
        person: who signs in.
        answers: to what Cognito asks then; without them a new authenticator app at the most.

    Raises:
        UnansweredChallengeError: Cognito asks for something else.
    """
    answers = answers or Unattended()
    answer = prove_the_password(cognito, pool_id, client_id, person)
    while challenge := answer.get("ChallengeName"):
        parameters = answer.get("ChallengeParameters") or {}
        session = answer["Session"]
        if challenge == "MFA_SETUP":
            session = enrol_within_sign_in(cognito, session, answers.app_code)
        responses = _responses(challenge, parameters, answers)
        answer = dict(
            cognito.respond_to_auth_challenge(
                ClientId=client_id,
                ChallengeName=challenge,
                Session=session,
                ChallengeResponses={
                    "USERNAME": parameters.get("USER_ID_FOR_SRP", person.phone_number),
                    **responses,
                },
            )
        )
    tokens: dict[str, Any] = answer["AuthenticationResult"]
    return tokens


def _responses(
    challenge: "ChallengeNameTypeType", parameters: Mapping[str, str], answers: Answers
) -> dict[str, str]:
    """Return what a challenge wants beside the user's name."""
    match challenge:
        case "MFA_SETUP":
            return {}
        case "SMS_MFA" | "SOFTWARE_TOKEN_MFA":
            return {f"{challenge}_CODE": answers.code(challenge, parameters)}
        case "SELECT_MFA_TYPE":
            return {"ANSWER": _cheapest(json.loads(parameters["MFAS_CAN_CHOOSE"]))}
        case "NEW_PASSWORD_REQUIRED":
            missing = json.loads(parameters.get("requiredAttributes") or "[]")
            names = [name.removeprefix("userAttributes.") for name in missing]
            given = {f"userAttributes.{name}": answers.attribute(name) for name in names}
            return {"NEW_PASSWORD": answers.new_password(), **given}
        case other:
            raise _unanswered(other)


def _cheapest(factors: Sequence[str]) -> str:
    """Choose the app, which costs no SMS."""
    app = "SOFTWARE_TOKEN_MFA"
    return app if app in factors else factors[0]


def _unanswered(asked: str) -> UnansweredChallengeError:
    return UnansweredChallengeError(
        f"Cognito asks for {asked}, which cannot be answered here: sign in by the page."
    )


def prove_the_password(
    cognito: "CognitoIdentityProviderClient", pool_id: str, client_id: str, person: Person
) -> dict[str, Any]:
    """Begin a sign-in with SRP, and return what RespondToAuthChallenge answers to the proof.

    That is an AuthenticationResult, or the next ChallengeName.
    """
    srp = AWSSRP(
        username=person.phone_number,
        password=person.password,
        pool_id=pool_id,
        client_id=client_id,
        client=cognito,
    )
    sent = srp.get_auth_params()
    asked = cognito.initiate_auth(ClientId=client_id, AuthFlow="USER_SRP_AUTH", AuthParameters=sent)
    return dict(
        cognito.respond_to_auth_challenge(
            ClientId=client_id,
            ChallengeName="PASSWORD_VERIFIER",
            ChallengeResponses=srp.process_challenge(asked["ChallengeParameters"], sent),
        )
    )
