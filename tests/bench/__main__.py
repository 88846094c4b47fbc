"""`make bench`: print every measured ratio beside its limit; exit code 1 when one is exceeded."""

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

HERE = Path(__file__).parent
sys.path.append(str(HERE.parents[1] / "lambdas"))


def main() -> int:
    """Measure everything, one module after another."""
    modules = [m.name for m in iter_modules([str(HERE)]) if m.name != "__main__"]
    exceeded = 0
    for module in modules:
        for name, ratio, limit in import_module(f"tests.bench.{module}").measure():
            verdict = "ok" if ratio <= limit else "TOO MUCH"
            exceeded += ratio > limit
            sys.stdout.write(f"{name:64}{ratio:6.2f}  limit {limit:5.2f}  {verdict}\n")
            sys.stdout.flush()
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
