"""New code for the deployed functions, without a synth: their zips alone, by CloudFormation.

`cdk deploy --hotswap` calls UpdateFunctionCode, after which a stack says something else than what
runs, and the next deployment of the former code would change nothing. Here the stack's own template
gets the new zips' names: it stays true, and whatever `make local` deploys next is compared with it.
"""

import json
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import boto3

from ..deployment import paths
from ..deployment.environment import ACCOUNT, REGION
from ..errors import OpsError

FOLDER = Path("lambdas")
# Of `cdk bootstrap`, by its default qualifier.
BUCKET = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"
# Beside `ops`, here and in a wheel.
_BUNDLER = f"{__name__.removesuffix('ops.local.hotswap')}stacks.constructs.lambda_archive"
POLL_SECONDS, PATIENCE_SECONDS = 0.05, 60


def is_code(changed: Iterable[Path]) -> bool:
    """Tell whether only the functions' code changed: then no template does."""
    return all(path.is_relative_to(FOLDER) for path in changed)


class Function(NamedTuple):
    """A deployed function that is made of a folder of this project.

    Attributes:
        logical_id: in its stack.
        package: the folder.
        runtime: such as `python3.14`.
        sha256: of the zip that it runs, in base64.
    """

    logical_id: str
    package: str
    runtime: str
    sha256: str


def swap(stacks: Iterable[str], zips: Path) -> list[str]:
    """Give every function of these stacks the code that the sources have now, and name them.

    Args:
        stacks: their names.
        zips: a folder for the zips, which are made once for each content.

    Raises:
        OpsError: the sources cannot be bundled, or CloudFormation refuses.
    """
    zips.mkdir(exist_ok=True)
    found = {stack: list(_functions(stack)) for stack in stacks}
    bundled = _bundled({function for of in found.values() for function in of}, zips)
    swapped = []
    for stack, functions in found.items():
        changed = [f for f in functions if _sha256(bundled[f.package]) != f.sha256]
        if changed:
            _update(stack, {f.logical_id: _upload(bundled[f.package]) for f in changed})
            swapped += [function.package for function in changed]
    return swapped


def _functions(stack: str) -> Iterator[Function]:
    client = boto3.client("lambda")
    pages = boto3.client("cloudformation").get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=stack):
        for resource in page["StackResourceSummaries"]:
            if resource["ResourceType"] == "AWS::Lambda::Function":
                found = client.get_function_configuration(
                    FunctionName=resource["PhysicalResourceId"]
                )
                package = found["Handler"].partition(".")[0]
                if (paths.root() / FOLDER / package).is_dir():
                    logical_id = resource["LogicalResourceId"]
                    yield Function(logical_id, package, found["Runtime"], found["CodeSha256"])


def _bundled(functions: set[Function], zips: Path) -> dict[str, Path]:
    """Zip the packages by the bundler of the stacks, and return where each zip is.

    Raises:
        OpsError: it cannot, in its own words.
    """
    files: dict[str, Path] = {}
    for runtime in {function.runtime for function in functions}:
        packages = sorted({f.package for f in functions if f.runtime == runtime})
        done = subprocess.run(
            [sys.executable, "-m", _BUNDLER, runtime, FOLDER, zips, *packages],
            cwd=paths.root(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise OpsError(f"the functions cannot be bundled: {said}")
        files |= {name: zips / f"{of}.zip" for name, of in json.loads(done.stdout).items()}
    return files


def _sha256(file: Path) -> str:
    return b64encode(sha256(file.read_bytes()).digest()).decode()


def _upload(file: Path) -> str:
    """Put a zip into the bucket of the CDK's assets, and return its key."""
    boto3.client("s3").put_object(Bucket=BUCKET, Key=file.name, Body=file.read_bytes())
    return file.name


def _update(stack: str, keys: dict[str, str]) -> None:
    """Update a stack to its own template with these zips, by logical id, and wait for the end."""
    cloudformation: Any = boto3.client("cloudformation")
    template = cloudformation.get_template(StackName=stack)["TemplateBody"]
    for logical_id, key in keys.items():
        template["Resources"][logical_id]["Properties"]["Code"]["S3Key"] = key
    described = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    parameters = [parameter["ParameterKey"] for parameter in described.get("Parameters", [])]
    cloudformation.update_stack(
        StackName=stack,
        TemplateBody=json.dumps(template),
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[{"ParameterKey": key, "UsePreviousValue": True} for key in parameters],
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (status := _status(cloudformation, stack)).endswith("_IN_PROGRESS"):
        if time.monotonic() > deadline:
            break
        time.sleep(POLL_SECONDS)
    if status != "UPDATE_COMPLETE":
        raise OpsError(f"the update of {stack} ended as {status}: deploy all by `make local`.")


def _status(cloudformation: Any, stack: str) -> str:
    status: str = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    return status
