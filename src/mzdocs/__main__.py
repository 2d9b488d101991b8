"""`python -m mzdocs` is `mzdocs`."""

import sys

from mzdocs.core.collecting import collect_seldom
from mzdocs.core.environment import in_utf8


def run() -> None:
    """The command line, then the exit code it ended with."""
    in_utf8()
    collect_seldom()
    from mzdocs.cli import main

    sys.exit(main())


if __name__ == "__main__":
    run()
