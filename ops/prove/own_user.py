"""The user that a proof makes for itself, and takes away again, whatever happens.

Each is marked by a standard attribute that the app client lets nobody write: only an operator can
have set it. What a killed run has left is known by that, and nobody else is touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..deployment.subject import Subject
from ..errors import OpsError
from ..people import accounts
from ..people.attributes import fill_in
from ..people.person import Person, new_person

MARK = "family_name"  # Cognito's ListUsers can look for it


@contextmanager
def own_user(subject: Subject) -> Iterator[tuple[Person, str]]:
    """Give a confirmed user, and in which way it came to be; it is gone afterwards.

    Raises:
        OpsError: no number is left to make one by.
    """
    cognito = subject.client("cognito-idp")
    remove_left_over(subject)
    person: Person | None = None
    try:
        person, how = _by_test_number(subject, cognito) or _by_operator(subject, cognito)
        yield person, how
    finally:
        if person is not None:
            _remove(subject, cognito, person.phone_number)
        remove_left_over(subject)  # one that was made while the interruption came


def remove_left_over(subject: Subject) -> int:
    """Delete the marked users, which a killed run has left, and return how many those were.

    Raises:
        OpsError: users can write the mark, so that it says nothing.
    """
    if MARK in subject.app_client.get("WriteAttributes", [MARK]):
        raise OpsError(
            f"users of this stage may write {MARK}, by which a proof knows its own: take it out of"
            " the client's write attributes."
        )
    cognito = subject.client("cognito-idp")
    pages = cognito.get_paginator("list_users").paginate(
        UserPoolId=subject.outputs.user_pool_id, Filter=f'{MARK} = "{_mark(subject)}"'
    )
    found = [user["Username"] for page in pages for user in page["Users"]]
    for username in found:
        _remove(subject, cognito, username)
    return len(found)


def _by_test_number(subject: Subject, cognito: Any) -> tuple[Person, str] | None:
    """Sign up one of the stage's test numbers, which confirms itself and costs no SMS."""
    if not subject.facts.sign_up_enabled:
        return None
    for number in subject.facts.test_numbers:
        person = Person(number, attributes=fill_in(subject.facts))
        try:
            accounts.sign_up(cognito, subject.outputs.user_pool_client_id, person)
        except cognito.exceptions.UsernameExistsException:
            continue  # somebody tries the stage with it at this moment
        try:
            cognito.admin_update_user_attributes(
                UserPoolId=subject.outputs.user_pool_id,
                Username=number,
                UserAttributes=[{"Name": MARK, "Value": _mark(subject)}],
            )
        except BaseException:
            _remove(subject, cognito, number)
            raise
        return person, "signed up by a test number, which confirms itself"
    return None


def _by_operator(subject: Subject, cognito: Any) -> tuple[Person, str]:
    """Create a user as an operator, without a message, by a number that nobody has."""
    taken: set[str] = set()
    while True:
        number = new_person(subject.facts, taken=taken).phone_number
        attributes = fill_in(subject.facts, operator=True) | {MARK: _mark(subject)}
        person = Person(number, attributes=attributes)
        try:
            accounts.create(cognito, subject.outputs.user_pool_id, person)
        except cognito.exceptions.UsernameExistsException:
            taken.add(number)
            continue
        return person, "made by an operator, without a message"


def _remove(subject: Subject, cognito: Any, username: str) -> None:
    try:
        cognito.admin_delete_user(UserPoolId=subject.outputs.user_pool_id, Username=username)
    except cognito.exceptions.UserNotFoundException:
        return


def _mark(subject: Subject) -> str:
    return f"proof-of-{subject.outputs.project}-{subject.outputs.stage}"
