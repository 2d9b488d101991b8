"""`python -m mzdocs` is `mzdocs`."""

import sys


def run() -> None:
    """The command line, then the exit code it ended with."""
    from mzdocs.cli import main

    sys.exit(main())


if __name__ == "__main__":
    run()
