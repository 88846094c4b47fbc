"""What a user set for pip holds for uv and npm, and what was set for those stays."""

from pathlib import Path

import pytest

from toolchain import network
from toolchain.errors import InstallError

LISTED = """\
:env:.index-url='https://variable.example/simple'
global.cert='/etc/ssl/global.pem'
global.extra-index-url='https://a.example/simple https://b.example/simple'
global.index-url='https://global.example/simple'
install.find-links='/one /two'
install.index-url='https://install.example/simple'
"""


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the machine that runs the tests has set."""
    for name in (*network.BUNDLES, *network.UV_INDEXES, "NODE_EXTRA_CA_CERTS", "UV_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)


def test_a_variable_of_pip_is_over_its_files() -> None:
    read = network.pip_settings(LISTED)
    assert read["index-url"] == "https://variable.example/simple"
    without_variable = LISTED.partition("\n")[2]
    assert network.pip_settings(without_variable)["index-url"] == "https://install.example/simple"


def test_uv_looks_where_pip_does() -> None:
    variables = network.variables(network.pip_settings(LISTED))
    assert variables["UV_DEFAULT_INDEX"] == "https://variable.example/simple"
    assert variables["UV_INDEX"] == "https://a.example/simple https://b.example/simple"
    assert variables["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    assert variables["UV_FIND_LINKS"] == "/one,/two"


def test_who_chose_an_index_for_uv_keeps_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_INDEX_URL", "https://mine.example/simple")
    variables = network.variables(network.pip_settings(LISTED))
    assert variables["UV_INDEX_URL"] == "https://mine.example/simple"
    assert not {"UV_DEFAULT_INDEX", "UV_INDEX", "UV_FIND_LINKS"} & variables.keys()


@pytest.mark.parametrize("named", network.BUNDLES)
def test_one_bundle_of_certificates_serves_pip_uv_and_npm(
    named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (bundle := tmp_path / "ca.pem").touch()
    monkeypatch.setenv(named, str(bundle))
    variables = network.variables({})
    readers = ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")
    assert {variables[name] for name in readers} == {str(bundle)}


def test_what_is_set_for_one_of_them_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"):
        (tmp_path / name).touch()
        monkeypatch.setenv(name, str(tmp_path / name))
    variables = network.variables({"cert": "/of/a/pip.conf"})
    assert variables["NODE_EXTRA_CA_CERTS"] == str(tmp_path / "NODE_EXTRA_CA_CERTS")
    assert variables["PIP_CERT"] == str(tmp_path / "SSL_CERT_FILE")


@pytest.mark.parametrize("home", [None, "gone"])
def test_who_has_no_home_that_takes_a_cache_has_it_in_the_project(
    home: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("UV_CACHE_DIR", "npm_config_cache"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert not {"UV_CACHE_DIR", "npm_config_cache"} & network.variables({}).keys()
    monkeypatch.delenv("HOME")
    if home:
        monkeypatch.setenv("HOME", str(tmp_path / home))
    variables = network.variables({})
    assert variables["UV_CACHE_DIR"] == str(tmp_path / ".venv/.cache/uv")
    assert variables["npm_config_cache"] == str(tmp_path / ".venv/.cache/npm")


def test_without_a_bundle_the_machines_store_counts() -> None:
    variables = network.variables({})
    assert variables["UV_SYSTEM_CERTS"] == "true"
    assert "SSL_CERT_FILE" not in variables


def test_a_bundle_that_is_not_there_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CERT", "/no/such.pem")
    with pytest.raises(InstallError, match=r"^PIP_CERT names /no/such.pem, which is not there"):
        network.variables({})
