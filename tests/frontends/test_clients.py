"""The clients of docs/frontends.md that need no browser, each with its generated file alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import urllib3

from ops.local.emulator import free_port
from ops.people.person import Person
from tests.deployment import Deployment
from tests.frontends.conftest import MODULES, SECTIONS, App
from tests.node import NODE, said

pytestmark = pytest.mark.npm

# What a newcomer's terminal has of AWS: nothing.
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
    "NO_PROXY": "127.0.0.1"
}
TRIES = 100


@pytest.fixture(scope="module")
def tokens(
    new_user: Callable[[], Person], sign_in: Callable[[Person], dict[str, Any]]
) -> dict[str, Any]:
    """The tokens of a signed-in user."""
    return sign_in(new_user())


def assert_a_whole_journey(seen: Mapping[str, Any], person: Mapping[str, Any]) -> None:
    """Assert that a new person came in, with all that they had filled in, and out again."""
    assert seen["unconfirmedIsRefused"]
    assert seen["wrongPasswordIsRefused"]
    assert seen["claims"]["phone_number"] == person["phone"]
    assert seen["claims"].items() >= person["attributes"].items()


def assert_answers_to_guests_and_users(seen: Mapping[str, Any], *, guests: bool) -> None:
    """Assert what GET /guest says of who signed the request; a stage may have no guests."""
    assert seen["user"]["authenticated"] is True
    assert seen["guest"] is None if not guests else seen["guest"]["authenticated"] is False


def bundled(app: Path) -> Path:
    """Make JavaScript of the app's TypeScript, as a bundler does."""
    options = ("--bundle", "--format=esm", "--platform=node", "--packages=external")
    command = [str(MODULES / ".bin/esbuild"), "src/auth.ts", *options, "--outfile=src/auth.js"]
    subprocess.run(command, cwd=app, check=True, capture_output=True)
    return app


def test_aws_amplify_6_goes_from_sign_up_to_sign_out(app: App, person: dict[str, Any]) -> None:
    folder = bundled(app("Amplify UI", "aws-amplify 6", own="journey.mjs"))
    seen = said(NODE, "journey.mjs", given=person, cwd=folder)
    assert_a_whole_journey(seen, person)
    assert seen["nobodyIsLeft"]


def test_aws_amplify_5_goes_from_sign_up_to_sign_out(app: App, person: dict[str, Any]) -> None:
    """By `@aws-amplify/auth` 5 alone, of which the package of 285 MB exports the same `Auth`."""
    folder = app("aws-amplify 5", own="journey.mjs")
    (folder / "node_modules").unlink()
    (folder / "node_modules").mkdir()
    (folder / "node_modules/aws-amplify").symlink_to(MODULES / "amplify-auth-v5")
    seen = said(NODE, "journey.mjs", given=person, cwd=folder)
    assert_a_whole_journey(seen, person)
    assert seen["nobodyIsLeft"]


def test_amazon_cognito_identity_js_goes_from_sign_up_to_sign_out(
    app: App, person: dict[str, Any]
) -> None:
    folder = app("amazon-cognito-identity-js", own="journey.mjs")
    seen = said(NODE, "journey.mjs", given=person, cwd=folder)
    assert_a_whole_journey(seen, person)
    assert seen["nobodyIsLeft"]


def test_pycognito_pyjwt_and_a_signature_by_hand_go_the_whole_way(
    app: App, person: dict[str, Any]
) -> None:
    sections = ("pycognito", "Verify an ID token", "Sign a request by hand")
    folder = app(*sections, own="people_journey.py")
    seen = said(sys.executable, "people_journey.py", given=person, cwd=folder, env=PLAIN)
    assert_a_whole_journey(seen, person)
    assert seen["accessTokenIsRefused"]
    assert_answers_to_guests_and_users(seen, guests=person["guests"])


def test_jose_verifies_and_aws4fetch_signs(
    app: App, tokens: dict[str, Any], deployment: Deployment
) -> None:
    guests = deployment.facts.guest_access
    folder = app("Verify an ID token", "Sign a request by hand", own="tokens.mjs")
    seen = said(NODE, "tokens.mjs", given=tokens | {"guests": guests}, cwd=folder)
    assert seen["claims"]["token_use"] == "id"
    assert seen["accessTokenIsRefused"]
    assert seen["forgedTokenIsRefused"]
    assert_answers_to_guests_and_users(seen, guests=guests)


@pytest.fixture
def server(app: App) -> Iterator[str]:
    """The Node server of the page; gives its address."""
    folder, port = app("A Node server"), free_port()
    command = [str(NODE), "--env-file=.env", "server.mjs"]
    process = subprocess.Popen(command, cwd=folder, env=PLAIN | {"PORT": str(port)})
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def test_a_node_server_answers_to_id_tokens_alone(server: str, tokens: dict[str, Any]) -> None:
    def answer(authorization: str) -> tuple[int, Any]:
        headers = {"Authorization": authorization}
        response = urllib3.request("GET", server, headers=headers, retries=retries)
        return response.status, response.json()

    retries = urllib3.Retry(connect=TRIES, backoff_factor=0.05, backoff_max=0.1)
    status, claims = answer(f"Bearer {tokens['IdToken']}")
    assert (status, claims["token_use"]) == (200, "id")
    assert answer(tokens["AccessToken"])[0] == 401
    assert answer("")[0] == 401


def test_the_flutter_app_reads_what_is_generated(app: App, settings: Callable[[str], str]) -> None:
    """There is no Dart here: what the page names is held against the generated file."""
    folder = app("Flutter")
    generated = (folder / "lib/amplify_outputs.dart").read_text()
    main = (folder / "lib/main.dart").read_text()
    assert "import 'amplify_outputs.dart';" in main
    _, text, end = generated.split("'''")
    assert "const amplifyConfig = r" in generated
    assert end == ";\n"
    assert json.loads(text) == json.loads(settings("amplify"))
    assert "Amplify.configure(amplifyConfig)" in main


def test_every_snippet_is_of_a_section_that_is_run() -> None:
    """A new section of the page needs a test here or in test_pages.py."""
    here = Path(__file__).parent.glob("test_*.py")
    tests = "".join(path.read_text() for path in here)
    assert [title for title in SECTIONS if f'"{title}"' not in tests] == []
