"""The user that a proof makes for itself, and takes away again, whatever ends it."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..deployment.interruption import afterwards
from ..deployment.subject import Subject
from ..people.attributes import fill_in
from ..people.own_users import OwnUsers
from ..people.person import Person


@contextmanager
def own_user(subject: Subject) -> Iterator[tuple[Person, str]]:
    """Give a confirmed user, and in which way it came to be; it is gone afterwards.

    Raises:
        OpsError: no number is left to make one by, or the user could not be removed.
    """
    own = OwnUsers(subject.client("cognito-idp"), subject.outputs)
    own.remove_left_over()
    with afterwards(own.remove):
        yield _by_test_number(subject, own) or _by_operator(subject, own)


def _by_test_number(subject: Subject, own: OwnUsers) -> tuple[Person, str] | None:
    """Sign up one of the stage's test numbers, which confirms itself and costs no SMS."""
    if not subject.facts.sign_up_enabled:
        return None
    for number in subject.facts.test_numbers:
        person = Person(number, attributes=fill_in(subject.facts))
        if own.sign_up(person):
            return person, "signed up by a test number, which confirms itself"
        # else somebody tries the stage with it at this moment
    return None


def _by_operator(subject: Subject, own: OwnUsers) -> tuple[Person, str]:
    return own.create(subject.facts), "made by an operator, without a message"
