"""Byte code for a Lambda, beside its sources: what is not shipped is compiled at each cold start.

Python keeps what it compiled in `__pycache__`, and a function's code folder is read-only. AWS
advises against shipping that folder, as code compiled on another architecture or system might not
fit (Lambda Developer Guide, "Using __pycache__ folders"). Byte code of pure Python has neither, but
a version: Python takes the file of its own name and magic number, and else compiles the source
(Python Language Reference, "Cached bytecode invalidation"). So nothing can break, only be slower.
"""

import marshal
import sys
import warnings
from functools import cache
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import PurePath
from types import CodeType
from typing import Any

# PEP 552: the hash of the source instead of its date, and not compared at import.
_UNCHECKED_HASH = (0b01).to_bytes(4, "little")


def compiles_for(runtime: str) -> bool:
    """Tell whether the Python that runs here compiles what a Lambda runtime reads."""
    tag = runtime.replace("python", "cpython-").replace(".", "")
    return tag == sys.implementation.cache_tag


def keeps_columns() -> bool:
    """Tell whether byte code has the columns of its source, which `-X no_debug_ranges` drops."""
    *_, (_, _, column, _) = compile("a", "", "eval").co_positions()
    return column is not None


def byte_code_path(inside: PurePath) -> PurePath:
    """Return where the Python that runs here looks for the byte code of a source."""
    return inside.parent / "__pycache__" / f"{inside.stem}.{sys.implementation.cache_tag}.pyc"


@cache  # several functions ship the same packages
def byte_code(source: bytes, inside: PurePath) -> bytes | None:
    """Compile a source to the same bytes in every process on every machine.

    Args:
        source: the file's bytes.
        inside: its path in the asset; Python puts the true one in its place when it imports it.

    Returns:
        The whole `.pyc` file; None for what is no Python of this version, as some packages'
        templates are.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a package's style: its authors' business
        try:
            code = compile(source, inside.as_posix(), "exec", dont_inherit=True, optimize=0)
        except (SyntaxError, ValueError):
            return None
    # marshal marks what is interned, which depends on what else a process did (CPython's issue
    # 78274): so all text is.
    octets = marshal.dumps(_interned(code))
    return MAGIC_NUMBER + _UNCHECKED_HASH + source_hash(source) + octets


@cache  # once, however many functions there are
def tell_that_none_ships(runtime: str) -> None:
    """Say on standard error that functions go without byte code, and what that costs."""
    needed, version = runtime.removeprefix("python"), "{}.{}".format(*sys.version_info)
    sys.stderr.write(
        f"Note: the functions go without byte code, as Lambda runs Python {needed} and this synth "
        f"{version}: on AWS each cold start spends about twice the CPU time on imports. Deploy "
        f"with Python {needed} (docs/deploying.md).\n"
    )


def _interned(constant: Any) -> Any:
    match constant:
        case CodeType():
            return constant.replace(co_consts=_interned(constant.co_consts))
        case tuple() | frozenset():
            return type(constant)(map(_interned, constant))
        case str():
            return sys.intern(constant)
    return constant
