"""The findings, for a reader at a terminal and for a program."""

import json
import os
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable

from .case import Case
from .finding import Finding, Status

# What a status exits with, from the worst to the best.
CODES = {Status.RED: 1, Status.AMBER: 3, Status.UNKNOWN: 4, Status.GREEN: 0}
_COLOURS = {Status.GREEN: 32, Status.UNKNOWN: 36, Status.AMBER: 33, Status.RED: 31}
_STATUS, _SUBJECT = 9, 21
_WIDEST = 110


def printed(finding: Finding) -> str:
    """Return a finding as lines: what was seen and, below it, what to do."""
    margin = 2 + _STATUS + _SUBJECT
    width = max(min(shutil.get_terminal_size().columns, _WIDEST) - margin, 30)
    lines = textwrap.wrap(finding.sentence, width, break_on_hyphens=False, break_long_words=False)
    if finding.remedy:
        lines += textwrap.wrap(
            finding.remedy,
            width,
            initial_indent="-> ",
            subsequent_indent="   ",
            break_on_hyphens=False,
            break_long_words=False,
        )
    head = f"  {_coloured(finding.status)}{finding.subject:{_SUBJECT}}"
    return head + f"\n{' ' * margin}".join(lines)


def worst(findings: Iterable[Finding]) -> Status:
    """Return the worst status that there is; green of none."""
    there = {finding.status for finding in findings}
    return next((status for status in CODES if status in there), Status.GREEN)


def counted(findings: Iterable[Finding]) -> str:
    """Return how many there are of each status, the worst first."""
    count = Counter(finding.status for finding in findings)
    return ", ".join(f"{count[status]} {status}" for status in CODES if count[status])


def document(case: Case, told: list[tuple[str, Finding]]) -> str:
    """Return one JSON document: the stage, its region, the worst status, and every finding."""
    findings = [
        {
            "group": group,
            "status": finding.status,
            "subject": finding.subject,
            "sentence": finding.sentence,
            "remedy": finding.remedy,
        }
        for group, finding in told
    ]
    status = worst(finding for _, finding in told)
    return json.dumps(
        {
            "stage": case.stage,
            "region": case.session.region_name,
            "signInsPerSecond": case.sign_ins,
            "status": status,
            "findings": findings,
        },
        indent=2,
    )


def _coloured(status: Status) -> str:
    """Return a status in its colour, on a terminal that nobody asked to be plain (no-color.org)."""
    text = f"{status:{_STATUS}}"
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{_COLOURS[status]}m{text}\033[0m"
