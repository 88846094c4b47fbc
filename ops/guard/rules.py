"""Every rule of the guard, by what its update would do."""

from collections.abc import Callable, Iterator, Sequence

from . import client_break, lose, plan, schema, wedge
from .update import Finding, Update

Rule = Callable[[Update], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    # would lose the directory
    lose.stack_renamed,
    lose.stack_moved,
    lose.pool_lost,
    lose.retention_weakened,
    lose.deletion_protection_off,
    lose.termination_protection_off,
    lose.sms_role_lost,
    # would fail, or wedge the stack
    wedge.sign_in_names_changed,
    wedge.sms_role_switched_in_one_step,
    wedge.external_id_changed_in_one_step,
    wedge.unverifiable_attributes,
    schema.attribute_changed,
    schema.attributes_reordered,
    schema.standard_attribute_added,
    schema.custom_attribute_required,
    plan.plan_lowered,
    # would break clients
    client_break.client_lost,
    client_break.client_replaced,
    client_break.identity_pool_lost,
    client_break.refresh_removed,
    client_break.write_widened,
    client_break.api_lost,
)


def findings(update: Update, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """Return why an update must be stopped; nothing when it may go on."""
    return [finding for rule in rules for finding in rule(update)]
