"""A pool and a bucket that moto plays; the live suite takes a backup of a real pool's."""

import gzip
import hashlib
import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from directory import pages
from directory.export import Step, read_step
from directory_backup.keeping import Folder
from directory_backup.settings import Settings
from tests.unit.aws import aws

__all__ = ["aws"]

BUCKET, FOLDER = "backups", "directory/2026-11-26"


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three users a page, as if they were sixty."""
    monkeypatch.setattr(pages, "LIMIT", 3)


@pytest.fixture
def s3() -> Any:
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return client


@pytest.fixture
def folder(s3: Any) -> Folder:
    return Folder(s3, BUCKET, FOLDER)


@pytest.fixture
def cognito() -> Any:
    return boto3.client("cognito-idp")


@pytest.fixture
def pool_id(cognito: Any) -> str:
    created: str = cognito.create_user_pool(PoolName="users")["UserPool"]["Id"]
    for name in ("admins", "members"):
        cognito.create_group(UserPoolId=created, GroupName=name)
    return created


@pytest.fixture
def add_users(cognito: Any, pool_id: str) -> Callable[..., list[str]]:
    """Create users, whose names are given back, in groups where some are named."""

    def add(count: int, *groups: str, prefix: str = "user") -> list[str]:
        names = [f"{prefix}-{number:04}" for number in range(count)]
        for name in names:
            cognito.admin_create_user(UserPoolId=pool_id, Username=name)
            for group in groups:
                cognito.admin_add_user_to_group(UserPoolId=pool_id, Username=name, GroupName=group)
        return names

    return add


@pytest.fixture
def kept(s3: Any) -> Callable[[], list[Step]]:
    """Read all steps of the night by its manifest, whose hashes hold."""

    def read() -> list[Step]:
        def get(name: str) -> bytes:
            body = s3.get_object(Bucket=BUCKET, Key=f"{FOLDER}/{name}")["Body"]
            octets: bytes = body.read()
            return octets

        steps: list[Step] = []
        for part in json.loads(get("manifest.json"))["parts"]:
            octets = get(part["name"])
            assert hashlib.sha256(octets).hexdigest() == part["sha256"]
            lines = gzip.decompress(octets).decode().splitlines()
            found = [read_step(json.loads(line)) for line in lines]
            assert len(found) == part["steps"]
            assert sum(len(step["records"]) for step in found) == part["records"]
            steps += found
        return steps

    return read


@pytest.fixture
def settings(pool_id: str) -> Settings:
    return Settings(
        pool_id=pool_id,
        second_factors=True,
        bucket=BUCKET,
        start_hour=1,
        namespace="mine-dev-backup",
    )
