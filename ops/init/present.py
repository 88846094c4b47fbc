"""What stages.py says now: an answer that nobody gives leaves it at that."""

from ..deployment.stages import ask_stages
from .answers import Answers, Attribute, Group
from .stages_file import PAGE

_FIRST = "next(iter(STAGES.values()))"
_PRESENT = f"""{{
    "project": {_FIRST}.project,
    "countries": {_FIRST}.sign_up.allowed_countries,
    "attributes": [[a.name, a.type, a.written_by] for a in {_FIRST}.users.custom_attributes],
    "groups": [[g.name, g.description] for g in {_FIRST}.users.groups],
    "default_group": {_FIRST}.users.default_group,
    "origins": [origin for stage in STAGES.values() for origin in stage.api.cors_origins],
}}"""


def present_answers() -> Answers:
    """Return the answers that would write what the project's stages are now.

    Raises:
        OpsError: stages.py cannot be read.
    """
    found = ask_stages(_PRESENT)
    return Answers(
        project=found["project"],
        countries=tuple(found["countries"]),
        attributes=tuple(Attribute(*attribute) for attribute in found["attributes"]),
        groups=tuple(Group(*group) for group in found["groups"]),
        origins=tuple(origin for origin in dict.fromkeys(found["origins"]) if origin not in PAGE),
        default_group=found["default_group"],
    )
