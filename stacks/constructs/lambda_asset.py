"""The code of a Lambda, bundled at synth."""

from pathlib import Path
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_lambda as lambda_

from .lambda_archive import Contents, asset_contents, digest, write_zip
from .lambda_byte_code import compiles_for, tell_that_none_ships
from .lambda_folder import LAMBDAS


def lambda_asset(package: str, folder: Path = LAMBDAS, *, runtime: lambda_.Runtime) -> lambda_.Code:
    """Return the asset of the function `package` of a folder of functions.

    The packages are copied from the running environment, where `requirements.txt` put them: the
    synth needs neither Docker nor a network, and ships the versions that the tests ran with. They
    are pure Python, so the bytes are right for every architecture. Their byte code is beside them
    where the synth runs on the runtime's Python.

    Raises:
        BundlingError: there is no such function, or a requirement of it is not installed or not
            pure Python.
    """
    contents = asset_contents(package, folder)
    compiled = compiles_for(runtime.name)
    return lambda_.Code.from_asset(
        str(folder / package),
        asset_hash=digest(contents, compiled=compiled),
        asset_hash_type=cdk.AssetHashType.CUSTOM,
        bundling=cdk.BundlingOptions(
            # Never pulled: the local bundler always does the work or raises.
            image=cdk.DockerImage.from_registry("unused"),
            local=LambdaBundler(contents, runtime.name),
            output_type=cdk.BundlingOutput.ARCHIVED,
        ),
    )


@jsii.implements(cdk.ILocalBundling)
class LambdaBundler:
    """Zips a function's files for CDK, and says so where they go without byte code."""

    def __init__(self, contents: Contents, runtime: str) -> None:
        self._contents, self._runtime = contents, runtime

    def try_bundle(self, output_dir: str, options: Any = None, **_: Any) -> bool:  # noqa: ARG002 - jsii's signature
        """Write the one zip, and tell CDK that no container is needed."""
        compiled = compiles_for(self._runtime)
        if not compiled:
            tell_that_none_ships(self._runtime)
        write_zip(self._contents, Path(output_dir, "asset.zip"), compiled=compiled)
        return True
