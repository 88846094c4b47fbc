"""Why something could not be had, in one sentence with the remedy."""

import re

from toolchain.errors import InstallError
from toolchain.program import ProgramError

UNTRUSTED = re.compile(
    r"certificate.verify.failed|invalid peer certificate|self.signed.cert|UNABLE_TO_(GET|VERIFY)_",
    re.IGNORECASE,
)
# The network's own words come before what a program makes of them.
REASONS = (
    re.compile(
        r"(Connection refused|Connection reset|Name or service not known|Network is unreachable|"
        r"Temporary failure in name resolution|No route to host|[Tt]imed out|dns error|"
        r"ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)"
    ),
    re.compile(r"Caused by: (.*)\Z"),
    re.compile(r"^npm error ((?!(?:code|syscall|path|dest|errno) )\S.*)", re.MULTILINE),
    re.compile(r"^(?:ERROR|error): (.*)", re.MULTILINE),
    re.compile(r"(\S.*)\Z"),
)
PASSWORD = re.compile(r"//[^/@\s]*@")
AGAIN = "run make again; nothing half-done is left."


def explained(error: ProgramError, what: str, mirror: str) -> InstallError:
    """Return the sentence for `what` that could not be installed.

    Args:
        error: of the program that tried.
        what: with its article, in the plural.
        mirror: the variable that names another server.
    """
    if UNTRUSTED.search(error.said):
        return InstallError(
            f"{what} could not be installed, for nobody that this machine trusts has signed the "
            "server's certificate (is TLS inspected here?): name your organization's CA bundle, a "
            f"PEM file, in SSL_CERT_FILE and {AGAIN}"
        )
    reason = "its server did not answer" if error.silent else said(error.said)
    return InstallError(
        f"{what} could not be installed ({reason}): check the network, or name a mirror in "
        f"{mirror}, and {AGAIN}"
    )


def said(output: str) -> str:
    """Return the reason that a program gave, without a password that its server's address has."""
    found = next(filter(None, (reason.search(output.strip()) for reason in REASONS)), None)
    return PASSWORD.sub("//***@", found[1].strip()) if found else "it said nothing"
