"""A resource of a stage: what it was deployed with, beside what AWS reports of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..deployment.stack import properties
from ..deployment.subject import Subject
from .values import resolved


class Settings(NamedTuple):
    """Settings of a resource by their names.

    Attributes:
        deployed: as `values.matches` wants them; None for what must not be there.
        seen: as AWS reports them.
    """

    deployed: Mapping[str, Any]
    seen: Mapping[str, Any]


@dataclass(frozen=True)
class Resource:
    """A resource of the stack `identity` or `api`."""

    subject: Subject
    part: str
    logical_id: str

    @property
    def physical_id(self) -> str:
        """Its id in its service."""
        return self.subject.physical(self.part, self.logical_id)

    def client(self, service: str) -> Any:
        """Return a client of a service where the stage is."""
        return self.subject.client(service)

    def settings(self, *, without: Collection[str] = ()) -> dict[str, Any]:
        """Return the properties of its template with their values as AWS would report them."""
        stack = self.subject.identity if self.part == "identity" else self.subject.api
        names = self.subject.names(self.part)
        return {
            name: resolved(value, names)
            for name, value in properties(stack.resources[self.logical_id]).items()
            if name not in without
        }


def resources(subject: Subject, kind: str) -> Iterator[Resource]:
    """Yield the resources of a type of both stacks."""
    for part, stack in (("identity", subject.identity), ("api", subject.api)):
        for logical_id in stack.of_type(kind):
            yield Resource(subject, part, logical_id)
