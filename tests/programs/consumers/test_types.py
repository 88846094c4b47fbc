"""The settings files compile against the types of the packages that read them; others do not."""

import json
import subprocess
from pathlib import Path

import pytest

from ops.settings import formats
from tests.node import NODE
from tests.programs.consumers.conftest import TSC
from tests.unit.ops.samples import DEV, FACTS, HOSTILE, LOCAL, NOTHING

pytestmark = pytest.mark.npm

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
