"""Synthesis by the process of the tests itself, which has loaded the CDK anyway.

By the CDK CLI it would start a Python and a Node more, for several times the work.
"""

import json
import shlex
from pathlib import Path

import aws_cdk as cdk

ROOT = Path(__file__).resolve().parents[1]
FEATURE_FLAGS = json.loads((ROOT / "cdk.json").read_text())["context"]


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
