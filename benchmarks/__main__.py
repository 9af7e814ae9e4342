"""Run every benchmark and hold its figures to their limits: ``python -m benchmarks [--smoke]``."""

import argparse
import sys

from benchmarks import (
    catalog,
    copy_files,
    growth,
    hostile,
    load,
    permitted,
    realistic_sale,
    realistic_use,
    startup,
    wording,
)
from benchmarks.ten_rules import run as ten_rules

BENCHMARKS = {
    "ten-rules": ten_rules.run,
    "realistic-sale": realistic_sale.run,
    "realistic-use": realistic_use.run,
    "growth": growth.run,
    "permitted": permitted.run,
    "startup": startup.run,
    "load": load.run,
    "wording": wording.run,
    "copy-files": copy_files.run,
    "hostile": hostile.run,
    "catalog": catalog.run,
}


def main() -> int:
    """Run the benchmarks named, or all; give 1 where a limit is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure against peers and limits.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"one of {', '.join(BENCHMARKS)}; all if none is named"
    )
    parser.add_argument("--smoke", "--once", action="store_true", help="see that everything runs, and judge nothing")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.names) - BENCHMARKS.keys())
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    broken = [name for name in arguments.names or BENCHMARKS if not BENCHMARKS[name](smoke=arguments.smoke)]
    if arguments.smoke:
        print("\neverything ran; nothing was judged")
        return 0
    print(f"\nlimits broken in {', '.join(broken)}" if broken else "\nall limits hold")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
