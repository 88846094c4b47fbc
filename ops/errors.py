"""What can go wrong for an operator, said in one sentence with the remedy.

OpsError             exit code 1: it was tried and failed.
└── RefusedError     exit code 2: bad input, or an action that must not happen.
"""


class OpsError(Exception):
    """A failure whose text is one clear sentence with the remedy."""

    exit_code = 1


class RefusedError(OpsError):
    """Bad input, or an action that was refused before anything was touched."""

    exit_code = 2
