"""Typst: `badges.typ` and `rows.typ` read the data as one JSON; a volume of rows is a file and a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.forms import VOLUME, volume_name

HERE = Path(__file__).parent
STACK = str(64 * 2**20)
"""Ten thousand cards overflow the 2 MiB its threads are given, not always but now and then."""


def compile_file(work: Path, script: Path, target: Path, inputs: dict[str, str], tags: bool) -> None:
    os.environ["RUST_MIN_STACK"] = STACK
    import typst

    compiler = typst.Compiler(script, root=work, font_paths=[work / "fonts"], ignore_system_fonts=True)
    compiler.compile(output=target, sys_inputs=inputs, pdf_tags=tags)


def main(work: Path, source: Path, target: Path, options: list[str]) -> None:
    """In one process, volumes would be kept in memory one beside the other: 10 GiB for ten of them."""
    kind, count = source.stem.split("-")
    script = work / f"{kind}.typ"
    script.write_text((HERE / "templates" / script.name).read_text(encoding="utf-8"), encoding="utf-8")
    volumes = 1 if kind == "badges" else -(-int(count) // VOLUME)
    given = [int(option) for option in options if option.isdigit()]
    if volumes > 1 and not given:
        for serial in range(1, volumes + 1):
            subprocess.run([sys.executable, "-m", "tests.bench.peer_typst", *sys.argv[1:], str(serial)], check=True)
        return
    serial = given[0] if given else 1
    data = f"{source.stem}-typst.json" if kind == "badges" else f"{source.stem}-typst-{serial}.json"
    output = target.with_stem(f"{target.stem}-{serial}") if volumes > 1 else target
    compile_file(work, script, output, {"data": data, "volume": volume_name(serial)}, "--tags" in options)


if __name__ == "__main__":
    folder, read, made, *options = sys.argv[1:]
    main(Path(folder), Path(read), Path(made), options)
