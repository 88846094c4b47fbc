"""stages.py is edited by people: a mistake in it is told in one sentence, with its place."""

import subprocess
import sys
from pathlib import Path

import aws_cdk as cdk
import pytest

from stacks.stage import InvalidStageError, find_stage
from stacks.stage_stack import StageStack
from stacks.stages_file import UnreadableStagesError, load_stages
from tests.conftest import ROOT

MISTAKES = {
    "a setting that is not known": ("STAGES = Stage(nam='x')", "TypeError: .*'nam'"),
    "a comma too few": ("STAGES = {'a': 1 'b': 2}", "SyntaxError"),
    "a name that is not there": ("STAGES = {}\nSignOut()", "NameError: name 'SignOut'"),
    "no stages": ("", "AttributeError: .*'STAGES'"),
    "a list": ("STAGES = []", "TypeError: STAGES is of type list: write STAGES = "),
    "no stage": ("STAGES = {'dev': 'x'}", r"TypeError: STAGES\['dev'\] is of type str: write"),
    "a stage by the name of another": (
        "from tests.samples import REFERENCE\nSTAGES = {'test': REFERENCE}",
        r"ValueError: STAGES\['test'\] is the stage 'reference': write",
    ),
    "two of one name": (
        "import stacks.stage as a, tests.samples as b; STAGES = a.by_name(*[b.REFERENCE] * 2)",
        "ValueError: two stages are named 'reference': give one of them a name of its own",
    ),
}


@pytest.mark.parametrize(("mistake", "sentence"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_with_its_place(
    mistake: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"stages_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(f"from stacks.stage import Stage\n{mistake}\n")
    monkeypatch.syspath_prepend(tmp_path)
    kind = "" if "STAGES" in sentence else sentence.partition(":")[0]
    line = {"NameError": ":3", "": ""}.get(kind, ":2")
    with pytest.raises(UnreadableStagesError, match=f"^{name}.py{line}: {sentence}") as told:
        load_stages(name)
    assert "docs/settings.md" in str(told.value)


def test_a_broken_prod_does_not_stop_another_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stages_broken.py").write_text(
        "from tests.samples import REFERENCE, changed\n"
        "prod = changed(REFERENCE, {'name': 'prod', 'sms.message': ''})\n"
        "STAGES = {'reference': REFERENCE, 'prod': prod}\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    stages = load_stages("stages_broken")
    StageStack(cdk.App(), stage=find_stage(stages, "reference"), part="any", description="any")
    with pytest.raises(InvalidStageError, match="stage 'prod' cannot be deployed"):
        StageStack(cdk.App(), stage=find_stage(stages, "prod"), part="any", description="any")


def test_the_app_says_it_in_one_line_and_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "stages.py").write_text("from stacks.stage import Stage\nStage(nam='x')\n")
    script = "import runpy; runpy.run_path('app.py', run_name='__main__')"
    ran = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path[:0] = ['{tmp_path}', '.']; {script}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("Error: stages.py:2: TypeError")
    assert len(ran.stderr.splitlines()) == 1
