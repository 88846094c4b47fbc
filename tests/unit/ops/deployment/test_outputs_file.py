"""The outputs file: what is no deployment is refused, with the remedy."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from ops.deployment.outputs_file import local_api_url, localized, write_stacks
from ops.errors import OpsError
from tests.unit.ops.samples import ACME, FILE, Run, deployed, sentence

ENDPOINT = "http://127.0.0.1:4566"


MALFORMED = {
    "empty": ("", "is not JSON"),
    "half": ('{"sample-dev-identity": {', "is not JSON"),
    "deep": ("[" * 100_000, "is not JSON"),
    "not_text": (b"\xff\xfe".decode("latin-1"), "is not JSON"),
    "list": ([], "is not an outputs file of the CDK CLI (it holds something else"),
    "no_api_stack": (
        {"sample-dev-identity": FILE["sample-dev-identity"]},
        "no stack <project>-dev-api",
    ),
    "two_projects": ({**FILE, **ACME}, "of several projects (acme-dev-api, acme-dev-identity, "),
    "no_identity_stack": ({"sample-dev-api": FILE["sample-dev-api"]}, "half deployed"),
    "other_stage": ({n.replace("dev", "prod"): o for n, o in FILE.items()}, "half deployed"),
    "stack_is_text": ({**FILE, "sample-dev-api": "x"}, "is not an outputs file of the CDK CLI"),
    "no_api_url": ({**FILE, "sample-dev-api": {}}, "no output ApiUrl"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_file_that_is_not_a_deployment_is_refused(run: Run, case: str) -> None:
    stacks, why = MALFORMED[case]
    deployed(stacks)
    said = sentence(run("--out", "settings.json"))
    assert why in said
    assert "make deploy STAGE=dev" in said
    assert not Path("settings.json").exists()


@pytest.mark.parametrize(
    ("stack", "output", "value"),
    [
        ("identity", "Region", "eu-west"),
        ("identity", "Region", "eu-west-1\n"),
        ("identity", "UserPoolId", "'; rm -rf /; '_x"),
        ("identity", "UserPoolClientId", '</script>"'),
        ("identity", "IdentityPoolId", "eu-west-1:$(id)"),
        ("api", "ApiUrl", "https://x.example/v1"),
        ("api", "ApiUrl", "javascript:alert(1)/"),
        ("api", "ApiUrl", "https://x.example/'#/"),
        ("api", "ApiUrl", "https://user:pw@x.example/v1/"),  # pragma: allowlist secret
    ],
)
def test_a_value_that_is_not_what_its_name_says_is_refused(
    run: Run, stack: str, output: str, value: object
) -> None:
    stacks: dict[str, dict[str, Any]] = copy.deepcopy(FILE)
    stacks[f"sample-dev-{stack}"][output] = value
    deployed(stacks)
    assert f"{output} of sample-dev-{stack} is malformed" in sentence(run())


def test_a_value_that_is_no_text_is_refused(run: Run) -> None:
    stacks: dict[str, dict[str, Any]] = copy.deepcopy(FILE)
    stacks["sample-dev-identity"]["UserPoolId"] = 7
    deployed(stacks)
    assert "is not an outputs file of the CDK CLI" in sentence(run())


def test_a_file_that_cannot_be_read_is_named(run: Run) -> None:
    Path("outputs/dev.json").mkdir(parents=True)
    assert "Cannot read outputs/dev.json" in sentence(run())


def test_the_outputs_file_keeps_its_format_and_gets_an_address_that_answers() -> None:
    deployed = {
        "sample-local-identity": {"Region": "us-east-1"},
        "sample-local-api": {"ApiUrl": "https://ab12.execute-api.us-east-1.amazonaws.com/v1/"},
    }
    assert localized(deployed, ENDPOINT) == {
        "sample-local-identity": {"Region": "us-east-1"},
        "sample-local-api": {"ApiUrl": f"{ENDPOINT}/_aws/execute-api/ab12/v1/"},
    }


def test_an_api_url_of_another_kind_is_refused() -> None:
    with pytest.raises(OpsError, match="not the address of a REST API"):
        local_api_url("https://api.example.com/v1/", ENDPOINT)


def test_outputs_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "outputs/local.json"
    write_stacks({"stack": {"Region": "us-east-1"}}, path)
    with pytest.raises(TypeError):
        write_stacks({"stack": {"Region": object()}}, path)  # type: ignore[dict-item] # not JSON
    assert json.loads(path.read_text()) == {"stack": {"Region": "us-east-1"}}
    assert list(path.parent.iterdir()) == [path]
