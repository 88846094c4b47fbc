"""The function runs with nothing but itself, its requirements and the standard library."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.unit.sign_up_gate.cold_start import load_event

RUN = """
import json, sys
sys.path.insert(0, sys.argv[1])
from sign_up_gate.handler import lambda_handler
answer = lambda_handler(json.loads(sys.argv[2]), None)
print(json.dumps({"answer": answer, "modules": sorted(sys.modules)}))
"""
PACKAGES = (
    "sign_up_gate",
    "aws_lambda_powertools",
    "jmespath",
    "phonenumbers",
    "typing_extensions",
)
HEAVY = {"pydantic", "botocore", "boto3", "aws_xray_sdk", "cryptography"}


def test_it_imports_and_answers_with_only_its_own_packages_on_the_path(tmp_path: Path) -> None:
    for name in PACKAGES:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        origin = Path(spec.origin)
        source = origin.parent if origin.name == "__init__.py" else origin
        (tmp_path / source.name).symlink_to(source)
    event = load_event("CustomMessage_SignUp")
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", RUN, str(tmp_path), json.dumps(event)],
        env={"ALLOWED_COUNTRIES": "US", "POWERTOOLS_SERVICE_NAME": "sign_up_gate"},
        capture_output=True,
        check=True,
        text=True,
    )
    printed = json.loads(ran.stdout.splitlines()[-1])
    assert printed["answer"] == event
    assert not HEAVY & set(printed["modules"])
    assert not ran.stderr
