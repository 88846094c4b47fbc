"""What the gate counts, by country: sign-ups, texts, refusals, and who confirmed.

An allowed country counts under its own code and all others together: whoever makes up numbers makes
no new metric. The log has each refusal's country. Without a policy nothing was decided, and nothing
counts: the function's errors then exceed its refusals.
"""

from metrics import count
from sign_up_gate.numbers import Decision, Policy, Verdict, judge
from sign_up_gate.trigger import CONFIRMED_SIGN_UP, CUSTOM_MESSAGE, SIGN_UP, read_trigger

OTHER_COUNTRY = "other"


def count_decision(source: str, verdict: Verdict, policy: Policy | None) -> None:
    """Count a decision; nothing of a test number, which costs nothing and needs no code."""
    if policy is None:
        return
    if verdict.decision is Decision.REFUSED:
        count("RefusedNumbers", Country=_country(verdict, policy))
    elif verdict.decision is Decision.ALLOWED and source in CUSTOM_MESSAGE:
        count("Texts", Country=_country(verdict, policy))
    elif verdict.decision is Decision.ALLOWED and source == SIGN_UP:
        count("SignUps", Country=_country(verdict, policy))
        # Where many sign up and nobody ever confirms, which is what the alarm is for, there would
        # be no such metric; what CloudWatch's FILL makes of none is documented nowhere.
        count("Confirmations", 0, Country=_country(verdict, policy))


def count_confirmation(event: object, policy: Policy | None) -> None:
    """Count a sign-up that was confirmed, by its own number; never a reset, never an error."""
    trigger = read_trigger(event)
    if policy is None or trigger.source != CONFIRMED_SIGN_UP:
        return
    for verdict in (judge(number, policy) for number in trigger.numbers[:1]):
        if verdict.decision is not Decision.TEST:
            count("Confirmations", Country=_country(verdict, policy))


def _country(verdict: Verdict, policy: Policy) -> str:
    return verdict.country if verdict.country in policy.countries else OTHER_COUNTRY
