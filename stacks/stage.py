"""One deployment: its names, its place, and its settings by noun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .errors import SynthError
from .settings import (
    ApiAccess,
    Backup,
    Cloud,
    Observation,
    Protection,
    SignIn,
    SignUp,
    Sms,
    Support,
    Users,
)


class StageError(SynthError):
    """There is nothing to deploy.

    StageError
    ├── UnknownStageError     no stage has the name.
    ├── InvalidStageError     the stage contradicts itself or asks for what cannot work.
    └── UnreadableStagesError `stages_file`: stages.py itself is in error.
    """


class UnknownStageError(StageError):
    """No stage has the name that was asked for."""

    def __init__(self, name: object, known: Iterable[str]) -> None:
        super().__init__(
            f"there is no stage {name!r}: name one of {', '.join(known)} (cdk: -c stage=; make: "
            "STAGE=), or add it to stages.py"
        )


class InvalidStageError(StageError):
    """A stage contradicts itself or asks for what cannot work.

    Attributes:
        problems: one sentence for each problem, with its remedy.
    """

    def __init__(self, stage: object, problems: list[str]) -> None:
        self.problems = problems
        lines = "".join(f"\n  - {problem}" for problem in problems)
        super().__init__(f"stage {stage!r} cannot be deployed; correct it in stages.py:{lines}")


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One deployment. It is judged when it is used (`StageStack`), not when it is written down.

    Attributes:
        name: part of the stack names: a rename leaves every user behind.
        project: the other part of the stack names, and the value of the tag `project`.
        account: 12 digits; None takes the account of the credentials that deploy.
        region: None takes the region of the credentials that deploy.
        sign_up: who signs up.
        sign_in: how they sign in.
        sms: what they are texted, and for how much.
        users: what is kept of them.
        support: who helps them.
        api: who may call the API, and how often.
        protection: how all of that is protected.
        backup: what is kept of the users beside the pool.
        observation: what an operator sees of it.
        cloud: what the cloud can do that is deployed to.
    """

    name: str
    project: str = "phone-auth"
    account: str | None = None
    region: str | None = None

    sign_up: SignUp
    sign_in: SignIn = SignIn()
    sms: Sms = Sms()
    users: Users = Users()
    support: Support = Support()
    api: ApiAccess
    protection: Protection = Protection()
    backup: Backup = Backup()
    observation: Observation = Observation()
    cloud: Cloud = Cloud()

    @property
    def metrics_namespace(self) -> str | None:
        """Where the functions count what monitoring watches, in CloudWatch; None: nowhere."""
        return f"{self.project}/{self.name}" if self.observation.monitoring else None


def by_name(*stages: Stage) -> dict[str, Stage]:
    """Return stages by their names.

    Raises:
        ValueError: two have one name, and the one would be deployed over the other.
    """
    named = {stage.name: stage for stage in stages}
    if len(named) < len(stages):
        names = [stage.name for stage in stages]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"two stages are named {twice!r}: give one of them a name of its own")
    return named


def find_stage(stages: Mapping[str, Stage], name: object) -> Stage:
    """Return the stage that a context value names; none named is dev.

    Raises:
        UnknownStageError: there is no such stage.
    """
    wanted = "dev" if name is None else name
    if not isinstance(wanted, str) or wanted not in stages:
        raise UnknownStageError(wanted, stages)
    return stages[wanted]
