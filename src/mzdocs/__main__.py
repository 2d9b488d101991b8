"""`python -m mzdocs` is `mzdocs`."""

import gc
import sys

from mzdocs.core.environment import in_utf8

_MANY = 50_000
"""New objects before the collector looks for circles among them: what is read stays, and it would look for nothing."""


def run() -> None:
    """The command line, then the exit code it ended with."""
    in_utf8()
    gc.set_threshold(_MANY)
    from mzdocs.cli import main

    sys.exit(main())


if __name__ == "__main__":
    run()
