"""`python -m tests.bench [NAME…]`: run the benchmarks named, else all."""

import importlib
import pkgutil
import sys

import tests.bench

PREFIX = "bench_"


def main(names: list[str]) -> None:
    """Run the benchmark modules in the order of their names."""
    found = sorted(module.name for module in pkgutil.iter_modules(tests.bench.__path__))
    for module in found:
        if module.startswith(PREFIX) and (not names or module.removeprefix(PREFIX) in names):
            print(f"== {module.removeprefix(PREFIX)}", flush=True)
            importlib.import_module(f"tests.bench.{module}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
