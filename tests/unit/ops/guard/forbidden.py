"""Every update of the lists: what the guard must stop."""

from ops.guard.update import Danger
from tests.unit.ops.guard import hidden
from tests.unit.ops.guard.breaking import BREAKS
from tests.unit.ops.guard.losing import LOSES
from tests.unit.ops.guard.wedging import WEDGES

FORBIDDEN = [
    (danger, case)
    for danger, cases in (
        (Danger.LOSES, LOSES + hidden.LOSES),
        (Danger.WEDGES, WEDGES + hidden.WEDGES),
        (Danger.BREAKS, BREAKS + hidden.BREAKS),
    )
    for case in cases
]
