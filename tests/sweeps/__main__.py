"""`python -m tests.sweeps [NAME…]`: every long proof with the count of `make gate`, or only these; two at a time.

Each runs in a process of its own and tells its figure in one line: what, the aim, what was reached, seconds. Where it
fails it tells each case with what it takes to try it again, and this ends with 1.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

PROOFS = (
    "names", "spoilt_inputs", "fleets", "canaries", "whole_command", "published", "power", "spoilt_workspaces",
    "payloads", "hostile", "soak", "saves", "watched", "environments", "full_disk", "races", "digits", "flips",
    "pictures",
)  # fmt: skip
"""The longest first."""
AT_ONCE = 2


def told(name: str) -> int:
    """One proof in its own process, and what it says once it is done."""
    done = subprocess.run([sys.executable, "-m", f"tests.sweeps.{name}"], capture_output=True, text=True, check=False)
    print(f"{name}: {done.stdout}{done.stderr}".rstrip(), flush=True)
    return done.returncode


def main() -> int:
    begun = time.perf_counter()
    names = sys.argv[1:] or PROOFS
    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = list(pool.map(told, names))
    failed = [name for name, code in zip(names, codes, strict=True) if code]
    print(f"{len(names)} proofs, {len(failed)} failed {' '.join(failed)}| {time.perf_counter() - begun:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
