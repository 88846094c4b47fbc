"""What may differ between deployments: the typed settings of one stage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from aws_cdk.aws_logs import RetentionDays

from stacks import stage_rules


class StageError(ValueError):
    """There is nothing to deploy.

    StageError
    ├── UnknownStageError   no stage has the name.
    └── InvalidStageError   the stage contradicts itself or asks for what cannot work.
    """


class UnknownStageError(StageError):
    """No stage has the name that was asked for."""

    def __init__(self, name: object, known: Iterable[str]) -> None:
        super().__init__(
            f"there is no stage {name!r}: use -c stage= with one of {', '.join(known)}, "
            "or add it to stages.py"
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
class PasswordPolicy:
    """What a password must have.

    The default asks for all four classes; `PasswordPolicy(min_length=15, character_classes=False)`
    is the profile of NIST SP 800-63B-4, which counts on length alone.
    """

    min_length: int = 12
    character_classes: bool = True


@dataclass(frozen=True, kw_only=True)
class TokenLifetimes:
    """How long tokens are good for. A revoked ID token still opens the API until it expires."""

    access_minutes: int = 60
    id_minutes: int = 60
    refresh_days: int = 30


@dataclass(frozen=True, kw_only=True)
class CustomAttribute:
    """A `custom:` attribute of every user.

    Cognito never removes or changes one once it is deployed: only add, at the end of the list.

    Attributes:
        name: without `custom:`, 1 to 20 characters.
        type: Cognito's AttributeDataType.
        min_value: the least length of a String, the least value of a Number.
        max_value: the greatest length of a String, the greatest value of a Number.
        mutable: whether it can change after sign-up.
        written_by: "user" lets its owner write it through the app client; "operator" leaves it to
            the Admin API. Never authorise by an attribute that a user writes: use groups.
    """

    name: str
    type: Literal["String", "Number", "DateTime", "Boolean"] = "String"
    min_value: int | None = None
    max_value: int | None = None
    mutable: bool = True
    written_by: Literal["user", "operator"] = "user"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of users; its name reaches the ID token as `cognito:groups`.

    Attributes:
        precedence: the lower, the stronger.
    """

    name: str
    description: str
    precedence: int


@dataclass(frozen=True, kw_only=True)
class Throttling:
    """The API's limit over all callers together: requests a second, and how many at once."""

    rate: int
    burst: int


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The settings of one deployment.

    Attributes:
        name: part of the stack names: a rename leaves every user behind.
        project: the other part of the stack names, and the value of the tag `project`.
        account: 12 digits; None takes the account of the credentials that deploy.
        region: None takes the region of the credentials that deploy.
        allowed_countries: ISO 3166-1 alpha-2 codes of the countries whose numbers may be texted.
        sign_up_enabled: False closes self sign-up; an operator can still create users.
        test_numbers: E.164 numbers that confirm themselves and are never texted; not in prod.
        sms_message: the text of the verification SMS; `{####}` stands for the code.
        sms_monthly_limit_usd: what SNS may spend on SMS; None leaves that as it is. It holds for
            the whole account and region, so only one stage there may set it, and it stays when the
            stage goes. No more than AWS's own quota, which starts at 1 USD.
        account_recovery: "PHONE" texts a code; "ADMIN_ONLY" leaves resets to an operator.
        feature_plan: Cognito's UserPoolTier.
        cors_origins: the origins of the frontends, as a browser sends them.
        web_firewall: a WAF web ACL on the pool and on the API, some 14 USD a month. MiniStack has
            none.
        tracing: X-Ray on the API, paid by the trace.
        log_retention: how long CloudWatch keeps the logs.
        protected: keep the directory whatever happens to the stack: Retain, deletion protection
            and termination protection.
        user_notification_log: log undelivered SMS. MiniStack has no such resource.
        cli_credentials: deploy with the CLI's own credentials instead of the bootstrap roles.
            MiniStack refuses the roles' uploads, for its endpoint has no TLS.

    Raises:
        InvalidStageError: with every problem of the stage at once.
    """

    name: str
    project: str = "phone-auth"
    account: str | None = None
    region: str | None = None

    allowed_countries: tuple[str, ...]
    sign_up_enabled: bool = True
    test_numbers: tuple[str, ...] = ()
    sms_message: str = "Your account activation code is {####}"
    sms_monthly_limit_usd: int | None = None
    custom_attributes: tuple[CustomAttribute, ...] = ()
    groups: tuple[Group, ...] = ()

    password: PasswordPolicy = PasswordPolicy()
    mfa: Literal["OFF", "OPTIONAL", "REQUIRED"] = "OPTIONAL"
    mfa_methods: tuple[Literal["TOTP", "SMS"], ...] = ("TOTP",)
    account_recovery: Literal["PHONE", "ADMIN_ONLY"] = "PHONE"
    tokens: TokenLifetimes = TokenLifetimes()
    feature_plan: Literal["LITE", "ESSENTIALS", "PLUS"] = "ESSENTIALS"

    guest_access: bool = True
    cors_origins: tuple[str, ...]
    throttling: Throttling
    web_firewall: bool = False
    tracing: bool = False

    log_retention: RetentionDays = RetentionDays.ONE_MONTH
    protected: bool = True

    user_notification_log: bool = True
    cli_credentials: bool = False

    def __post_init__(self) -> None:
        if problems := stage_rules.problems(self):
            raise InvalidStageError(self.name, problems)


def find_stage(stages: Mapping[str, Stage], name: object) -> Stage:
    """Return the stage that a context value names; none named is dev.

    Raises:
        UnknownStageError: there is no such stage.
    """
    wanted = "dev" if name is None else name
    if not isinstance(wanted, str) or wanted not in stages:
        raise UnknownStageError(wanted, stages)
    return stages[wanted]
