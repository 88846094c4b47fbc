"""Ctrl-C, SIGTERM and SIGHUP: each interrupts, and none interrupts what must be done after it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt_by_every_signal() -> None:
    """Let a terminated program, and one whose terminal is closed, end as by Ctrl-C.

    What is ignored stays so: `nohup` means it.
    """
    for number in _heard():
        signal.signal(number, signal.default_int_handler)


@contextmanager
def afterwards(must: Callable[[], None]) -> Iterator[None]:
    """Do what must be done after the block, whatever ends that.

    The first signal interrupts the block; from then on, and while `must` works, all are ignored.
    """
    before = {number: signal.signal(number, _interrupt) for number in _heard()}
    try:
        try:
            yield
        finally:
            _ignore_signals()
    finally:
        try:
            must()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextmanager
def held_back() -> Iterator[None]:
    """Let a signal interrupt behind the block, not inside it.

    For what a half of cannot be ended: a child of whose start nobody has heard yet would go on.
    """
    came: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _: came.append(number)) for number in _heard()
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


def ignore_every_signal() -> None:
    """Let no signal end a program that is about to end, with another exit code than its own.

    By SIG_IGN, for Python takes functions away before it ends.
    """
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _heard() -> list[signal.Signals]:
    unheard = (signal.SIG_IGN, _ignored)
    return [number for number in _SIGNALS if signal.getsignal(number) not in unheard]


def _ignore_signals() -> None:
    for number in _heard():
        signal.signal(number, _ignored)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    _ignore_signals()
    raise KeyboardInterrupt


def _ignored(_number: int, _frame: FrameType | None) -> None:
    """Do nothing, as SIG_IGN does: of a signal that came just before that, Python complains."""
