"""`python -m mzdocs` is `mzdocs`."""

import sys


def run() -> None:
    from mzdocs.cli import main

    sys.exit(main())


if __name__ == "__main__":
    run()
