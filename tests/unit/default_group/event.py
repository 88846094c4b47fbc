"""An event as Cognito sends it, and the group that it leads to.

It is as Cognito documents it (developer guide, "Post confirmation Lambda trigger"), with a user
name and attributes as others have recorded them of pools whose user name is an alias.
"""

import json
from pathlib import Path
from typing import Any

EVENT: dict[str, Any] = json.loads(
    (Path(__file__).parent / "events" / "post_confirmation.json").read_text()
)
GROUP, NAMESPACE = "members", "DefaultGroup"
