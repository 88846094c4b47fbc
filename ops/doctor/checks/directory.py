"""What keeps the users, and how they sign in, as AWS reports it."""

from ...deployment.stack import CLIENT, POOL, properties
from ..case import Case
from ..finding import Findings, green, judged


def protection(case: Case) -> Findings:
    """Deletion and termination protection are as deployed."""
    subject = case.deployed
    (name,) = subject.identity.of_type(POOL)
    wanted = properties(subject.identity.resources[name]).get("DeletionProtection", "INACTIVE")
    seen = subject.pool.get("DeletionProtection", "INACTIVE")
    yield judged(
        "user pool",
        f"deletion protection is {seen}, as deployed",
        holds=seen == wanted,
        fault=f"deletion protection is {seen}, and was deployed as {wanted}",
        remedy="turn it back in the Cognito console",
    )
    for part, stack in (("identity", subject.identity), ("api", subject.api)):
        on = stack.termination_protection
        yield judged(
            f"{part} stack",
            f"termination protection is {_on(on)}, as deployed",
            holds=on == subject.protected,
            fault=f"termination protection is {_on(on)}, of a stage that is"
            f"{'' if subject.protected else ' not'} protected",
            remedy=f"run `{case.deploy}`, which sets it",
        )


def stack_policy(case: Case) -> Findings:
    """A stack policy keeps pool, client and identity pool of a protected stage."""
    subject = case.deployed
    if not subject.protected:
        yield green("stack policy", "none, for the stage is not protected: its users go with it")
        return
    yield judged(
        "stack policy",
        "no update can replace pool, client or identity pool",
        holds=subject.kept,
        fault="an update can replace pool, client or identity pool",
        remedy=f"run `python -m ops protect --stage {case.stage}`",
    )


def client(case: Case) -> Findings:
    """The app client has the flows that it was deployed with: SRP and refresh, and no secret."""
    subject = case.deployed
    (name,) = subject.identity.of_type(CLIENT)
    wanted = {*properties(subject.identity.resources[name])["ExplicitAuthFlows"]}
    seen = {*subject.app_client.get("ExplicitAuthFlows", [])}
    again = "set its flows back in the Cognito console"
    yield judged(
        "app client",
        f"signs in by {', '.join(sorted(seen))}, as deployed",
        holds=seen == wanted,
        fault=f"signs in by {', '.join(sorted(seen)) or 'nothing'}, and was deployed with"
        f" {', '.join(sorted(wanted))}",
        remedy=again,
    )
    oauth = subject.app_client.get("AllowedOAuthFlows", [])
    secret = "ClientSecret" in subject.app_client
    yield judged(
        "app client",
        "has no secret and no OAuth flow",
        holds=not (oauth or secret),
        fault="has a secret or an OAuth flow, which no frontend of this project has",
        remedy=again if oauth else f"make it anew: `{case.deploy}` with ALLOW_CLIENT_BREAK=1",
    )


def _on(value: object) -> str:
    return "on" if value else "off"
