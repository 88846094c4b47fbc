"""What starts programs (interpreters, compilers, `make`, a script in the CDK CLI's place).

They take a while each; what a function call proves is proven in tests/unit.
"""

from tests.unit.conftest import models_are_read_once
from tests.unit.ops.conftest import cli, elsewhere, run, samples

__all__ = ["cli", "elsewhere", "models_are_read_once", "run", "samples"]
