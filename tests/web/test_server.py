"""What `make web` sends beside the files, and what it does when it cannot serve."""

import gzip
import json
import shutil
import socket
import struct
import threading
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
import urllib3

from ops.errors import RefusedError
from ops.web.bundle import WEB
from ops.web.policy import SETTINGS, content_security_policy, seal
from ops.web.server import bind
from tests.deployment import Deployment
from tests.web.conftest import Site


def _get(site: Site, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=5)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_every_answer_carries_the_policy_of_this_deployment(
    site: Site, deployment: Deployment
) -> None:
    for path in ("/", "/amplify_outputs.json", "/no-such-file"):
        headers = _get(site, path).headers
        policy = headers["Content-Security-Policy"]
        assert f"connect-src 'self' {deployment.endpoint};" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_settings_are_never_cached_and_hashed_assets_always(site: Site) -> None:
    script = next((site.directory / "assets").glob("*.js")).name
    assert _get(site, "/amplify_outputs.json").headers["Cache-Control"] == "no-store"
    assert _get(site, "/").headers["Cache-Control"] == "no-store"
    assert "immutable" in _get(site, f"/assets/{script}").headers["Cache-Control"]
    # An asset that a host does not have yet would else be missing for a year.
    assert _get(site, "/assets/later.js").headers["Cache-Control"] == "no-store"


def test_that_an_asset_is_not_there_is_never_cached(site: Site) -> None:
    """A page asks for it while a deployment still copies it: a year without it would follow."""
    for path in ("/assets/no-such-file.js", "/assets/", "/assets/%00"):
        assert _get(site, path).headers["Cache-Control"] == "no-store", path


def test_no_directory_is_listed_and_no_path_leads_out(site: Site) -> None:
    for path in ("/assets/", "/../conftest.py", "/%2e%2e/%2e%2e/etc/passwd", "/.built"):
        assert _get(site, path).status == 404, path


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /%00 HTTP/1.1", 404),
        (b"GET /" + b"a" * 5_000 + b" HTTP/1.1", 404),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1", 414),
        (b"GET /assets HTTP/1.1", 404),
        (b"GET /index.html/ HTTP/1.1", 404),
        (b"GET /..%2f..%2f..%2fetc/passwd HTTP/1.1", 404),
        (b"GET /%ff%fe HTTP/1.1", 404),
        (b"GET http://[/ HTTP/1.1", 404),
        (b"POST / HTTP/1.1", 501),
        (b"BREW / HTTP/1.1", 501),
        (b"GET / HTTP/9.9", 505),
        (b"nonsense", 400),
        (b"GET / HTTP/x", 400),
    ],
)
def test_a_malformed_request_gets_a_status_and_the_server_stays(
    site: Site, request_line: bytes, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as connection:
        connection.sendall(request_line + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        answer = connection.recv(4096)
    assert f" {status} ".encode() in answer.splitlines()[0]
    assert b"Content-Security-Policy: default-src 'none'" in answer
    assert "Traceback" not in capfd.readouterr().err


def test_a_browser_that_goes_away_is_no_news(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    """As at each reload of a page that is still coming."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as connection:
        # Closed with a reset, and not in order.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
    assert _get(site, "/").status == 200
    assert "Traceback" not in capfd.readouterr().err


def test_text_is_sent_compressed_to_who_can_read_that(site: Site) -> None:
    script = next((site.directory / "assets").glob("index-*.js"))
    for wanted, encoding in (("gzip, br", "gzip"), ("identity", None)):
        connection = HTTPConnection("127.0.0.1", site.port, timeout=5)
        path = f"/assets/{script.name}"
        connection.request("GET", path, headers={"Accept-Encoding": wanted})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        assert response.headers["Content-Encoding"] == encoding
        assert response.headers["Vary"] == "Accept-Encoding"
        assert (gzip.decompress(body) if encoding else body) == script.read_bytes()
    font = next((site.directory / "assets").glob("*.woff2"))
    assert _get(site, f"/assets/{font.name}").headers["Vary"] is None


def test_the_page_itself_may_go_to_this_deployment_alone(
    site: Site, deployment: Deployment, tmp_path: Path
) -> None:
    """Wherever it is hosted, and whatever deployment it was made for before."""
    assert (
        f"connect-src 'self' {deployment.endpoint};" in (site.directory / "index.html").read_text()
    )
    page = tmp_path / "index.html"
    page.write_text((WEB / "index.html").read_text())
    assert "connect-src 'self';" in page.read_text()
    for region in ("eu-west-1", "us-east-1"):
        settings = {"auth": {"aws_region": region}, "custom": {"API": {}}}
        (tmp_path / SETTINGS).write_text(json.dumps(settings))
        seal(tmp_path)
        assert (
            f"connect-src 'self' https://cognito-identity.{region}.amazonaws.com"
            f" https://cognito-idp.{region}.amazonaws.com;"
        ) in page.read_text()
        assert "*" not in page.read_text().split("connect-src")[1].split(";")[0]


def test_on_aws_the_policy_names_the_regional_endpoints() -> None:
    policy = content_security_policy(
        {
            "auth": {"aws_region": "eu-west-1"},
            "custom": {
                "local": None,
                "API": {"phone-auth": {"endpoint": "https://a.execute-api.test/v1"}},
            },
        }
    )
    assert (
        "connect-src 'self' https://a.execute-api.test"
        " https://cognito-identity.eu-west-1.amazonaws.com"
        " https://cognito-idp.eu-west-1.amazonaws.com;"
    ) in policy


def test_a_page_that_has_lost_its_settings_is_served_all_the_same(
    site: Site, tmp_path: Path
) -> None:
    """A build does away with them; the page says what to do."""
    shutil.copy(site.directory / "index.html", tmp_path)
    with bind(tmp_path, 0) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        policy = urllib3.request("GET", address).headers["Content-Security-Policy"]
    assert "connect-src 'self';" in policy


def test_a_taken_port_is_refused_with_the_remedy(site: Site) -> None:
    with pytest.raises(RefusedError, match=rf"port {site.port} .* run `make web` again"):
        bind(site.directory, site.port)
