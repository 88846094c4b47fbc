"""`.env` means the same to a shell and to Node."""

from pathlib import Path

import pytest

from ops.settings import formats
from tests.node import NODE, said
from tests.unit.ops.samples import DEV, LOCAL

DOTENV = {
    "VITE_STAGE": "local",
    "VITE_REGION": "eu-west-1",
    "VITE_USER_POOL_ID": "eu-west-1_AbCdEfGhI",
    "VITE_USER_POOL_CLIENT_ID": "1example23456789abcdefghij",
    "VITE_IDENTITY_POOL_ID": "eu-west-1:00000000-1111-2222-3333-444444444444",
    "VITE_API_URL": "http://127.0.0.1:4566/_aws/execute-api/abc123/v1",
    "VITE_LOCAL_USER_POOL_ENDPOINT": "http://127.0.0.1:4566/",
    "VITE_LOCAL_IDENTITY_POOL_ENDPOINT": "http://127.0.0.1:4566/",
    "VITE_LOCAL_SMS_CODE": "123456",
    "VITE_LOCAL_RESET_CODE": "654321",
}
DUMP = "console.log(JSON.stringify(process.env))"


@pytest.mark.parametrize("reader", ["shell", "node"])
def test_dotenv_means_the_same_to_a_shell_and_to_node(tmp_path: Path, reader: str) -> None:
    file = tmp_path / ".env"
    file.write_text(formats.dotenv(LOCAL, "VITE_"), encoding="utf-8")
    commands: dict[str, list[str | Path]] = {
        "shell": ["/bin/sh", "-c", 'set -a; . "$0"; exec "$1" -e "$2"', file, NODE, DUMP],
        "node": [NODE, f"--env-file={file}", "-e", DUMP],
    }
    read = said(*commands[reader], env={})
    assert {name: value for name, value in read.items() if name.startswith("VITE_")} == DOTENV


def test_dotenv_takes_the_prefix_of_any_bundler() -> None:
    lines = formats.dotenv(DEV, "NEXT_PUBLIC_").splitlines()[1:]
    assert all(line.startswith("NEXT_PUBLIC_") for line in lines)
    assert formats.dotenv(DEV).splitlines()[1] == "STAGE='dev'"
