"""What holds for the repository that deploys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..errors import SynthError
from ..settings import Delivery
from .types import wrong_parts

if TYPE_CHECKING:
    from ..stage import Stage

# By setting: what it must be, and how it is written.
_FORMS = {
    "repository": (r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+", "write it like 'octo-org/sign-in'"),
    "owner_id": (r"[0-9]+", "write the digits that `gh api repos/<repository>` says"),
    "repository_id": (r"[0-9]+", "write the digits that `gh api repos/<repository>` says"),
    "branch": (r"[A-Za-z0-9._/-]+", "name one branch, without a pattern"),
}


class DeliveryError(SynthError):
    """No repository deploys, or it cannot as DELIVERY says."""


def check_delivery(delivery: Delivery | None, stages: Mapping[str, Stage]) -> Delivery:
    """Return DELIVERY, if it makes sense for the stages.

    Raises:
        DeliveryError: there is none; or with a sentence for each problem.
    """
    if delivery is None:
        raise DeliveryError(
            "no repository deploys the stages (DELIVERY is None): name yours in stages.py, as"
            " docs/delivery.md says"
        )
    mistyped = [*wrong_parts(delivery, Delivery, "DELIVERY")]
    if problems := mistyped or [*_forms(delivery), *_stages(delivery, stages)]:
        lines = "".join(f"\n  - {problem}" for problem in problems)
        raise DeliveryError(f"DELIVERY cannot be deployed; correct it in stages.py:{lines}")
    return delivery


def _forms(delivery: Delivery) -> Iterator[str]:
    for name, (pattern, remedy) in _FORMS.items():
        if not re.fullmatch(pattern, value := getattr(delivery, name)):
            yield f"{name} is {value!r}: {remedy}"


def _stages(delivery: Delivery, stages: Mapping[str, Stage]) -> Iterator[str]:
    if not delivery.stages:
        yield "stages is empty: name those that are deployed"
    if unknown := [name for name in delivery.stages if name not in stages]:
        yield f"there is no stage {', '.join(unknown)}: use those of {', '.join(stages)}"
    named = [stages[name] for name in delivery.stages if name in stages]
    if alone := [stage.name for stage in named if not stage.cloud.bootstrap_roles]:
        yield f"no role deploys {', '.join(alone)} (cloud.bootstrap_roles=False): leave it out"
    if len(projects := sorted({stage.project for stage in named})) > 1:
        yield f"the stages are of the projects {', '.join(projects)}: name those of one"
