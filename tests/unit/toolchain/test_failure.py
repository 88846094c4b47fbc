"""What pip, uv and npm say of a network's trouble becomes one sentence with the remedy."""

import pytest

from toolchain.failure import explained
from toolchain.program import ProgramError

PIP_REFUSED = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<x>: Failed to \
establish a new connection: [Errno 111] Connection refused')': /simple/uv/
ERROR: Could not find a version that satisfies the requirement uv==0.13.8 (from versions: none)
ERROR: No matching distribution found for uv==0.13.8
"""
UV_REFUSED = """\
error: Failed to fetch: `http://mirror.example/simple/six/`
  Caused by: error sending request for url (http://mirror.example/simple/six/)
  Caused by: tcp connect error
  Caused by: Connection refused (os error 111)
"""
NPM_REFUSED = """\
npm error code ECONNREFUSED
npm error syscall connect
npm error errno ECONNREFUSED
"""
NPM_LOCK = """\
npm error code EUSAGE
npm error
npm error `npm ci` can only install packages when they are in sync.
"""
NPM_IN_USE = """\
npm error code ENOTEMPTY
npm error syscall rmdir
npm error path /app/node_modules/a
npm error errno -39
npm error ENOTEMPTY: directory not empty, rmdir '/app/node_modules/a'
"""
UV_HASH = """\
error: Failed to download `six==1.17.0`
  Caused by: Hash mismatch for `six==1.17.0`
"""
PIP_TLS = (
    "WARNING: Retrying after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: "
    "CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer"
)
UV_TLS = "error: Failed to fetch\n  Caused by: invalid peer certificate: UnknownIssuer\n"
NPM_TLS = "npm error code SELF_SIGNED_CERT_IN_CHAIN\n"
NPM_ISSUER = "npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY\n"


def sentence(said: str, *, silent: bool = False) -> str:
    """Return the sentence for what a program said."""
    return str(explained(ProgramError(said, silent=silent), "Three packages", "A_MIRROR"))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (PIP_REFUSED, "Connection refused"),
        (UV_REFUSED, "Connection refused"),
        (NPM_REFUSED, "ECONNREFUSED"),
        (NPM_LOCK, "`npm ci` can only install packages when"),
        (NPM_IN_USE, "ENOTEMPTY: directory not empty, rmdir"),
        (UV_HASH, "Hash mismatch for `six==1.17.0`"),
        ("", "it said nothing"),
    ],
)
def test_the_reason_and_the_variable_for_a_mirror_are_named(said: str, reason: str) -> None:
    told = sentence(said)
    assert told.startswith(f"Three packages could not be installed ({reason}")
    assert "name a mirror in A_MIRROR" in told
    assert "\n" not in told


@pytest.mark.parametrize("said", [PIP_TLS, UV_TLS, NPM_TLS, NPM_ISSUER])
def test_inspected_tls_names_the_variable_that_mends_it(said: str) -> None:
    told = sentence(said)
    assert "SSL_CERT_FILE" in told
    assert "A_MIRROR" not in told


def test_a_server_that_never_answered_is_told_so() -> None:
    assert "(its server did not answer)" in sentence("Collecting uv", silent=True)


def test_a_password_in_a_mirrors_address_is_not_repeated() -> None:
    told = sentence("error: Failed to fetch: `http://me:hidden@mirror.example/simple/six/`")
    assert "hidden" not in told
    assert "//***@mirror.example" in told
