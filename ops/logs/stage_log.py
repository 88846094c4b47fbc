"""The one log of a deployed stage, to be printed again and again as it grows."""

import sys

from botocore.config import Config
from botocore.exceptions import ClientError

from ..deployment.clouds import connect
from ..deployment.outputs import StackOutputs, deploy_command
from ..errors import OpsError
from .events import Events
from .groups import POOL, groups_of
from .lines import Lines

# FilterLogEvents has a quota by account and region, which others who follow use too.
PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 8})


# What CloudFormation, API Gateway and Lambda say of what there is not.
_GONE = ("ValidationError", "NotFoundException", "ResourceNotFoundException")


class StageLog:
    """What the functions, the API and the pool of a stage have logged since a moment."""

    def __init__(self, outputs: StackOutputs, *, since: int, request: str | None = None) -> None:
        """Find what the stage logs, and say what nobody can know.

        Args:
            outputs: of the stage; the caller aims boto3 at its cloud (`clouds.reading`).
            since: milliseconds since the epoch.
            request: the id, API Gateway's or Lambda's, of the one request to show.

        Raises:
            OpsError: the stage has no log group.
        """
        self._outputs, self._request = outputs, request
        self._session = connect(outputs.region)
        self._events = Events(self._session.client("logs", config=PATIENT), since)
        self._lines = Lines()
        self.find_groups()
        for sentence in _unknown(outputs, {group.kind for group in self._events.groups}):
            print(f"Unknown: {sentence}.", file=sys.stderr, flush=True)

    def find_groups(self) -> None:
        """Look what the stage logs: a deployment may have changed that.

        Raises:
            OpsError: it has no log group, or is not there any more.
        """
        deploy = deploy_command(self._outputs.stage)
        try:
            self._events.groups = groups_of(self._session, self._outputs)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _GONE:
                raise
            raise OpsError(
                f"the outputs of stage {self._outputs.stage} name what is no longer there"
                f" ({error.operation_name} found nothing): run `{deploy}`."
            ) from error
        if not self._events.groups:
            raise OpsError(
                f"stage {self._outputs.stage} has no log group: its functions, its API and its pool"
                f" log nothing; run `{deploy}`."
            )
        self._lines.widen(group.source for group in self._events.groups)

    def print_new(self) -> int:
        """Print the lines that were not printed yet, and return how many there were."""
        count = 0
        for chunk in self._events.new():
            for line in self._lines.of(chunk):
                if self._request in (None, *line.ids):
                    count += 1
                    print(line.text)
            sys.stdout.flush()
        return count


def _unknown(outputs: StackOutputs, kinds: set[str]) -> list[str]:
    """Return what cannot be told of this stage, a sentence each."""
    unknown = []
    if outputs.local_endpoint:
        unknown.append(
            "what API Gateway logs, for the embedded cloud writes neither its access log nor its"
            " execution log (docs/local-cloud.md)"
        )
    if POOL not in kinds:
        unknown.append(
            "which texts were not delivered, for this stage has no log of them"
            " (cloud.user_notification_log)"
        )
    return unknown
