"""A backup's file, and what the scheduled one leaves in a bucket; keys that cost nothing.

What scrypt is told to spend has a test of its own.
"""

from pathlib import Path
from typing import Any

import boto3
import pytest

from ops.backup import sealing
from ops.desk.pool import Pool
from tests.unit.ops.backup.files import write
from tests.unit.ops.backup.nights import BUCKET
from tests.unit.ops.samples import DEV


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make keys in no time."""
    monkeypatch.setattr(sealing, "COST", 2)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return write(tmp_path / "backup")


@pytest.fixture
def s3() -> Any:
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    return client


@pytest.fixture
def pool() -> Pool:
    """The stage's pool, with the bucket of its backups."""
    boto3.client("ssm").put_parameter(
        Name=f"/{DEV.project}/{DEV.stage}/BackupBucket", Value=BUCKET, Type="String"
    )
    return Pool(DEV, boto3.Session(), None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "fetched"
