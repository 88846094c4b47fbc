"""What a stage would cost if its settings were others."""

from dataclasses import replace

from .stage import Billed

PLANS = ("LITE", "ESSENTIALS", "PLUS")
# What `protection.web_firewall` makes: a web ACL before the pool and one before the API, of two
# rules each, and the default of `protection.texts_per_address`.
_ACLS, _RULES, _TEXTS_PER_ADDRESS = 1, 4, 20


def chosen(
    stage: Billed, *, plan: str | None, web_firewall: bool | None, limit_usd: int | None
) -> Billed:
    """Return the stage with other settings; None leaves one as it is.

    Args:
        stage: the stage.
        plan: `sign_in.feature_plan`.
        web_firewall: `protection.web_firewall`.
        limit_usd: `sms.monthly_limit_usd`.
    """
    if plan is not None:
        stage = replace(stage, plan=plan)
    if limit_usd is not None:
        stage = replace(stage, monthly_limit_usd=limit_usd)
    if web_firewall is False:
        stage = replace(stage, pool_acls=0, api_acls=0, waf_rules=0, texts_per_address=None)
    if web_firewall and not stage.pool_acls:
        stage = replace(
            stage,
            pool_acls=_ACLS,
            api_acls=_ACLS,
            waf_rules=_RULES,
            texts_per_address=_TEXTS_PER_ADDRESS,
        )
    return stage
