"""The settings files, judged by the packages that read them: tests/consumers/package.json."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

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


Files = dict[str, str]
OUTPUTS = {outputs.stage: outputs for outputs in (DEV, LOCAL)}
PEOPLE = {"tame": FACTS, "hostile": HOSTILE, "bare": NOTHING}
STAGES = pytest.mark.parametrize("stage", OUTPUTS)
WHOM = pytest.mark.parametrize("whom", PEOPLE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A frontend's directory with the packages installed."""
    assert TSC.exists(), f"{CONSUMERS} is not installed: run `make test`, or `npm ci` in it."
    project = tmp_path_factory.mktemp("project")
    (project / "node_modules").symlink_to(CONSUMERS / "node_modules")
    (project / "package.json").write_text('{"type": "module"}')
    return project


@pytest.fixture(scope="module")
def errors(project: Path) -> dict[str, str]:
    """What the TypeScript compiler has against the files of each folder; nothing if they are right.

    It reads the packages once for all of them: every file is a module, and sees only its imports.
    """
    folders = {**official(), **angular(), **amplify_modules()}
    for folder, files in folders.items():
        (project / folder).mkdir()
        for name, source in files.items():
            (project / folder / name).write_text(source, encoding="utf-8")
    mains = [f"{folder}/main.ts" for folder in folders]
    done = subprocess.run(
        [str(NODE), str(TSC), *STRICT, *mains],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    errors = dict.fromkeys(folders, "")
    for line in done.stdout.splitlines(keepends=True):
        folder = line.partition("/")[0] if line[0] != " " else folder
        errors[folder] += line
    return errors


def official() -> dict[str, Files]:
    """Hold JSON against the official type, as a literal: JSON modules widen it instead."""

    def main(settings: str) -> Files:
        uses = f"export const outputs: {OFFICIAL} = {settings};\n"
        return {"main.ts": f'import type {{ clientConfigTypesV1_5 }} from "{CONFIG}";\n{uses}'}

    found = {f"official-{whom}": main(formats.amplify(LOCAL, f)) for whom, f in PEOPLE.items()}
    for name, change in UNKNOWN.items():
        settings = json.loads(formats.amplify(LOCAL, FACTS))
        settings["auth"] |= change
        found[f"official-{name}"] = main(json.dumps(settings))
    return found


CONFIG = "@aws-amplify/client-config"
UNKNOWN: dict[str, dict[str, str | None]] = {
    "mfa": {"mfa_configuration": "ON"},
    "more": {"pool": "x"},
    "null": {"user_pool_id": None},
}


@WHOM
def test_amplify_outputs_compile_against_the_official_type(
    errors: dict[str, str], whom: str
) -> None:
    assert errors[f"official-{whom}"] == ""


@pytest.mark.parametrize("change", UNKNOWN)
def test_the_official_type_refuses_what_it_does_not_know(
    errors: dict[str, str], change: str
) -> None:
    assert errors[f"official-{change}"].startswith(f"official-{change}/main.ts(")


# What a frontend writes, and a type checker must take for every stage alike.
USES = """
export const pool: string = settings.userPoolId, at: string | undefined = settings.local?.smsCode;
export const by: (string | undefined)[] = settings.countries.map(c => settings.callingCodes[c]);
export const longest: number | null | undefined = settings.attributes["custom:team"]?.maxLength;
export const strongest: number | null | undefined = settings.groups["admins"];
export const totp: boolean = settings.mfaMethods.includes("TOTP");
"""


def angular() -> dict[str, Files]:
    use = "const settings = environment;\nexport const live: boolean = settings.production;\n"
    return {
        f"angular-{stage}-{whom}": {"main.ts": formats.angular(outputs, facts) + use + USES}
        for stage, outputs in OUTPUTS.items()
        for whom, facts in PEOPLE.items()
    }


@STAGES
@WHOM
def test_the_angular_environment_compiles_for_every_stage(
    errors: dict[str, str], stage: str, whom: str
) -> None:
    """`fileReplacements` puts one in the place of the other: both take the same code."""
    assert errors[f"angular-{stage}-{whom}"] == ""


CONFIGURE = """
import { Amplify } from "aws-amplify";
import { config, settings } from "./amplify-config.js";
import standard from "./amplify-config.js";
Amplify.configure(config);
Amplify.configure(standard);
"""


def amplify_modules() -> dict[str, Files]:
    found = {
        f"amplify-{stage}-{whom}": {
            "main.ts": CONFIGURE + USES,
            "amplify-config.ts": formats.amplify_ts(outputs, facts),
        }
        for stage, outputs in OUTPUTS.items()
        for whom, facts in PEOPLE.items()
    }
    text = formats.amplify_ts(LOCAL, FACTS).replace('"code"', '"pigeon"')
    return {**found, "amplify-other": {"main.ts": CONFIGURE, "amplify-config.ts": text}}


@STAGES
@WHOM
def test_the_amplify_module_compiles_against_aws_amplify(
    errors: dict[str, str], stage: str, whom: str
) -> None:
    assert errors[f"amplify-{stage}-{whom}"] == ""


def test_aws_amplify_refuses_a_module_of_another_shape(errors: dict[str, str]) -> None:
    assert "'\"pigeon\"' is not assignable" in errors["amplify-other"]


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
