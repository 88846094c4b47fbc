"""The text of stages.py for a project's answers."""

import json
from collections.abc import Iterable
from string import Template

from .answers import Answers, Attribute, is_local

# Where `make web` serves the page.
PAGE = ("http://127.0.0.1:5173", "http://localhost:5173")
MAX_LENGTH = 256  # of a text: it can never be changed once it is deployed

_NO_DEFAULT_GROUP = """\
# Who joins which group is decided one by one there: python -m ops support add-to-group.
    users=replace(_DEV.users, default_group=None),"""

_TEMPLATE = Template('''\
"""The stages of this project: edit here what local, dev and prod are.

Every setting is described in `docs/settings.md`. Three rules keep the users where they are: never
rename a deployed stage or project, never remove or change a deployed custom attribute, and add new
attributes at the end.
"""

from dataclasses import replace

from aws_cdk.aws_logs import RetentionDays

from stacks.settings import (
    ApiAccess,
    Cloud,
    $settings
    Observation,
    Protection,
    SignUp,
    Sms,
    Throttling,
    Users,
)
from stacks.stage import Stage, by_name

_DEV = Stage(
    name="dev",
    project=$project,
    sign_up=SignUp(allowed_countries=$countries),
    users=Users(
        # What users write themselves is shown, never trusted: groups decide who may do what.
        custom_attributes=$attributes,
        groups=$groups,
        $default_group
    ),
    api=ApiAccess(
        cors_origins=$page,
        throttling=Throttling(rate=20, burst=40),
    ),
    protection=Protection(retain=False),
)

_LOCAL = replace(
    _DEV,
    name="local",
    api=replace(_DEV.api, throttling=Throttling(rate=1000, burst=2000)),
    observation=Observation(log_retention=RetentionDays.ONE_DAY),
    cloud=Cloud(
        user_notification_log=False,
        bootstrap_roles=False,
        tls=False,
        public=False,
        metric_math=False,
    ),
)

_PROD = replace(
    _DEV,
    name="prod",
    sms=Sms(monthly_limit_usd=1),
    $no_default_group
    api=ApiAccess(
        cors_origins=$origins, throttling=Throttling(rate=100, burst=200)
    ),
    protection=Protection(web_firewall=True),
    observation=Observation(
        log_retention=RetentionDays.ONE_YEAR, tracing=True, monitoring=True
    ),
)

STAGES = by_name(_LOCAL, _DEV, _PROD)

# The repository on GitHub whose workflows deploy: docs/delivery.md.
DELIVERY: Delivery | None = None
''')


def stages_text(answers: Answers) -> str:
    """Return stages.py, not formatted; what makes no sense is for the stages' own rules."""
    local = [origin for origin in answers.origins if is_local(origin) and origin not in PAGE]
    joined = [name for name, _ in answers.groups if name == answers.default_group]
    used = {"CustomAttribute": answers.attributes, "Delivery": True, "Group": answers.groups}
    return _TEMPLATE.substitute(
        settings="\n    ".join(f"{name}," for name, values in used.items() if values),
        project=_text(answers.project),
        countries=_tuple(map(_text, answers.countries)),
        attributes=_tuple(map(_attribute, answers.attributes)),
        groups=_tuple(
            f"Group(name={_text(name)}, description={_text(said)}, precedence={10 * place})"
            for place, (name, said) in enumerate(answers.groups)
        ),
        default_group="".join(f"default_group={_text(name)}," for name in joined),
        no_default_group=_NO_DEFAULT_GROUP if joined else "",
        page=_tuple(map(_text, (*PAGE, *local))),
        origins=_tuple(_text(origin) for origin in answers.origins if not is_local(origin)),
    )


def _attribute(attribute: Attribute) -> str:
    words = [f"name={_text(attribute.name)}"]
    if attribute.type == "String":
        words += ["min_value=0", f"max_value={MAX_LENGTH}"]
    else:
        words += [f"type={_text(attribute.type)}"]
    if attribute.written_by != "user":
        words += [f"written_by={_text(attribute.written_by)}"]
    return f"CustomAttribute({', '.join(words)})"


def _tuple(entries: Iterable[str]) -> str:
    """Write a tuple; of one entry it keeps its comma."""
    written = list(entries)
    return f"({', '.join(written)}{',' if len(written) == 1 else ''})"


def _text(value: str) -> str:
    """Write a text in double quotes; what JSON escapes, Python reads alike."""
    return json.dumps(value, ensure_ascii=False)
