"""The function runs with nothing but itself, its requirements and the standard library."""

import json
import subprocess
import sys
from pathlib import Path

import aws_lambda_powertools
import jmespath
import phonenumbers
import typing_extensions

import sign_up_gate
from tests.unit.sign_up_gate.cold_start import load_event

RUN = """
import json, sys
sys.path.insert(0, sys.argv[1])
from sign_up_gate.handler import lambda_handler
answer = lambda_handler(json.loads(sys.argv[2]), None)
print(json.dumps({"answer": answer, "modules": sorted(sys.modules)}))
"""
HEAVY = {"pydantic", "botocore", "boto3", "aws_xray_sdk", "cryptography"}


def test_it_imports_and_answers_with_only_its_own_packages_on_the_path(tmp_path: Path) -> None:
    for package in (sign_up_gate, aws_lambda_powertools, jmespath, phonenumbers):
        assert package.__file__ is not None
        folder = Path(package.__file__).parent
        (tmp_path / folder.name).symlink_to(folder)
    (tmp_path / "typing_extensions.py").symlink_to(typing_extensions.__file__)
    event = load_event("CustomMessage_SignUp")
    ran = subprocess.run(  # noqa: S603 - our own interpreter and text
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
