"""Many accounts, one after the other: with progress, and a word on what an interruption left."""

from collections.abc import Callable, Sequence

from ..desk.account import Account

EVERY = 50  # accounts between two lines of progress


def change_each(
    found: Sequence[Account], change: Callable[[Account], bool], *, changed: str
) -> None:
    """Change accounts one by one, and print how far it is, and at the end how many were.

    Args:
        found: the accounts.
        change: changes one, and tells whether it had to be.
        changed: what they are then, such as `deleted`.
    """
    changes = done = 0
    try:
        for account in found:
            changes += change(account)
            done += 1
            if done % EVERY == 0:
                print(f"  {done} of {len(found)}", flush=True)
    finally:
        print(f"{changes} of {len(found)} {changed}.", flush=True)
        if done < len(found):
            print("Run it again for the others.", flush=True)
