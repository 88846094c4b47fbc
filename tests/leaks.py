"""`python -m tests.leaks`: no secret and nobody's phone number in a file that git tracks.

A line that must look like a secret says so: `pragma: allowlist secret`.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import phonenumbers
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings

# These detectors guess, by a name beside the text or by its letters; the others know a format.
GUESSES = ("Secret Keyword", "Base64 High Entropy String", "Hex High Entropy String")
# What is no secret: one word, as in `password: "security"`; AWS's sample id; a logical id of CDK's,
# names with hashes of 8 digits.
PLAIN = re.compile(r"[A-Za-z]+|a1b2c3d4e5|([A-Za-z]+([0-9A-F]{8}){1,2})+")
SENTENCES = "web/src/words/"  # the page's, by keys that say what they are about
# In tests also what is made of words, as in `password="Wrong-password-1"`, and what is too short.
TEST_WORDS = re.compile(r"[A-Za-z]+(?:[- ,.]+(?:[A-Za-z]+|1))*\.?|.{1,4}")

E164 = re.compile(r"(?<![\w+])\+[1-9][0-9]{6,14}(?![0-9])")
# Numbers kept for fiction by the North American plan, by Ofcom and by Arcep, and such as nobody
# would be given.
FICTION = re.compile(
    r"\+(1[2-9][0-9]{2}55501[0-9]{2}|44(7700900|2079460|9098790)[0-9]{3}|3363998[0-9]{4}|.*0{6})"
)


def findings(root: Path) -> Iterator[str]:
    """Yield `file:line: what it is` for every leak in the tracked files; never the leak itself."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - the git that the project is kept in
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    with default_settings():
        for name in filter(None, listed.split("\0")):
            if (root / name).is_file():  # not deleted since
                yield from _secrets(root, name)
                yield from _phone_numbers(root, name)


def _secrets(root: Path, name: str) -> Iterator[str]:
    for secret in scan_file(str(root / name)):
        value = secret.secret_value or ""
        guess = secret.type in GUESSES
        said = secret.type == "Secret Keyword" and name.startswith(SENTENCES)
        in_tests = name.startswith("tests/") and TEST_WORDS.fullmatch(value)
        if not said and not (guess and (in_tests or PLAIN.fullmatch(value))):
            yield f"{name}:{secret.line_number}: {secret.type}"


def _phone_numbers(root: Path, name: str) -> Iterator[str]:
    text = (root / name).read_text(errors="replace")
    for match in E164.finditer(text):
        if _may_be_somebodys(match[0]):
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}: phone number"


def _may_be_somebodys(number: str) -> bool:
    """Tell whether a number is a country's, valid, and not kept for fiction or as an example."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    country = phonenumbers.region_code_for_number(parsed)
    if country not in phonenumbers.SUPPORTED_REGIONS or FICTION.fullmatch(number):
        return False
    kinds = phonenumbers.PhoneNumberType.values()
    examples = [phonenumbers.example_number_for_type(country, kind) for kind in kinds]
    # Another spelling (`+440...`) is nobody's: it parses to another number than it says.
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return written == number and parsed not in examples


if __name__ == "__main__":
    sys.exit("\n".join(findings(Path(__file__).parents[1])) or None)
