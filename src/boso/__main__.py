"""`python -m boso`: the same program as `./boso`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run one command and leave with its exit status."""
    from boso.config.commands import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
