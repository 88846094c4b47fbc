"""The settings files, judged by the packages that read them: tests/consumers/package.json."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ops.deployment.facts import Facts
from ops.deployment.outputs import StackOutputs
from ops.settings import formats
from tests.node import CONSUMERS, NODE, said
from tests.unit.ops.samples import DEV, FACTS, HOSTILE, HOSTILE_NAMES, LOCAL, NOTHING

pytestmark = pytest.mark.npm

TSC = CONSUMERS / "node_modules/typescript/bin/tsc"
OFFICIAL = "clientConfigTypesV1_5.AWSAmplifyBackendOutputs"
STRICT = [
    *("--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes"),
    *("--noEmit", "--module", "nodenext", "--skipLibCheck"),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A frontend's directory with the packages installed."""
    assert TSC.exists(), f"{CONSUMERS} is not installed: run `make test`, or `npm ci` in it."
    (tmp_path / "node_modules").symlink_to(CONSUMERS / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    return tmp_path


def compile_(project: Path, source: str) -> str:
    """Return what the TypeScript compiler has against the source; nothing when it is right."""
    (project / "main.ts").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [str(NODE), str(TSC), *STRICT, "main.ts"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return done.stdout


def as_official_type(settings: str) -> str:
    """TypeScript that holds a literal against the official type; JSON modules widen it instead."""
    return (
        'import type { clientConfigTypesV1_5 } from "@aws-amplify/client-config";\n'
        f"export const outputs: {OFFICIAL} = {settings};\n"
    )


@pytest.mark.parametrize("facts", [FACTS, HOSTILE], ids=["tame", "hostile"])
def test_amplify_outputs_compile_against_the_official_type(project: Path, facts: Facts) -> None:
    assert compile_(project, as_official_type(formats.amplify(LOCAL, facts))) == ""


@pytest.mark.parametrize(
    "change", [{"mfa_configuration": "ON"}, {"pool": "x"}, {"user_pool_id": None}]
)
def test_the_official_type_refuses_what_it_does_not_know(
    project: Path, change: dict[str, str | None]
) -> None:
    settings = json.loads(formats.amplify(LOCAL, FACTS))
    settings["auth"] |= change
    assert "main.ts" in compile_(project, as_official_type(json.dumps(settings)))


STAGES = pytest.mark.parametrize("outputs", [DEV, LOCAL], ids=lambda o: o.stage)
WHOM = pytest.mark.parametrize("facts", [FACTS, HOSTILE, NOTHING], ids=["tame", "hostile", "bare"])
# What a frontend writes, and a type checker must take for every stage alike.
USES = """
export const pool: string = settings.userPoolId, at: string | undefined = settings.local?.smsCode;
export const by: (string | undefined)[] = settings.countries.map(c => settings.callingCodes[c]);
export const longest: number | null | undefined = settings.attributes["custom:team"]?.maxLength;
export const strongest: number | null | undefined = settings.groups["admins"];
export const totp: boolean = settings.mfaMethods.includes("TOTP");
"""


@STAGES
@WHOM
def test_the_angular_environment_compiles_for_every_stage(
    project: Path, outputs: StackOutputs, facts: Facts
) -> None:
    """`fileReplacements` puts one in the place of the other: both take the same code."""
    use = "const settings = environment;\nexport const live: boolean = settings.production;\n"
    assert compile_(project, formats.angular(outputs, facts) + use + USES) == ""


CONFIGURE = """
import { Amplify } from "aws-amplify";
import { config, settings } from "./amplify-config.js";
import standard from "./amplify-config.js";
Amplify.configure(config);
Amplify.configure(standard);
"""


@STAGES
@WHOM
def test_the_amplify_module_compiles_against_aws_amplify(
    project: Path, outputs: StackOutputs, facts: Facts
) -> None:
    (project / "amplify-config.ts").write_text(formats.amplify_ts(outputs, facts))
    assert compile_(project, CONFIGURE + USES) == ""


def test_aws_amplify_refuses_a_module_of_another_shape(project: Path) -> None:
    text = formats.amplify_ts(LOCAL, FACTS).replace('"code"', '"pigeon"')
    (project / "amplify-config.ts").write_text(text)
    assert "'\"pigeon\"' is not assignable" in compile_(project, CONFIGURE)


@pytest.fixture
def parsed(project: Path) -> Any:
    """What `parseAmplifyConfig` of aws-amplify makes of a settings file."""

    def parse(name: str, text: str) -> Any:
        (project / name).write_text(text, encoding="utf-8")
        return said(NODE, CONSUMERS / "parsed.mjs", project / name)

    return parse


AUTH = {
    "userPoolId": DEV.user_pool_id,
    "userPoolClientId": DEV.user_pool_client_id,
    "identityPoolId": DEV.identity_pool_id,
    "allowGuestAccess": True,
    "loginWith": {"email": False, "phone": True, "username": False},
    "mfa": {"status": "optional", "smsEnabled": False, "totpEnabled": True},
    "passwordFormat": {
        "minLength": 12,
        "requireLowercase": True,
        "requireNumbers": True,
        "requireSpecialCharacters": False,
        "requireUppercase": True,
    },
    "userAttributes": {"name": {"required": True}, "phone_number": {"required": True}},
}


def test_aws_amplify_reads_the_amplify_outputs(parsed: Any) -> None:
    groups = [{"admins": {"precedence": 0}}, {"members": {}}]
    read = parsed("amplify_outputs.json", formats.amplify(DEV, FACTS))
    assert read == {"Auth": {"Cognito": {**AUTH, "groups": groups}}}


def test_aws_amplify_reads_aws_exports_with_its_api(parsed: Any) -> None:
    read = parsed("aws-exports.js", formats.aws_exports(DEV, FACTS))
    endpoint = "https://abc123.execute-api.eu-west-1.amazonaws.com/v1"
    assert read == {
        "Auth": {"Cognito": AUTH},
        "API": {"REST": {"sample": {"endpoint": endpoint, "region": "eu-west-1"}}},
    }


@pytest.mark.parametrize("guest_access", [True, False])
def test_both_generations_of_amplify_agree_on_guests(parsed: Any, guest_access: bool) -> None:
    facts = replace(FACTS, guest_access=guest_access)
    new = parsed("amplify_outputs.json", formats.amplify(DEV, facts))
    old = parsed("aws-exports.js", formats.aws_exports(DEV, facts))
    assert new["Auth"]["Cognito"].get("allowGuestAccess", False) is guest_access
    assert old["Auth"]["Cognito"]["allowGuestAccess"] is guest_access


def test_aws_amplify_reads_hostile_group_names_as_they_are(parsed: Any) -> None:
    read = parsed("amplify_outputs.json", formats.amplify(DEV, HOSTILE))
    names = [name for group in read["Auth"]["Cognito"]["groups"] for name in group]
    assert names == HOSTILE_NAMES
