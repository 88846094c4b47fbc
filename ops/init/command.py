"""`python -m ops init`: make this project one's own, before its first deployment.

Asks for what no argument gives; without a terminal, that stays as stages.py has it.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..deployment import paths
from ..deployment.arguments import command_parser
from ..deployment.assembly import synthesized
from ..deployment.files import write_whole
from ..deployment.terminal import step
from ..errors import OpsError, RefusedError
from .answers import QUESTIONS, Answers, Question
from .present import present_answers
from .stages_file import stages_text

STAGES = ("local", "dev", "prod")


def run(arguments: Sequence[str]) -> None:
    """Write stages.py, and renew the template snapshots.

    Raises:
        RefusedError: an answer makes no sense, a stage has been deployed, or stages.py has edits
            that nobody has committed; stages.py is as it was.
        OpsError: a tool that this needs failed.
    """
    parser = command_parser("init", __doc__)
    for question in QUESTIONS:
        parser.add_argument(f"--{question.field}", help=question.text)
    given = vars(parser.parse_args(arguments))
    _refuse_to_lose_anything()
    answers = _written(given, present_answers())
    print(
        f"{answers.project} is yours: read stages.py, try `make local` and `make check`, and"
        " commit. docs/recipes.md says how to change it from here."
    )


def _written(given: Mapping[str, str | None], present: Answers) -> Answers:
    """Return the answers that stages.py has been made of; refused ones are asked for again."""
    chosen = {q.field: _answer(q, given[q.field], present) for q in QUESTIONS}
    answers = replace(present, **chosen)
    try:
        _write(answers)
    except RefusedError as error:
        if not sys.stdin.isatty():
            raise
        print(error, file=sys.stderr)
        return _written(dict.fromkeys(given), answers)
    return answers


def _write(answers: Answers) -> None:
    """Write stages.py and the snapshots; whatever ends that, stages.py is what it was.

    Raises:
        RefusedError: no stage can be deployed by the answers.
        OpsError: a tool that this needs failed.
    """
    file = paths.root() / "stages.py"
    before = file.read_text(encoding="utf-8")
    text = _formatted(stages_text(answers))
    try:
        write_whole(file, text)
        for stage in STAGES:
            with step(f"Synthesizing stage {stage}"):
                _judge(stage)
        with step("Renewing the template snapshots"):
            _tool("pytest", "-q", "-p", "no:cacheprovider", "tests/snapshot", "--snapshot-update")
    except BaseException:
        write_whole(file, before)
        raise


def _judge(stage: str) -> None:
    try:
        with synthesized(stage, None):
            pass
    except RefusedError as error:
        _, _, problems = str(error).partition("\n")
        raise RefusedError(
            f"stages.py is as it was, for {stage} cannot be deployed by these answers; give"
            f" others:\n{problems or error}"
        ) from error


def _answer(question: Question, given: str | None, present: Answers) -> Any:
    """Take an answer from the argument, from the terminal, or as it is now."""
    if given is not None:
        return question.read(given)
    default = question.typed(present)
    while sys.stdin.isatty():
        try:
            return question.read(input(f"{question.text} [{default}]: ").strip() or default)
        except RefusedError as error:
            print(error, file=sys.stderr)
        except EOFError:  # Ctrl-D
            raise KeyboardInterrupt from None
    return question.read(default)


def _refuse_to_lose_anything() -> None:
    """Raise unless nothing is deployed by contract, and git has the stages.py of now."""
    contracts = sorted(path.stem for path in (paths.root() / "contracts").glob("*.json"))
    if contracts:
        raise RefusedError(
            f"{', '.join(contracts)} has been deployed (contracts/): a new name would leave its"
            " users behind. Edit stages.py instead, as docs/recipes.md says."
        )
    status = subprocess.run(
        ["git", "status", "--porcelain", "--", "stages.py"],  # noqa: S607 - the developer's git
        cwd=paths.root(),
        capture_output=True,
        text=True,
        check=False,
    )
    if status.returncode or status.stdout:
        raise RefusedError(
            "stages.py is to be written anew, and git has not what stands in it: commit it, or"
            " take it back with `git checkout stages.py`, and run this again."
        )


def _formatted(source: str) -> str:
    return _tool("ruff", "format", "--stdin-filename", "stages.py", "-", given=source)


def _tool(module: str, *arguments: str, given: str | None = None) -> str:
    """Run a tool of this environment in the project, and return what it prints.

    Raises:
        OpsError: it failed; with what it said.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=paths.root(),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise OpsError(f"`{module}` failed; mend what it says and run `make init` again.\n{said}")
    return done.stdout
