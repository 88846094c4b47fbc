"""`python -m ops support` as the live tests run it, and whom it helps there."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ops.people.person import Person


@dataclass(frozen=True)
class Said:
    """What a run of the command ended with and printed."""

    code: int
    out: str
    err: str

    @property
    def audit(self) -> list[dict[str, Any]]:
        """The audit lines."""
        return [json.loads(line) for line in self.err.splitlines() if line.startswith("{")]


Support = Callable[..., Said]


@dataclass(frozen=True)
class Helped:
    """A user who calls.

    Attributes:
        person: with the password.
        sub: of the account.
    """

    person: Person = field(repr=False)
    sub: str

    @property
    def number(self) -> str:
        """The phone number."""
        return self.person.phone_number


def assert_done(said: Said, verb: str, helped: Helped, *never: str) -> None:
    """Assert a change that was made, written down, and told without personal data."""
    assert (said.code, len(said.audit)) == (0, 1), said.err
    line = said.audit[0]
    assert (line["verb"], line["sub"], line["outcome"]) == (verb, helped.sub, "done")
    assert line["caller"].startswith("arn:")
    for text in (helped.number, helped.person.attributes["name"], *never):
        assert text not in said.out + said.err
