"""The export of a whole directory: a sequence of steps, after each of which it can stop and go on.

1. `users`: all users, as they are listed; with their second factors where those are asked.
2. `members`: the users of each group.
3. `changed`: who signed up or changed since the export began, each with its groups. What stands
   here of a user replaces what stands in 1 and 2: so nobody who signs up meanwhile is lost, and
   nobody stands under an old number beside the new one.

Whoever reads the steps back needs no order among the users, and no more memory than the names of
the third part take. Who signs up after that has begun is of the next export; a user who is deleted
while the export runs may be in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypedDict

from .pages import Page, group_names, groups_of, member_pages, user_pages
from .records import Record, RecordError, read_record, record_of

Kind = Literal["users", "members", "changed"]
USERS: Final = "users"
MEMBERS: Final = "members"
CHANGED: Final = "changed"
# AWS refuses a request whose clock is off by more than some 15 minutes (AWS Developer Tools Blog,
# "Clock-skew correction"), and ListUsers is some seconds late (API reference).
MARGIN = timedelta(minutes=20)
# AdminGetUser answers in some 50 ms: so many at once use half of its quota, and `pacing` no more.
THREADS = 8


class Step(TypedDict):
    """One page of the export.

    Attributes:
        kind: which part of it.
        group: whose members these are; None elsewhere.
        records: of its users.
        after: the token of the part's next page; None where the part ends.
    """

    kind: Kind
    group: str | None
    records: list[Record]
    after: str | None


class Export:
    """An export of one user pool."""

    def __init__(
        self, cognito: Any, pool_id: str, *, began: datetime, second_factors: bool
    ) -> None:
        """Prepare it; nothing is asked yet.

        Args:
            cognito: a client of cognito-idp, paced by whom it belongs to.
            pool_id: of the user pool.
            began: when the first step was asked for, also where another run takes the others.
            second_factors: ask each user's, by AdminGetUser: ListUsers does not tell. Each user
                then counts as active in the month's bill (Cognito API reference, AdminGetUser).
        """
        self._cognito, self._pool_id = cognito, pool_id
        self._since = began - MARGIN
        self._second_factors = second_factors

    def steps(self, last: Step | None = None) -> Iterator[Step]:
        """Yield what comes after a step, or all.

        Raises:
            ClientError: Cognito refuses; InvalidParameterException where it does not know the
                token of `last` any more: then begin anew.
        """
        for kind, group in self._parts(last):
            goes_on = last is not None and (last["kind"], last["group"]) == (kind, group)
            for page in self._pages(kind, group, last["after"] if last and goes_on else None):
                records = self._records(kind, page.users)
                yield Step(kind=kind, group=group, records=records, after=page.after)

    def _parts(self, last: Step | None) -> list[tuple[Kind, str | None]]:
        """Name the parts that are not done; that a group was added meanwhile harms nothing."""
        groups = group_names(self._cognito, self._pool_id)
        parts: list[tuple[Kind, str | None]] = [
            (USERS, None),
            *((MEMBERS, group) for group in groups),
            (CHANGED, None),
        ]
        return [part for part in parts if last is None or _is_left(part, last)]

    def _pages(self, kind: Kind, group: str | None, after: str | None) -> Iterator[Page]:
        if kind == MEMBERS:
            return member_pages(self._cognito, self._pool_id, group or "", after)
        return user_pages(self._cognito, self._pool_id, after)

    def _records(self, kind: Kind, users: Sequence[Mapping[str, Any]]) -> list[Record]:
        if kind == MEMBERS or (kind == USERS and not self._second_factors):
            return [record_of(user) for user in users]
        if kind == CHANGED:
            users = [user for user in users if user["UserLastModifiedDate"] >= self._since]
        ask = self._asked if kind == USERS else self._asked_with_groups
        return [record for record in _at_once(ask, users) if record is not None]

    def _asked(self, user: Mapping[str, Any]) -> Record | None:
        """Ask for one user; None where it is deleted meanwhile."""
        try:
            return record_of(
                self._cognito.admin_get_user(UserPoolId=self._pool_id, Username=user["Username"])
            )
        except self._cognito.exceptions.UserNotFoundException:
            return None

    def _asked_with_groups(self, user: Mapping[str, Any]) -> Record | None:
        try:
            groups = groups_of(self._cognito, self._pool_id, user["Username"])
        except self._cognito.exceptions.UserNotFoundException:
            return None
        if self._second_factors:
            record = self._asked(user)
            return record and Record({**record, "groups": groups})
        return record_of(user, groups=groups)


def read_step(kept: object) -> Step:
    """Read a step that was kept, as JSON gives it.

    Raises:
        RecordError: it is none.
    """
    if not isinstance(kept, dict) or kept.keys() != Step.__annotations__.keys():
        raise RecordError("its members are not those of a page")
    kind, group, records, after = (kept[name] for name in Step.__annotations__)
    if kind not in (USERS, MEMBERS, CHANGED) or (kind == MEMBERS) is not bool(group):
        raise RecordError("kind and group are not those of a page")
    if not isinstance(records, list) or not all(isinstance(t, str | None) for t in (group, after)):
        raise RecordError("records, group and after are not those of a page")
    return Step(kind=kind, group=group, records=[*map(read_record, records)], after=after)


def _is_left(part: tuple[Kind, str | None], last: Step) -> bool:
    """Tell whether a part is not done, or only begun, after a step."""
    order = {USERS: 0, MEMBERS: 1, CHANGED: 2}
    here, there = (order[part[0]], part[1] or ""), (order[last["kind"]], last["group"] or "")
    return here > there or (here == there and last["after"] is not None)


def _at_once(
    ask: Callable[[Mapping[str, Any]], Record | None], users: Sequence[Mapping[str, Any]]
) -> list[Record | None]:
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(ask, users))
