"""Bulk work says how far it came, also where it was interrupted."""

from datetime import UTC, datetime

import pytest

from ops.desk.account import Account
from ops.support.bulk import EVERY, change_each

TODAY = datetime(2026, 1, 1, tzinfo=UTC)


def accounts(count: int) -> list[Account]:
    return [
        Account(
            username=str(number),
            attributes={"sub": str(number)},
            status="CONFIRMED",
            enabled=True,
            created=TODAY,
            modified=TODAY,
        )
        for number in range(count)
    ]


def test_it_counts_those_that_had_to_be_changed(capsys: pytest.CaptureFixture[str]) -> None:
    change_each(accounts(EVERY + 1), lambda account: account.sub != "0", changed="deleted")
    assert capsys.readouterr().out == f"  {EVERY} of {EVERY + 1}\n{EVERY} of {EVERY + 1} deleted.\n"


def test_an_interruption_at_the_very_last_leaves_one_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def change(account: Account) -> bool:
        if account.sub == "1":
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        change_each(accounts(2), change, changed="deleted")
    assert capsys.readouterr().out == "1 of 2 deleted.\nRun it again for the others.\n"
