"""Synthesis by the process of the tests itself, which has loaded the CDK anyway.

By the CDK CLI it would start a Python and a Node more, for several times the work.
"""

import fcntl
import json
import os
import shlex
from collections.abc import Callable
from pathlib import Path

import aws_cdk as cdk
import pytest

from app import add_stacks
from stacks.constructs.browser_api import BrowserApi
from stacks.stage import Stage
from stages import STAGES

ROOT = Path(__file__).resolve().parents[1]
FEATURE_FLAGS = json.loads((ROOT / "cdk.json").read_text())["context"]


def synthesized(
    stage: Stage,
    folders: pytest.TempPathFactory,
    *,
    add: Callable[[BrowserApi], None] | None = None,
) -> Path:
    """Return the assembly of a stage, perhaps with more routes, whose Lambdas are not bundled.

    The first process of the run that asks for one of this name synthesizes, the others wait for it,
    and nobody changes it.
    """
    base = folders.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    outdir = base / "-".join(["cdk.out", stage.name, *([add.__name__] if add else [])])
    with outdir.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (outdir / "manifest.json").exists():
            _synthesize(stage, outdir, add)
    return outdir


def _synthesize(stage: Stage, outdir: Path, add: Callable[[BrowserApi], None] | None) -> None:
    app = cdk.App(
        outdir=str(outdir),
        context={
            **FEATURE_FLAGS,
            "aws:cdk:bundling-stacks": [],
            "aws:cdk:enable-path-metadata": stage.name not in STAGES,
        },
        builtin_cloud_formation_validation=False,
        stack_traces=False,
        tree_metadata=False,
    )
    _, api = add_stacks(app, stage)
    if add:
        add(api.api)
    app.synth()


def deployable_app(outdir: Path) -> cdk.App:
    """Return an app whose synth is as that of `cdk synth --no-validation`, its Lambdas bundled."""
    return cdk.App(
        outdir=str(outdir),
        context=FEATURE_FLAGS,
        builtin_cloud_formation_validation=False,
        stack_traces=False,
        tree_metadata=False,
    )


def app_of(assembly: Path) -> str:
    """Return the command of an app that gives the CDK CLI an assembly which is there already."""
    return f'cp -R {shlex.quote(str(assembly))}/. "$CDK_OUTDIR"'
