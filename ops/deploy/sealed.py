"""What was judged is what is deployed: an assembly of one run, and a seal on its files."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..deployment.assembly import synthesize
from ..deployment.terminal import step
from ..errors import RefusedError


@dataclass(frozen=True)
class SealedAssembly:
    """An assembly that only its owner can read, and what its files were when it was made."""

    directory: Path
    digest: str

    def check(self) -> None:
        """Refuse if a file of it, an asset's too, was changed, added or removed since.

        Raises:
            RefusedError: one was; nothing was deployed.
        """
        if _digest(self.directory) != self.digest:
            raise RefusedError(
                f"the assembly in {self.directory} was changed after it was judged, and nothing"
                " was deployed: find out who writes there, and run this again."
            )


@contextmanager
def sealed_assembly(stage: str) -> Iterator[SealedAssembly]:
    """Give what the sources make of a stage now, judged by every check of `cdk synth`.

    Raises:
        RefusedError: the CDK app refuses the stage.
        OpsError: the synth failed.
    """
    with TemporaryDirectory(prefix="deploy-") as private:
        directory = Path(private) / "cdk.out"
        with step(f"Synthesizing stage {stage}, and judging it by cdk-nag and the CDK"):
            notes = synthesize(stage, directory)
        for note in notes:
            print(f"  {note}")
        yield SealedAssembly(directory, _digest(directory))


def _digest(directory: Path) -> str:
    """Hash all names, of links to folders too, and all contents, but not the CLI's locks."""
    digest = hashlib.sha256()
    for path in sorted(directory.rglob("*")):
        if path.suffix != ".lock":
            name = str(path.relative_to(directory)).encode()
            contents = path.read_bytes() if path.is_file() else b""
            digest.update(b"%d %s %d " % (len(name), name, len(contents)))
            digest.update(contents)
    return digest.hexdigest()
