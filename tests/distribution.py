"""A run of several suites is shared among processes, a suite or a file at a time.

A file, a test or a suite that cannot be divided runs in the process that was started; so does
everything where that is asked for (`-n0`, `-s`, `--pdb`, `-p no:xdist`) or there is one processor.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.scheduler import SuiteScheduling

ROOT = Path(__file__).parent
# What takes longest begins first; a process that runs tests of these has a deployment of its own.
SUITES = ("live", "web", "frontends")
MOST = 3  # more than three deployments and browsers would only stand in each other's way
DIVIDED = ("unit", "programs", "live")  # worth several processes, each by itself
QUICK = {"assertions", "snapshot"}  # over before a second process has begun
# All tests of these share one synth, or redeploy under one another.
WHOLE = ("assertions", "snapshot", "live/redeployed")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Ask xdist for processes, where nobody has said anything else."""
    # A job in a script's background ignores it, and so would each program that a test interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    option = config.option
    asked = getattr(option, "numprocesses", 0)  # 0 without xdist, None where nobody asked
    alone = hasattr(config, "workerinput") or option.usepdb or option.capture == "no"
    if asked is None and not alone and _is_much(config.args) and _processors() > 1:
        option.numprocesses = min(_processors(), MOST)
        option.dist = "loadscope"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the longest suites of a shared run begin first."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _rank(suite(item.nodeid)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "SuiteScheduling":
    """Keep together what shares a deployment or a synth."""
    from tests.scheduler import SuiteScheduling  # noqa: PLC0415 - xdist may be turned off

    config.option.loadscopereorder = False  # the order is ours
    return SuiteScheduling(config, log)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Spare a run without property tests the import of hypothesis, for a summary without a word."""
    if "hypothesis" not in sys.modules:
        session.config.pluginmanager.unregister(name="hypothesispytest")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that a test recorded, in whichever process it ran."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "figures":
                terminalreporter.write_line(str(value))


def suite(nodeid: str) -> str:
    """Return the directory of tests/ that a test is in."""
    return nodeid.split("/")[1]


def together(nodeid: str) -> str:
    """Name what runs in one process with a test: its file, or the folder that shares something."""
    folders = (folder for folder in WHOLE if nodeid.startswith(f"tests/{folder}/"))
    return next(folders, nodeid.partition("::")[0])


def _rank(of: str) -> int:
    return SUITES.index(of) if of in SUITES else len(SUITES)


def _is_much(arguments: Sequence[str]) -> bool:
    """Tell whether several suites are to run, or one that can be divided."""
    chosen = {Path(argument.partition("::")[0]).resolve() for argument in arguments}
    if chosen & {ROOT.parent, ROOT, *(ROOT / one for one in DIVIDED)}:
        return True
    ours = {path.relative_to(ROOT).parts[0] for path in chosen if path.is_relative_to(ROOT)}
    return len(ours) > 1 and not ours <= QUICK


def _processors() -> int:
    return len(os.sched_getaffinity(0))
