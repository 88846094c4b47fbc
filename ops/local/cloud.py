"""The local cloud: MiniStack with the stacks of stage local on it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from ..deployment.environment import ACCOUNT, LOCAL, REGION, isolated
from ..deployment.outputs import StackOutputs, checked
from ..deployment.outputs_file import localized, read_stacks, write_stacks
from ..deployment.terminal import step
from ..errors import OpsError, RefusedError
from ..people.proof import prove
from . import hotswap, sources
from .cdk import Cdk
from .emulator import Emulator

STANDING = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


class LocalCloud:
    """One local cloud: a port, a directory for its files, an outputs file.

    Attributes:
        emulator: The MiniStack that it runs on.
        outputs_file: Where `up` writes the outputs.
    """

    def __init__(self, port: int, *, state: Path, outputs_file: Path) -> None:
        self.emulator = Emulator(port, state)
        self.outputs_file = outputs_file
        self._state = state
        # In the emulator's home, for it must not outlive the stacks.
        self._deployed = self.emulator.home / "deployed"
        self._cdk_outputs = self.emulator.home / "outputs.json"

    def up(self, *, app: str | None = None, verbose: bool = False) -> StackOutputs:
        """Start what does not run, deploy what changed, prove that it works.

        Args:
            app: the command of the CDK app, if it is not the one of cdk.json.
            verbose: show all that the CDK CLI says.

        Raises:
            OpsError: It failed, or was refused; then nothing runs that did not run before.
        """
        with isolated(self.emulator.endpoint), self._alone() as lock:
            cdk = Cdk(self._state, lock=lock, verbose=verbose)
            fresh = self.emulator.pid() is None
            if not fresh and not self.emulator.answers():
                raise OpsError(
                    f"the local cloud on port {self.emulator.port} runs (process "
                    f"{self.emulator.pid()}) but does not answer: stop it with `make local-down`, "
                    "and start again with `make local`; its users are lost."
                )
            try:
                with self._explained():
                    self._deploy(cdk, app, fresh=fresh)
                    stacks = read_stacks(self._cdk_outputs, LOCAL)
                    stacks = localized(stacks, self.emulator.endpoint)
                    outputs = checked(LOCAL, stacks, source="the deployment")
                    prove(outputs)
            except BaseException:
                if fresh:
                    self.emulator.stop()
                raise
            write_stacks(stacks, self.outputs_file)
            return outputs

    def swap(self, now: sources.Sources) -> list[str]:
        """Give the functions their new code and nothing else, and name those that it changed.

        Args:
            now: the sources, which differ from the deployed ones in `hotswap.is_code` alone.

        Raises:
            OpsError: It failed; then `up` deploys everything.
        """
        with isolated(self.emulator.endpoint), self._alone(), self._explained():
            self._deployed.unlink(missing_ok=True)
            stacks = read_stacks(self._cdk_outputs, LOCAL)
            swapped = hotswap.swap(stacks, self.emulator.home / "zips")
            if sources.read() == now:  # and were so all the time
                self._deployed.write_text(sources.fingerprint(now, None))
            return swapped

    def holds(self, then: sources.Sources) -> bool:
        """Tell whether exactly these sources are deployed, as far as our own commands know."""
        return self._deployed.exists() and self._deployed.read_text() == sources.fingerprint(
            then, None
        )

    def down(self) -> bool:
        """Stop it, with all its users, and remove its outputs; tell whether it ran.

        Raises:
            OpsError: The outputs file cannot be read: it stays, and the cloud is stopped.
        """
        ran = self.emulator.stop()
        if self.outputs_file.exists():
            stacks = read_stacks(self.outputs_file, LOCAL)
            ours = f"{self.emulator.endpoint}/"
            if any(outputs.get("ApiUrl", "").startswith(ours) for outputs in stacks.values()):
                self.outputs_file.unlink()
        return ran

    def stacks(self) -> dict[str, str]:
        """Return the status of every stack by name."""
        with isolated(self.emulator.endpoint):
            found = boto3.client("cloudformation").describe_stacks()["Stacks"]
        return {stack["StackName"]: stack["StackStatus"] for stack in found}

    def _deploy(self, cdk: Cdk, app: str | None, *, fresh: bool) -> None:
        current = sources.fingerprint(sources.read(), app)
        stacks = {} if fresh else self.stacks()
        if self._is_deployed(current, stacks):
            print("  The stacks are up to date")
            return
        self._deployed.unlink(missing_ok=True)
        assembly = self._state / "cdk.out"
        synth = ["synth", "--quiet", "--no-validation", f"--context=stage={LOCAL}"]
        synth += [f"--output={assembly}", *([f"--app={app}"] if app else [])]
        # A synth needs no cloud: both begin at once.
        with cdk.running(*synth) as synthesis:
            if fresh:
                self._start()
            if "CDKToolkit" not in stacks:
                with step("Bootstrapping"):
                    # From outside the project: inside, the CLI would run the app first.
                    cdk.run("bootstrap", f"aws://{ACCOUNT}/{REGION}", cwd=self._state)
            with step("Synthesizing the stacks"):
                synthesis.finish()
        with step("Deploying the stacks"):
            deploy = ["deploy", "--all", f"--app={assembly}", "--require-approval=never"]
            cdk.run(*deploy, f"--outputs-file={self._cdk_outputs}")
        self._deployed.write_text(current)

    def _start(self) -> None:
        if self.emulator.died():
            print("  The last local cloud did not end by `make local-down`; its users are gone")
        with step(f"Starting MiniStack on port {self.emulator.port}"):
            self.emulator.start()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what goes wrong beneath into a sentence for the operator."""
        try:
            yield
        except (OpsError, BotoCoreError, ClientError) as error:
            if self.emulator.home.exists() and not self.emulator.answers():
                raise OpsError(
                    "MiniStack stopped answering in the middle of the work (its last words: "
                    f"{self.emulator.log}): start anew with `make local-down` and `make local`; "
                    "its users are gone."
                ) from error
            if isinstance(error, OpsError):
                raise
            raise OpsError(
                f"the local cloud refused a call ({error}): look into what changed last, or start "
                "anew with `make local-down` and `make local`."
            ) from error

    def _is_deployed(self, fingerprint: str, stacks: dict[str, str]) -> bool:
        """Tell whether exactly these sources are deployed, and all stacks still stand."""
        return (
            self._deployed.exists()
            and self._deployed.read_text() == fingerprint
            and all(stacks.get(name) in STANDING for name in read_stacks(self._cdk_outputs, LOCAL))
        )

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Keep a second `up` on this port out while the first works; give the lock's descriptor."""
        self._state.mkdir(parents=True, exist_ok=True)
        with (self._state / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RefusedError(
                    f"another `make local` is still at work on port {self.emulator.port}: wait "
                    "for its end, or choose another port with LOCAL_PORT."
                ) from None
            yield lock.fileno()
