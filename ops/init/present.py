"""What stages.py says now: an answer that nobody gives leaves it at that."""

import json
import subprocess
import sys

from ..deployment import paths
from ..errors import OpsError
from .answers import Answers, Attribute, Group
from .stages_file import PAGE

# Asked of stages.py in a process of its own: what operators run never imports it.
_PRESENT = """
import json
from stages import STAGES
first = next(iter(STAGES.values()))
print(json.dumps({
    "project": first.project,
    "countries": first.sign_up.allowed_countries,
    "attributes": [[a.name, a.type, a.written_by] for a in first.users.custom_attributes],
    "groups": [[g.name, g.description] for g in first.users.groups],
    "origins": [origin for stage in STAGES.values() for origin in stage.api.cors_origins],
}))
"""


def present_answers() -> Answers:
    """Return the answers that would write what the project's stages are now.

    Raises:
        OpsError: stages.py cannot be read.
    """
    done = subprocess.run(
        [sys.executable, "-c", _PRESENT],
        cwd=paths.root(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise OpsError(
            f"stages.py cannot be read ({said}): mend it, or take it back with"
            " `git checkout stages.py`."
        )
    found = json.loads(done.stdout)
    return Answers(
        project=found["project"],
        countries=tuple(found["countries"]),
        attributes=tuple(Attribute(*attribute) for attribute in found["attributes"]),
        groups=tuple(Group(*group) for group in found["groups"]),
        origins=tuple(origin for origin in dict.fromkeys(found["origins"]) if origin not in PAGE),
    )
