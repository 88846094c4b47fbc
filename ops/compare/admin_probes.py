"""Trying what `ops support` and `ops backup` rely on. Each says in its name what AWS does."""

from dataclasses import replace

from ..deployment.interruption import held_back
from ..people import accounts
from ..people.person import Person
from .difference import AWS, HERE, exists, refused
from .scene import Scene


def an_operator_can_forget_an_app(scene: Scene) -> str:
    """AdminDeleteSoftwareToken is of August 2026; the user has no app, and Cognito may say so."""
    return exists(
        lambda: scene.client("cognito-idp").admin_delete_software_token(
            UserPoolId=scene.outputs.user_pool_id, Username=scene.person.phone_number
        )
    )


def users_are_listed_by_their_status(scene: Scene) -> str:
    """The user of the probes is confirmed, so that there is one who must not be listed."""
    assert scene.person
    found = scene.client("cognito-idp").list_users(
        UserPoolId=scene.outputs.user_pool_id,
        Filter='cognito:user_status = "UNCONFIRMED"',
        AttributesToGet=["sub"],
    )
    others = [user for user in found["Users"] if user["UserStatus"] != "UNCONFIRMED"]
    return HERE if others else AWS


def no_operator_gives_two_accounts_one_number(scene: Scene) -> str:
    """AliasExistsException; both accounts are the probe's own."""
    one, other = scene.own.create(scene.facts), scene.own.create(scene.facts)
    cognito, pool_id = scene.client("cognito-idp"), scene.outputs.user_pool_id
    username = cognito.admin_get_user(UserPoolId=pool_id, Username=one.phone_number)["Username"]

    def move(number: str) -> None:
        cognito.admin_update_user_attributes(
            UserPoolId=pool_id,
            Username=username,
            UserAttributes=[
                {"Name": "phone_number", "Value": number},
                {"Name": "phone_number_verified", "Value": "true"},
            ],
        )

    verdict = refused(lambda: move(other.phone_number), "AliasExistsException")
    move(one.phone_number)  # by which it is deleted
    return verdict


def a_reset_needs_a_verified_number(scene: Scene) -> str:
    """A code would go to it."""
    person = scene.own.create(scene.facts)
    return refused(
        lambda: scene.client("cognito-idp").admin_reset_user_password(
            UserPoolId=scene.outputs.user_pool_id, Username=person.phone_number
        ),
        "InvalidParameterException",
    )


def a_forced_change_comes_before_a_reset(scene: Scene) -> str:
    """A code would go to the number."""
    person = scene.somebody()
    _create(scene, person)
    return refused(
        lambda: scene.client("cognito-idp").forgot_password(
            ClientId=scene.outputs.user_pool_client_id, Username=person.phone_number
        ),
        "NotAuthorizedException",
    )


def the_gate_is_asked_about_whom_an_operator_makes(scene: Scene) -> str:
    """The number is one of a country code that the numbering plan has given to nobody."""
    person = replace(scene.somebody(), phone_number="+99912345678")
    return refused(lambda: _create(scene, person), "UserLambdaValidationException")


def _create(scene: Scene, person: Person) -> None:
    with held_back():
        scene.client("cognito-idp").admin_create_user(
            UserPoolId=scene.outputs.user_pool_id,
            Username=person.phone_number,
            UserAttributes=accounts.listed(person.attributes),
            TemporaryPassword=person.password,
            MessageAction="SUPPRESS",
        )
