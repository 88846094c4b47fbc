"""A first deployment, or a deployed stage under another name? A contract begins with the first one.

What can be known of it without AWS: the contracts that are committed, and the outputs file that
the last deployment from this machine has left.
"""

from collections.abc import Mapping

from ..deployment.outputs import OutputsByStack
from ..deployment.outputs_file import outputs_file, read_stacks
from ..deployment.stack import Stacks
from ..deployment.stages import known_stages
from ..errors import OpsError, RefusedError
from .contract import contract_path, contracted_stages, read_contract


def refuse_a_renamed_stage(stage: str, new: Stacks, region: str) -> None:
    """Stop what may be the new name of a stage that has users under another one.

    Args:
        stage: has no contract, and nothing of it is deployed where it was sought.
        new: its stacks.
        region: where it was sought.

    Raises:
        RefusedError: a contract or the outputs file knows of such a stage.
        OpsError: the stages cannot be read.
    """
    _refuse_another_project(stage, new)
    _refuse_another_place(stage, new, region)
    _refuse_another_stage_name(stage)


def last_region(stage: str) -> str | None:
    """Return where the last deployment from this machine went, None where that is not known.

    Raises:
        OpsError: the outputs file cannot be read.
    """
    return _region(_last_outputs(stage))


def _refuse_another_project(stage: str, new: Stacks) -> None:
    project = _project(new, stage)
    for other in contracted_stages():
        promised = _project(read_contract(contract_path(other)), other)
        if promised != project:
            raise RefusedError(
                f"contracts/{other}.json is of project {promised}, and stage {stage} is of project"
                f" {project}: if the project is renamed, every user is left behind in the old"
                f" stacks, so name it {promised} again; if stage {other} is deployed nowhere any"
                " more, delete that file."
            )


def _refuse_another_place(stage: str, new: Stacks, region: str) -> None:
    last = _last_outputs(stage)
    went = _region(last) or region
    names = [name for name in last if name not in new]
    if went != region or names:
        raise RefusedError(
            f"outputs/{stage}.json says that stage {stage} was deployed in {went} as"
            f" {', '.join(last)}, and now it would be in {region} as {', '.join(new)}: deploy it"
            " there and so, or delete that file if nothing of it is deployed any more."
        )


def _refuse_another_stage_name(stage: str) -> None:
    contracted = contracted_stages()
    known = known_stages() if contracted else []
    for gone in sorted(set(contracted) - set(known)) if known else []:
        raise RefusedError(
            f"contracts/{gone}.json is of stage {gone}, which is no longer in stages.py: if {stage}"
            f" is its new name, its users would be left behind, so name it {gone} again; if {gone}"
            " is deployed nowhere any more, delete that file."
        )


def _last_outputs(stage: str) -> OutputsByStack:
    path = outputs_file(stage)
    try:
        return read_stacks(path, stage) if path.exists() else {}
    except OpsError as error:
        raise OpsError(
            f"outputs/{path.name} says where stage {stage} was deployed last, and cannot be read:"
            " restore it, or delete it if the stage was never deployed."
        ) from error


def _region(outputs: OutputsByStack) -> str | None:
    return next((values["Region"] for values in outputs.values() if "Region" in values), None)


def _project(stacks: Mapping[str, object], stage: str) -> str:
    """Return what the names `<project>-<stage>-<part>` of a stage's stacks begin with."""
    return next(iter(sorted(stacks)), "").rpartition(f"-{stage}-")[0]
