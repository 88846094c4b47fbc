"""Before an import: a stage that is not ready is refused, and what cannot come back is told."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest

from ops.backup.plan import SUB_ATTRIBUTE, plan
from ops.backup.reading import opened
from ops.backup.restoring import Restorer
from ops.backup.summary import Summary, entries, summarize
from ops.deployment.facts import Attribute, Facts
from ops.desk.pool import Pool
from ops.errors import RefusedError
from tests.unit.ops.backup.files import HEADER, PASSPHRASE, STEPS, page, record, write
from tests.unit.ops.samples import DEV, FACTS

STAGE = replace(DEV, project=HEADER.project, stage=HEADER.stage)
KEPT = Attribute(type="String", mutable=True, writable=False, minimum=0, maximum=2048)
PHONE = {"RecoveryMechanisms": [{"Name": "verified_phone_number", "Priority": 1}]}
OPERATOR = {"RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]}


def pool(**settings: object) -> Pool:
    keys: dict[str, Any] = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    cognito = boto3.client("cognito-idp", region_name=DEV.region, **keys)
    made = Pool(STAGE, boto3.Session(region_name=DEV.region), cognito)
    made.__dict__["settings"] = {"AccountRecoverySetting": PHONE, **settings}
    return made


def keeping(attribute: Attribute | None = KEPT) -> Facts:
    attributes = {**FACTS.custom_attributes, **({SUB_ATTRIBUTE: attribute} if attribute else {})}
    return replace(FACTS, custom_attributes=attributes)


def planned(
    tmp_path: Path, steps: list[Any], facts: Facts, *, of: Pool | None = None
) -> tuple[Restorer, Summary]:
    with opened(write(tmp_path / "backup", steps)) as backup:
        backup.unlock(PASSPHRASE)
        summary = summarize(backup)
        return plan(of or pool(), facts, backup, summary), summary


def test_a_backup_is_summed_up_with_each_user_as_last_seen(tmp_path: Path) -> None:
    _, summary = planned(tmp_path, STEPS, FACTS)
    assert (summary.users, summary.changed) == (3, {record(3)["username"]})
    assert summary.members == Counter({"admins": 1, "members": 1})


def test_users_are_counted_by_what_becomes_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    users = [
        record(1, mfa=["SOFTWARE_TOKEN_MFA"]),
        record(2, status="UNCONFIRMED"),
        record(3, enabled=False),
        record(
            4, status="RESET_REQUIRED", attributes={"sub": "x", "phone_number": "+447700900111"}
        ),
        record(5, status="FORCE_CHANGE_PASSWORD"),
    ]
    planned(tmp_path, [page(*users)], keeping())
    told = capsys.readouterr().out
    for line in (
        "5 users; 4 can be restored, 1 of them disabled",
        "1 UNCONFIRMED: not restored",
        "1 users set theirs up again",
        "1 have no verified number",
        "with a code by SMS",
        f"keeps the old one in {SUB_ATTRIBUTE}",
        "sessions: everybody signs in anew",
    ):
        assert line in told
    assert "+49" not in told
    assert "about" not in told  # a minute is no time to tell


def test_whoever_was_deleted_since_stays_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = record(3)["attributes"]["sub"]
    with opened(write(tmp_path / "backup", STEPS)) as backup:
        backup.unlock(PASSPHRASE)
        summary = summarize(backup, frozenset({gone, "somebody of another backup"}))
        plan(pool(), FACTS, backup, summary)
        kept = [r for r, _ in entries(backup, summary.changed) if summary.restores(r)]
    assert gone not in {record["username"] for record in kept}
    assert +summary.members == Counter({"admins": 1})
    assert "3 users; 2 can be restored\n  1 deleted since: they stay so" in capsys.readouterr().out


def test_a_stage_that_texts_no_code_says_how_users_get_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(tmp_path, STEPS, FACTS, of=pool(AccountRecoverySetting=OPERATOR))
    told = capsys.readouterr().out
    assert "once an operator has set one" in told
    assert "SMS" not in told


def test_second_factors_that_nobody_asked_for_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = replace(HEADER, second_factors=False)
    with opened(write(tmp_path / "backup", [page(record(1, mfa=None))], header=header)) as backup:
        backup.unlock(PASSPHRASE)
        plan(pool(), FACTS, backup, summarize(backup))
    told = capsys.readouterr().out
    assert "the export did not ask; who had any sets them up again" in told
    assert "authenticator apps" not in told


def test_a_lost_sub_is_told_and_a_kept_one_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    restorer, _ = planned(tmp_path, STEPS, FACTS)
    assert restorer.sub_attribute is None
    assert f"is lost: the pool has no {SUB_ATTRIBUTE}" in capsys.readouterr().out
    (tmp_path / "backup").unlink()
    restorer, _ = planned(tmp_path, STEPS, keeping())
    assert restorer.sub_attribute == SUB_ATTRIBUTE


def test_sms_comes_back_as_second_factor_where_the_stage_has_it(tmp_path: Path) -> None:
    restorer, _ = planned(tmp_path, STEPS, replace(FACTS, mfa_methods=["SMS", "TOTP"]))
    assert restorer.sms


def test_many_users_take_a_time_that_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(tmp_path, [page(*map(record, range(1500)))], FACTS)
    assert "about 0:02:00, at 50% of Cognito's quotas" in capsys.readouterr().out


@pytest.mark.parametrize(
    "attribute",
    [
        replace(KEPT, writable=True),
        replace(KEPT, type="Number"),
        replace(KEPT, maximum=35),
    ],
)
def test_an_attribute_that_would_not_keep_a_sub_safely_is_refused(
    tmp_path: Path, attribute: Attribute
) -> None:
    """Who may write it could claim what belongs to another's old sub."""
    with pytest.raises(RefusedError, match=r'written_by="operator"'):
        planned(tmp_path, STEPS, keeping(attribute))


def test_a_stage_without_an_attribute_of_the_users_is_refused(tmp_path: Path) -> None:
    user = record(1, attributes={**record(1)["attributes"], "custom:gone": "x"})
    with pytest.raises(RefusedError, match=r"custom:gone.*users\.custom_attributes"):
        planned(tmp_path, [page(user)], FACTS)


def test_what_only_users_have_who_are_not_restored_is_not_missed(tmp_path: Path) -> None:
    attributes = {**record(1)["attributes"], "custom:gone": "x"}
    user = record(1, attributes=attributes, status="UNCONFIRMED")
    assert planned(tmp_path, [page(user)], FACTS)


def test_a_stage_without_a_group_of_the_users_is_refused(tmp_path: Path) -> None:
    steps = [{**page(record(1)), "kind": "members", "group": "gone"}]
    with pytest.raises(RefusedError, match=r"in gone.*users\.groups"):
        planned(tmp_path, steps, FACTS)


@pytest.mark.parametrize("other", [{"project": "another"}, {"stage": "prod"}])
def test_a_backup_of_another_stage_is_refused(tmp_path: Path, other: dict[str, str]) -> None:
    there = replace(pool(), outputs=replace(STAGE, **other))
    with pytest.raises(RefusedError, match="name its own stage by --stage"):
        planned(tmp_path, STEPS, FACTS, of=there)
