"""Where the project is, wherever one stands."""

from pathlib import Path

from ..errors import RefusedError

_OURS = Path(__file__).resolve().parents[2]


def root() -> Path:
    """Return the project's directory, which has the cdk.json.

    It is the one that this code is kept in; where the code is installed from a wheel, the nearest
    from the working directory up.

    Raises:
        RefusedError: there is none.
    """
    here = Path.cwd()
    for directory in (_OURS, here, *here.parents):
        if (directory / "cdk.json").is_file():
            return directory
    raise RefusedError(f"{here} is not in a CDK project (no cdk.json there or above): go to yours.")


def cdk_cli() -> Path:
    """Return where the project's CDK CLI is, or would be."""
    return root() / "node_modules/.bin/cdk"
