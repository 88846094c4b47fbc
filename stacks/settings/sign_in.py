"""Who signs up, how they sign in, and what they are texted."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """Who signs up.

    Attributes:
        allowed_countries: ISO 3166-1 alpha-2 codes of the countries whose numbers may be texted.
        enabled: False closes self sign-up; an operator can still create users.
        test_numbers: E.164 numbers that confirm themselves and are never texted; not where users
            are protected.
    """

    allowed_countries: tuple[str, ...]
    enabled: bool = True
    test_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PasswordPolicy:
    """What a password must have.

    The default asks for all four classes; `PasswordPolicy(min_length=15, character_classes=False)`
    is the profile of NIST SP 800-63B-4, which counts on length alone.

    Attributes:
        min_length: 12 to 99, and 15 or more without character classes.
        character_classes: demand a small letter, a capital, a digit and a symbol.
    """

    min_length: int = 14
    character_classes: bool = True


@dataclass(frozen=True, kw_only=True)
class TokenLifetimes:
    """How long tokens are good for.

    Attributes:
        access_minutes: 5 to 60.
        id_minutes: 5 to 60: a revoked ID token still opens the API until it expires.
        refresh_days: 1 to 30: how long a user stays signed in.
    """

    access_minutes: int = 60
    id_minutes: int = 60
    refresh_days: int = 30


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """How users sign in.

    Attributes:
        password: what a password must have.
        mfa: whether a second factor is off, the user's choice, or demanded.
        mfa_methods: the second factors to choose from; SMS goes with recovery by ADMIN_ONLY.
        account_recovery: "PHONE" texts a code; "ADMIN_ONLY" leaves resets to an operator.
        tokens: how long a session lasts.
        feature_plan: Cognito's UserPoolTier; PLUS has threat protection, paid by the active user:
            it rates each sign-in, and what it does about a risk you set in the Cognito console.
    """

    password: PasswordPolicy = PasswordPolicy()
    mfa: Literal["OFF", "OPTIONAL", "REQUIRED"] = "OPTIONAL"
    mfa_methods: tuple[Literal["TOTP", "SMS"], ...] = ("TOTP",)
    account_recovery: Literal["PHONE", "ADMIN_ONLY"] = "PHONE"
    tokens: TokenLifetimes = TokenLifetimes()
    feature_plan: Literal["LITE", "ESSENTIALS", "PLUS"] = "ESSENTIALS"


@dataclass(frozen=True, kw_only=True)
class Sms:
    """What is texted, and for how much.

    Attributes:
        message: the text of the verification SMS; `{####}` stands for the code.
        region: where SNS texts from: its spend limit, sandbox and sender IDs hold there. None is
            the pool's own region; Cognito knows one other for some, and for Seoul only Tokyo.
        monthly_limit_usd: what SNS may spend on SMS; None leaves that as it is. It holds for the
            whole account in the region that texts, so only one stage there may set it, and it stays
            when the stage goes. No more than AWS's own quota, which starts at 1 USD.
    """

    message: str = "Your account activation code is {####}"
    region: str | None = None
    monthly_limit_usd: int | None = None
