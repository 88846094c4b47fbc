"""The stack policies of a protected stage, which one deployment may find open."""

import json
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from ..deployment.stack import CLIENT, IDENTITY_POOL, POOL, Stacks
from ..errors import OpsError
from ..guard.protect import stack_policy
from .stacks import statuses

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient

_STANDING = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE")


class StackPolicies:
    """What no update of a stage's protected stacks may replace or delete.

    The resources of the deployed templates and of the new ones: a deployment that fails halfway
    leaves the old ones.
    """

    def __init__(self, client: "CloudFormationClient", *, new: Stacks, deployed: Stacks) -> None:
        self._client, self._deployed = client, deployed
        self._stacks = {
            name: [stack, *([deployed[name]] if name in deployed else [])]
            for name, stack in new.items()
            if stack.termination_protection
        }

    def open(self) -> None:
        """Let one deployment replace or delete clients and identity pools, never the pool."""
        for name in self._deployed:
            self._set(name, POOL)

    def close(self) -> None:
        """Close the policies of all stacks that stand.

        Raises:
            OpsError: one could not be closed.
        """
        if not self._stacks:
            return
        try:
            found = statuses(self._client, self._stacks)
            closed = [name for name, status in found.items() if self._stands(name, status)]
            told = [line for name in closed if (line := self._set(name))]
        except (BotoCoreError, ClientError) as error:
            raise OpsError(
                f"the stack policy of {' and '.join(self._stacks)} could not be closed, and may be"
                f" open to whoever deploys ({error}): run `make deploy` again, which closes it."
            ) from error
        # Last: a terminal that is gone must not keep a policy open.
        for line in told:
            print(line, flush=True)

    def close_what_was_left_open(self) -> None:
        """Close the policies of stacks whose last deployment was killed before it could."""
        for name, stack in self._deployed.items():
            kinds = (POOL, CLIENT, IDENTITY_POOL) if name in self._stacks else ()
            standing = {one for kind in kinds for one in stack.of_type(kind)}
            found = self._client.get_stack_policy(StackName=name).get("StackPolicyBody")
            if not standing <= _denied(found):
                self._set(name)
                print(f"The stack policy of {name} was open: it is closed again.", flush=True)

    def _stands(self, name: str, status: str) -> bool:
        return name in self._deployed or status in _STANDING

    def _set(self, name: str, *kinds: str) -> str | None:
        kinds = kinds or (POOL, CLIENT, IDENTITY_POOL)
        if not (ids := self._ids(name, *kinds)):
            return None
        self._client.set_stack_policy(StackName=name, StackPolicyBody=json.dumps(stack_policy(ids)))
        return f"No update of {name} can replace or delete {', '.join(ids)}."

    def _ids(self, name: str, *kinds: str) -> list[str]:
        templates = self._stacks.get(name, [])
        return [*dict.fromkeys(i for kind in kinds for s in templates for i in s.of_type(kind))]


def _denied(policy: str | None) -> set[str]:
    """Return the logical ids that one of our policies keeps; none of any other policy."""
    try:
        _, deny = json.loads(policy or "{}")["Statement"]
        return {resource.removeprefix("LogicalResourceId/") for resource in deny["Resource"]}
    except (ValueError, LookupError, TypeError):
        return set()
