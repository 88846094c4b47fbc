"""What a check found, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How something is.

    GREEN    as it has to be.
    UNKNOWN  nobody could tell: AWS refused to, or the embedded cloud has no such thing.
    AMBER    it works, and somebody should look at it.
    RED      users or operators are, or will be, without something.
    """

    GREEN = "green"
    UNKNOWN = "unknown"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        status: how it is.
        subject: of what, in a word or three.
        sentence: what was seen. No phone number, no code, no address of a person.
        remedy: what to do; None only where it is green.
    """

    status: Status
    subject: str
    sentence: str
    remedy: str | None


Findings = Iterator[Finding]


def green(subject: str, sentence: str) -> Finding:
    """Return what is as it has to be."""
    return Finding(Status.GREEN, subject, sentence, None)


def amber(subject: str, sentence: str, remedy: str) -> Finding:
    """Return what somebody should look at."""
    return Finding(Status.AMBER, subject, sentence, remedy)


def red(subject: str, sentence: str, remedy: str) -> Finding:
    """Return what does not work."""
    return Finding(Status.RED, subject, sentence, remedy)


def unknown(subject: str, sentence: str, remedy: str) -> Finding:
    """Return what could not be told."""
    return Finding(Status.UNKNOWN, subject, sentence, remedy)


def judged(subject: str, sentence: str, *, holds: bool, fault: str, remedy: str) -> Finding:
    """Return green and the sentence where something holds, else red with the fault."""
    return green(subject, sentence) if holds else red(subject, fault, remedy)
