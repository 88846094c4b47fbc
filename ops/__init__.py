"""What an operator runs. Reads what is deployed; never imports the stacks.

Arrows point one way: `<command> -> people, desk -> deployment -> errors`. A command is a package
and a line in `__main__`; none imports another.
"""

import sys
from pathlib import Path

# The source root of the functions: what a function and an operator both do is in a package there,
# which ships with the function (`directory`).
sys.path.append(str(Path(__file__).parents[1] / "lambdas"))
