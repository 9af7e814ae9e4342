"""``python -m suitability.cli``."""

import sys

from suitability.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
