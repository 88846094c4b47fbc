"""What a table says of a resource type."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .checks import Check
from .update import Danger


@dataclass(frozen=True)
class Guarded:
    """A property that may not move in every direction.

    Attributes:
        danger: the class of a move that it may not make.
        check: which those are.
        harm: what a deployment would do then, or, of WEDGES, why it would fail.
    """

    danger: Danger
    check: Check
    harm: str


class Free:
    """Changes of it harm nobody."""


class ByRule:
    """A rule in code judges it, together with other values."""


FREE, BY_RULE = Free(), ByRule()
Row = Guarded | Free | ByRule


@dataclass(frozen=True)
class Lost:
    """What it means that a resource is no longer there.

    Attributes:
        danger: the class.
        harm: what a deployment would do.
    """

    danger: Danger
    harm: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """One resource type.

    Attributes:
        lost: what its loss means: FREE, a `Lost`, or BY_RULE.
        rows: by property; a path such as `SmsConfiguration.SnsRegion` goes before its beginning.
        owner: the property that names the resource that it belongs to, whose loss says it all.
        unique: the properties of which no two resources have the same: under another logical id
            the new one fails, for CloudFormation makes it before it lets go of the old one.
        heirs: another logical id does no harm, where something like it is there.
        stands_for_stack: of a stack that is gone, its loss is what is said.
    """

    lost: Lost | Free | ByRule = FREE
    rows: Mapping[str, Row] = field(default_factory=dict)
    owner: str | None = None
    unique: tuple[str, ...] = ()
    heirs: bool = False
    stands_for_stack: bool = False

    def row(self, path: str) -> Row | None:
        """Return the row of a property's path, or of the longest beginning of it."""
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            if row := self.rows.get(".".join(parts[:end])):
                return row
        return None


Tables = Mapping[str, Table]
