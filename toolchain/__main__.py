"""`python -m toolchain <group> [folder ...]`: install what a command of the Makefile needs.

This file is what an old Python reads first, so its syntax is old too.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "error: " + sys.executable + " is not Python 3.11 or newer: install one and name it, as in"
        " `make local PYTHON=python3.12`."
    )

from toolchain.command import main

sys.exit(main(sys.argv[1:]))
