"""An export asks nobody's second factors unasked, and refuses what another run has begun.

The pool is a fake (`tests.unit.directory.pool`); the drill exports a real one.
"""

from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from ops.backup.exporting import export
from ops.desk.audit import Audit
from ops.desk.pool import Pool
from ops.errors import OpsError, RefusedError
from tests.unit.directory.pool import FakePool
from tests.unit.ops.backup.files import HEADER, PASSPHRASE, read, write
from tests.unit.ops.samples import DEV

MFA: dict[str, Any] = {"MfaConfiguration": "OPTIONAL", "EstimatedNumberOfUsers": 1_000_000}


@pytest.fixture
def cognito() -> FakePool:
    return FakePool(5)


def run(cognito: FakePool, path: Path, second_factors: bool | None = None, **settings: Any) -> None:
    pool = Pool(DEV, boto3.Session(region_name=DEV.region), cognito)
    pool.__dict__["settings"] = settings
    audit = Audit(caller="arn", stage=DEV.stage, pool_id=pool.id)
    export(pool, audit, path, lambda: PASSPHRASE, second_factors=second_factors)


def test_nobody_is_made_active_on_the_bill_unasked(cognito: FakePool, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"1,000,000 users.*--no-second-factors"):
        run(cognito, tmp_path / "backup", **MFA)
    assert (cognito.asked, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize("second_factors", [True, False])
def test_second_factors_are_asked_where_somebody_says_so(
    cognito: FakePool, tmp_path: Path, second_factors: bool
) -> None:
    run(cognito, tmp_path / "backup", second_factors, **MFA)
    assert cognito.asked.count("admin_get_user") == (5 if second_factors else 0)
    asked = [r["mfa"] for step in read(tmp_path / "backup") for r in step["records"]]
    assert asked == [[] if second_factors else None] * 5


def test_a_pool_without_any_asks_no_question(cognito: FakePool, tmp_path: Path) -> None:
    run(cognito, tmp_path / "backup", MfaConfiguration="OFF")
    assert "admin_get_user" not in cognito.asked


def test_progress_names_parts_and_counts_and_nobody(
    cognito: FakePool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cognito.groups = {"admins": ["00000001"]}
    run(cognito, tmp_path / "backup")
    told = capsys.readouterr().out
    assert "  users: 5\n  members of admins: 1\n  changed or new meanwhile: 0\n" in told
    assert "+49" not in told


def test_what_was_begun_for_another_pool_is_left_alone(cognito: FakePool, tmp_path: Path) -> None:
    before = write(
        tmp_path / "other", header=HEADER.__class__(**{**vars(HEADER), "pool_id": "a_B"})
    )
    part = before.rename(tmp_path / "backup.part").read_bytes()
    with pytest.raises(RefusedError, match=r"was begun for the user pool a_B"):
        run(cognito, tmp_path / "backup")
    assert (tmp_path / "backup.part").read_bytes() == part


def test_a_page_that_cognito_has_forgotten_is_told(cognito: FakePool, tmp_path: Path) -> None:
    def interrupted(_: str) -> None:
        if len(cognito.asked) == 2:
            raise KeyboardInterrupt

    def forgotten(operation: str) -> None:
        if operation == "list_users":
            refusal = {"Error": {"Code": "InvalidParameterException"}}
            raise ClientError(refusal, "ListUsers")  # type: ignore[arg-type]  # all that is read

    cognito.before = interrupted
    with pytest.raises(KeyboardInterrupt):
        run(cognito, tmp_path / "backup")
    cognito.before = forgotten
    with pytest.raises(OpsError, match=r"remove .*backup\.part to begin anew"):
        run(cognito, tmp_path / "backup")
    # A refusal at a first page is no forgotten one.
    with pytest.raises(ClientError):
        run(cognito, tmp_path / "another")
