"""What several suites share: one synth of every stage, and one deployment."""

import gc
from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk
import pytest

from delivery import rights_of
from ops.deployment.assembly import read
from stacks.delivery_stack import DeliveryStack
from stages import STAGES
from tests.browser import chromium, full_chromium, playwright
from tests.delivered import DELIVERY
from tests.deployment import deployment, new_phone_number
from tests.distribution import (
    pytest_cmdline_main,
    pytest_collection_modifyitems,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_xdist_make_scheduler,
)
from tests.synthesis import FEATURE_FLAGS, ROOT, synthesized
from tests.templates import Template, load

# The CDK's modules and the templates are many objects that live to the end: without this the
# collector walks them again and again, for a tenth of the time of the template tests.
gc.freeze()
gc.set_threshold(50_000)

__all__ = [
    "ROOT",
    "chromium",
    "deployment",
    "full_chromium",
    "new_phone_number",
    "playwright",
    "pytest_cmdline_main",
    "pytest_collection_modifyitems",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "pytest_xdist_make_scheduler",
]


@pytest.fixture(scope="session")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the cloud assembly of each stage, as `cdk synth` writes it, without its checks.

    The Lambdas are not bundled: their assets have tests of their own.
    """
    return {name: synthesized(stage, tmp_path_factory) for name, stage in STAGES.items()}


@pytest.fixture(scope="session")
def delivery(assemblies: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Return the template by which a repository deploys dev and prod, from their assemblies."""
    app = cdk.App(
        outdir=str(tmp_path_factory.mktemp("cdk.out-delivery")),
        context={**FEATURE_FLAGS, "aws:cdk:enable-path-metadata": False},
        builtin_cloud_formation_validation=False,
        stack_traces=False,
        tree_metadata=False,
    )
    stacks = {name: read(assemblies[name], name) for name in DELIVERY.stages}
    DeliveryStack(
        app,
        project=STAGES["dev"].project,
        delivery=DELIVERY,
        rights={name: rights_of(STAGES[name], found) for name, found in stacks.items()},
    )
    return load(Path(app.synth().directory), "delivery")
