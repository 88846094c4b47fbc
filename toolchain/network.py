"""How pip, uv and npm reach their servers: what a user set for pip holds for all of them."""

import ast
import os
from collections.abc import Mapping
from pathlib import Path

from toolchain.errors import InstallError
from toolchain.program import inherited

# pip's setting: uv's variable, and what separates several values there.
UV_NAMES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "no-index": ("UV_NO_INDEX", " "),
    "proxy": ("ALL_PROXY", " "),
}
UV_INDEXES = {"UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL"}
BUNDLES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")
# Where no bundle is named, uv and Node trust whom the machine trusts.
THE_MACHINES = {"UV_SYSTEM_CERTS": "true", "NODE_USE_SYSTEM_CA": "1"}


def variables(pip: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for pip, uv and npm, given pip's settings.

    A variable that the user set stays as it is, and who chose indexes for uv chose all of them.

    Raises:
        InstallError: a variable names a bundle of certificates that is not there.
    """
    _refuse_a_missing_bundle()
    bundle = next(filter(None, map(os.environ.get, BUNDLES)), pip.get("cert"))
    certificates = dict.fromkeys((*BUNDLES, "NODE_EXTRA_CA_CERTS"), bundle) if bundle else {}
    indexes = {} if UV_INDEXES & os.environ.keys() else uv_variables(pip)
    defaults = {**THE_MACHINES, **certificates, **indexes, **_caches()}
    return inherited() | {k: v for k, v in defaults.items() if v and not os.environ.get(k)}


def _caches() -> dict[str, str]:
    """Return where uv and npm keep what they fetch, if not at home: in a container nobody has one.

    pip does without a cache by itself.
    """
    if os.access(os.environ.get("HOME", ""), os.W_OK):
        return {}
    return {
        "UV_CACHE_DIR": str(Path(".venv/.cache/uv").absolute()),
        "npm_config_cache": str(Path(".venv/.cache/npm").absolute()),
    }


def pip_settings(listed: str) -> dict[str, str]:
    """Return what `pip config list` listed: a command overrides a global, a variable both."""
    found: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            name, _, value = line.partition("=")
            if name.startswith(section):
                found[name.removeprefix(section)] = str(ast.literal_eval(value))
    return found


def uv_variables(pip: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by which uv finds packages where pip does."""
    carried = {
        variable: separator.join(pip[name].split())
        for name, (variable, separator) in UV_NAMES.items()
        if name in pip
    }
    if "UV_INDEX" in carried:  # pip takes the best of all indexes; what that is, the lock says
        carried["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return carried


def _refuse_a_missing_bundle() -> None:
    for name in (*BUNDLES, "NODE_EXTRA_CA_CERTS"):
        path = os.environ.get(name)
        if path and not Path(path).exists():
            raise InstallError(f"{name} names {path}, which is not there: correct it, or unset it.")
