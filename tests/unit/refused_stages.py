"""Changes of a protected stage that contradict themselves or AWS, and words of the refusal."""

from typing import Any

from stacks.rules.whole import RESERVED_STARTS
from stacks.settings import (
    CustomAttribute,
    Group,
    PasswordPolicy,
    SignUp,
    Throttling,
    TokenLifetimes,
)


def attributes(**changes: Any) -> dict[str, Any]:
    return {"users.custom_attributes": (CustomAttribute(**{"name": "company", **changes}),)}


REFUSED = {
    "a name that is no part of a stack name": ({"name": "Prod_1"}, "lower-case letters"),
    "a project that is no part of a stack name": ({"project": "-"}, "lower-case letters"),
    **{
        f"a project that begins with {start}": ({"project": f"{start}shop"}, repr(start))
        for start in RESERVED_STARTS
    },
    "an account that is not 12 digits": ({"account": "12345"}, "12 digits"),
    "a region that is none": ({"region": "Frankfurt"}, "eu-central-1"),
    "SMS as second factor with phone recovery": ({"sign_in.mfa_methods": ("SMS",)}, "use TOTP"),
    "a second factor without a method": (
        {"sign_in.mfa": "REQUIRED", "sign_in.mfa_methods": ()},
        "add 'TOTP'",
    ),
    "a short password": ({"sign_in.password": PasswordPolicy(min_length=8)}, "use 12 to 99"),
    "a password longer than Cognito takes": (
        {"sign_in.password": PasswordPolicy(min_length=100)},
        "use 12 to 99",
    ),
    "a short password without classes": (
        {"sign_in.password": PasswordPolicy(min_length=14, character_classes=False)},
        "15 or more",
    ),
    "an access token below Cognito's limit": (
        {"sign_in.tokens": TokenLifetimes(access_minutes=4)},
        "access_minutes is 4",
    ),
    "an ID token that outlives its revocation by hours": (
        {"sign_in.tokens": TokenLifetimes(id_minutes=61)},
        "id_minutes is 61",
    ),
    "a refresh token for longer than a month": (
        {"sign_in.tokens": TokenLifetimes(refresh_days=31)},
        "use 1 to 30",
    ),
    "a refresh token shorter than an access token": (
        {"sign_in.tokens": TokenLifetimes(access_minutes=1500, refresh_days=1)},
        "shorter than the access",
    ),
    "a custom attribute over 20 characters": (attributes(name="a" * 21), "20 characters"),
    "a custom attribute with its prefix": (attributes(name="custom:company"), "without 'custom:'"),
    "a reserved custom attribute": (attributes(name="Email"), "reserved by Cognito"),
    "a custom attribute twice": (
        {"users.custom_attributes": (CustomAttribute(name="a"), CustomAttribute(name="a"))},
        "is there twice",
    ),
    "more custom attributes than Cognito takes": (
        {"users.custom_attributes": tuple(CustomAttribute(name=f"a{i}") for i in range(51))},
        "Cognito takes 50",
    ),
    "a string longer than Cognito takes": (attributes(max_value=2049), "0 to 2048"),
    "a string whose bounds are exchanged": (attributes(min_value=5, max_value=4), "in order"),
    "a number whose bounds are exchanged": (
        attributes(type="Number", min_value=5, max_value=4),
        "exchange them",
    ),
    "a date with bounds": (attributes(type="DateTime", max_value=4), "has no bounds"),
    "a group with a comma": (
        {"users.groups": (Group(name="a,b", description="", precedence=0),)},
        "letters, digits",
    ),
    "a group with a negative precedence": (
        {"users.groups": (Group(name="a", description="", precedence=-1),)},
        "use 0 or more",
    ),
    "a default group that there is not": (
        {"users.default_group": "nobodys"},
        "use one of users.groups (",
    ),
    "a group twice": (
        {"users.groups": (Group(name="a", description="", precedence=0),) * 2},
        "is there twice",
    ),
    "a support principal without the role": (
        {"support.role": False, "support.principal": "arn:aws:iam::123456789012:role/desk"},
        "turn the role on",
    ),
    "everybody as support": (
        {"support.role": True, "support.principal": "arn:aws:iam::123456789012:role/*"},
        "without a wildcard",
    ),
    "a whole account as support": (
        {"support.role": True, "support.principal": "arn:aws:iam::123456789012:root"},
        "of one IAM user or role",
    ),
    "no country": ({"sign_up.allowed_countries": ()}, "nobody could sign up"),
    "an unknown country": ({"sign_up.allowed_countries": ("XX",)}, "ISO 3166-1"),
    "a country in small letters": ({"sign_up.allowed_countries": ("de",)}, "in capitals"),
    "test numbers where users are protected": (
        {"sign_up.test_numbers": ("+14155550100",)},
        "without an SMS",
    ),
    "a test number that is not E.164": (
        {"sign_up.test_numbers": ("0415 5550100",)},
        "write it in E.164",
    ),
    "a message without the code": ({"sms.message": "Hello"}, "{####} once"),
    "a message longer than an SMS": ({"sms.message": "{####}" + "x" * 140}, "takes 140"),
    "a spend limit of nothing": ({"sms.monthly_limit_usd": 0}, "1 or more, or None"),
    "a spend limit as text": ({"sms.monthly_limit_usd": "1"}, "of type int"),
    "no origin": ({"api.cors_origins": ()}, "no browser"),
    "an origin with a path": ({"api.cors_origins": ("https://a.example/app",)}, "without path"),
    "an origin with https's own port": (
        {"api.cors_origins": ("https://a.example:443",)},
        "443",
    ),
    "an origin with http's own port": (
        {"api.cors_origins": ("http://localhost:80",)},
        "80",
    ),
    "an origin with a slash": ({"api.cors_origins": ("https://a.example/",)}, "without path"),
    "a wildcard": ({"api.cors_origins": ("*",)}, "wildcard"),
    "a wildcard in an origin": ({"api.cors_origins": ("https://*.example",)}, "wildcard"),
    "an origin without TLS": (
        {"api.cors_origins": ("http://a.example",)},
        "http for localhost only",
    ),
    "an origin with an impossible port": (
        {"api.cors_origins": ("https://a.example:65536",)},
        "port",
    ),
    "an origin with a password": (
        {"api.cors_origins": ("https://u:p@a.example",)},
        "scheme://host",
    ),
    "a local origin where users are protected": (
        {"api.cors_origins": ("http://localhost:5173",)},
        "no place in a protected stage",
    ),
    "throttling that lets nobody in": (
        {"api.throttling": Throttling(rate=0, burst=1)},
        "1 or more",
    ),
    "a backup of second factors that nobody has": (
        {"backup.second_factors": True, "sign_in.mfa": "OFF"},
        "nobody has one",
    ),
    "a backup at no hour of the day": ({"backup.start_hour": 24}, "use 0 to 23"),
    "a backup that nobody keeps": ({"backup.kept_days": 0}, "use 1 to 365"),
    "a backup that keeps the deleted for years": ({"backup.kept_days": 366}, "use 1 to 365"),
    "a protected stage whose backups take requests without TLS": (
        {"cloud.tls": False},
        "cloud.tls is off",
    ),
    "a protected stage without its message log": (
        {"cloud.user_notification_log": False},
        "cloud.user_notification_log is off",
    ),
    "a protected stage by the CLI's credentials": (
        {"cloud.bootstrap_roles": False},
        "cloud.bootstrap_roles is off",
    ),
    "a protected stage without the alarms on several metrics": (
        {"cloud.metric_math": False},
        "cloud.metric_math is off",
    ),
    "a limit of texts below WAF's": ({"protection.texts_per_address": 9}, "10 (WAF's least)"),
    "a limit of texts that limits nobody": ({"protection.texts_per_address": 1001}, "to 1000"),
    "texts from a region that the pool does not know": (
        {"region": "eu-central-1", "sms.region": "us-east-1"},
        "texts from eu-central-1 or eu-west-1 alone",
    ),
    "texts from another region than one that is not known": (
        {"sms.region": "eu-west-1"},
        "set region too",
    ),
    "a pool in Seoul that texts from there": ({"region": "ap-northeast-2"}, "'ap-northeast-1'"),
    "a number as text": ({"api.throttling": Throttling(rate="9", burst=1)}, "of type int"),  # type: ignore[arg-type]  # what is refused
    "a boolean as number": ({"protection.retain": 1}, "of type bool"),
    "a number as boolean": ({"sign_in.tokens": TokenLifetimes(refresh_days=True)}, "of type int"),
    "a text for a tuple": ({"sign_up.allowed_countries": "DE"}, "write a tuple"),
    "a wrong item": ({"api.cors_origins": (80,)}, "api.cors_origins[0] is 80"),
    "a word that is no choice": ({"sign_in.mfa": "ON"}, "use one of OFF, OPTIONAL, REQUIRED"),
    "a whole group of another kind": ({"sign_in": SignUp(allowed_countries=())}, "of type SignIn"),
    "an account as number": ({"account": 123456789012}, "of type str"),
}
