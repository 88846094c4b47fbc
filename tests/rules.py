"""`python -m tests.rules`: every stage's templates under five sets of rules.

CDK's own and cdk-nag's judge while the CDK CLI synthesizes, cfn-lint and checkov what it wrote; and
the guard knows every type and property of it. The sample stage with every control on is judged too,
for what none of the stages turns on.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from ops.deployment.assembly import read
from ops.guard.judge import unclassified
from ops.guard.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
ASSEMBLY = ROOT / "cdk.out"
CDK = ROOT / "node_modules/.bin/cdk"
# It is no module that `-m` could run, and its script breaks by a space in the project's path.
CFN_LINT = "from cfnlint.runner import main; main()"
CHECKOV = ROOT / ".venv-checkov/bin/python"


def main() -> int:
    """Judge stage by stage, and stop at the first that fails: exit code 1."""
    sys.tracebacklimit = 0  # a stage that contradicts itself says so
    from stages import STAGES  # noqa: PLC0415 - it may refuse itself
    from tests.samples import REFERENCE  # noqa: PLC0415 - likewise

    apps = {stage: ["-c", f"stage={stage}"] for stage in STAGES}
    apps[REFERENCE.name] = ["--app", "python3 -m tests.reference_app"]
    written: list[Path] = []
    unknown: set[str] = set()
    for stage, options in apps.items():
        templates = judged(stage, f"*-{stage}-*.template.json", *options)
        if not templates:
            return 1
        written += templates
        stacks = read(ASSEMBLY, stage).values()
        unknown |= {name for stack in stacks for name in unclassified(stack.resources, TABLES)}
    delivery = judged("delivery", "*-delivery.template.json", "--app", "python3 -m tests.delivered")
    if not delivery:
        return 1
    written += delivery
    say("the guard's tables")
    for name in sorted(unknown):
        say(f"error: {name} has no row in ops/guard/tables: say what a change of it does.")
    if unknown:
        return 1
    say("checkov")
    return 0 if passes(CHECKOV, "-m", "checkov.main", *checkov_options(written)) else 1


def judged(what: str, pattern: str, *options: str) -> list[Path]:
    """Synthesize templates, and return those that their rules let pass; none: something did not."""
    say(f"cdk synth, cdk-nag and cfn-lint: {what}")
    if not passes(CDK, "synth", "--no-notices", "--quiet", *options):
        return []
    templates = sorted(ASSEMBLY.glob(pattern))
    return templates if passes(sys.executable, "-c", CFN_LINT, *templates) else []


def checkov_options(templates: Iterable[Path]) -> list[str]:
    """Return the arguments for checkov."""
    return ["--config-file", ".checkov.yaml", "--file", *map(str, templates)]


def passes(*command: str | Path) -> bool:
    """Tell whether a program found nothing; what it found is printed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        say(done.stdout)
    return done.returncode == 0


def say(line: str) -> None:
    """Print at once: the next line takes a while."""
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
