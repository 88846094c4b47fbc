"""Where a change is asked for, made and written down, the same way for every verb."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from ..deployment.terminal import agreed
from ..errors import RefusedError
from .account import Account
from .audit import Audit
from .pool import Pool


@dataclass(frozen=True)
class Desk:
    """A pool, the lines that are written of changes, and whether somebody said yes beforehand.

    Attributes:
        pool: whose users are helped.
        audit: of this run.
        yes: do not ask.
    """

    pool: Pool
    audit: Audit
    yes: bool

    def confirm(self, what: str) -> None:
        """Say what is about to happen, and go on if somebody agrees.

        Raises:
            RefusedError: nobody did.
        """
        if self.yes:
            print(f"{what}.", file=sys.stderr, flush=True)  # a report is for filing
        elif not agreed(f"{what}?"):
            raise RefusedError(
                "nobody said yes, and nothing was changed: answer at a terminal, or add --yes."
            )

    def change(
        self,
        account: Account,
        verb: str,
        does: str,
        apply: Callable[[], object],
        **detail: str,
    ) -> None:
        """Ask about one account, change it, and write that down.

        Args:
            account: that is changed.
            verb: of the audit's line.
            does: the change in words, for the question.
            apply: makes it.
            detail: more for the audit's line; nothing personal.
        """
        self.confirm(f"{does}: {account.label} of {self.pool.place}")
        with self.audit.change(verb, account.sub, **detail):
            apply()
