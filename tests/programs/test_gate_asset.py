"""The function answers with nothing but its asset and the standard library."""

import json

from tests.assets import asset, run
from tests.unit.sign_up_gate.cold_start import load_event


def test_it_answers_with_only_its_own_packages_on_the_path() -> None:
    event = load_event("CustomMessage_SignUp")
    script = f"""
import json
from sign_up_gate.handler import lambda_handler
print(json.dumps(lambda_handler(json.loads({json.dumps(event)!r}), None)))
"""
    with asset("sign_up_gate") as folder:
        printed = run(script, folder, ALLOWED_COUNTRIES="US")
    assert json.loads(printed.splitlines()[-1]) == event
