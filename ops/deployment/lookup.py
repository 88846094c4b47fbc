"""The outputs of a stage, from where they are."""

from .outputs import StackOutputs
from .outputs_file import from_file, outputs_file


def find_outputs(stage: str, *, live: bool = False) -> StackOutputs:
    """Take the outputs from their file, or from CloudFormation when told to or when there is none.

    Raises:
        OpsError: the stage is not deployed, or not whole, or cannot be read.
    """
    if not live and outputs_file(stage).exists():
        return from_file(stage)
    from .live_outputs import (  # noqa: PLC0415 - boto3 takes longer than all the rest
        from_cloudformation,
    )

    return from_cloudformation(stage)
