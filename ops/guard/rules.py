"""Every finding of the guard: what the tables say of single properties, and rules of several."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from . import calls, clients, lose, plan, rights, schema, wedge
from .judge import judge
from .table import Tables
from .tables import TABLES
from .update import Danger, Finding, Update

Rule = Callable[[Update], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    # would lose the directory
    lose.stack_renamed,
    lose.stack_moved,
    lose.pool_lost,
    lose.kept_key_lost,
    lose.retention_weakened,
    lose.termination_protection_off,
    lose.sms_role_lost,
    rights.sms_trust_narrowed,
    rights.sms_right_taken,
    # would fail, or wedge the stack
    clients.macro_added,
    wedge.sms_role_switched_in_one_step,
    wedge.external_id_changed_in_one_step,
    wedge.service_token_changed,
    wedge.sender_without_key,
    wedge.unverifiable_attributes,
    schema.schema_undecided,
    schema.attribute_changed,
    schema.attributes_reordered,
    schema.standard_attribute_added,
    schema.custom_attribute_required,
    schema.attribute_named_twice,
    schema.too_many_attributes,
    plan.plan_too_low,
    # would break clients
    clients.write_attributes_changed,
    clients.output_changed,
    calls.call_not_allowed,
    rights.other_trust_changed,
    rights.grant_taken,
    rights.denied_by_a_new_policy,
)


def findings(
    update: Update, rules: Sequence[Rule] = RULES, tables: Tables = TABLES
) -> list[Finding]:
    """Return why an update must be stopped, the worst first; nothing when it may go on."""
    found = [replace(f, by=rule.__name__) for rule in rules for f in rule(update)]
    found += judge(update, tables)
    return sorted(map(_on_one_line, found), key=lambda finding: [*Danger].index(finding.danger))


def _on_one_line(finding: Finding) -> Finding:
    """Whatever a template has in it, a reason is one line."""
    return replace(finding, sentence=" ".join(finding.sentence.split()))
