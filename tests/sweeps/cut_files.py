"""Files of every kind that end too early: told, or read as what is left; never a fault of ours, never called whole.

`python -m tests.sweeps.cut_files [COUNT]`: so many lengths of each kind, half of them of its beginning and its end;
where they are few, of the first kinds only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mzdocs.build import pipeline
from mzdocs.build.produce import make_files
from mzdocs.bundle.packing import packed
from tests.made_fonts import RARE, made_font
from tests.ofd_samples import sample_ofd
from tests.sweeps import figure
from tests.sweeps.attacks.attack import Attack
from tests.sweeps.attacks.pictures import PHOTO, saved
from tests.sweeps.attacks.trying import left_in, loaded, temporary_files, tried, usual, wrong_of
from tests.sweeps.figure import Figure, Seen
from tests.sweeps.workbooks import sample_book
from tests.test_rules import sound
from tests.test_verify import HANDED
from tests.workspaces import DATA, SLUG

FULL = 200
STATIONS = "data/stations"


@dataclass(frozen=True)
class Kind:
    """A file that is whole, the command that reads it, and how that may end when it is not.

    Of a text nobody can know that it went on, so 0 may be right; of `ended_by` last bytes everybody does without.
    """

    name: str
    file: str
    make: Callable[[], bytes]
    ends: frozenset[int]
    ended_by: int = 0
    line: str = ""
    in_workspace: bool = False


def _made(kind: str, format: str) -> bytes:
    plans = [each for each in pipeline.plan(sound(), (kind,)) if each.format == format and not each.attached]
    return make_files(plans[:1])[0].data


def _of_data(name: str) -> bytes:
    return (DATA / "stations" / name).read_bytes()


_CHECKED = partial(Kind, line=f"check {SLUG}", in_workspace=True)
_PICTURE = partial(Kind, line="badge verify {file}", ends=frozenset({11, 18}), in_workspace=True)
_OF_RULES, _OF_DATA = frozenset({10, 19}), frozenset({0, 10, 11})
KINDS = (
    Kind("PDF", "x.pdf", partial(_made, "public-list", "pdf"), _OF_RULES, 1, "preflight {file}"),
    Kind("DOCX", "x.docx", partial(_made, "paper", "docx"), _OF_RULES, 0, "check-docx {file}"),
    Kind("XLSX", "x.xlsx", sample_book, frozenset({10}), 0, "convert {file} y.yaml"),
    Kind("OFD", "x.ofd", sample_ofd, _OF_RULES, 0, "preflight {file}"),
    Kind("zip", "x.zip", partial(packed, HANDED), frozenset({10, 18}), 0, "verify {file}"),
    _PICTURE("PNG of a code", "x.png", partial(saved, "PNG")),
    _PICTURE("JPEG of a code", "x.jpg", partial(saved, "JPEG")),
    _CHECKED("PNG photo", PHOTO, partial(saved, "PNG"), frozenset({11}), 12),
    _CHECKED("JPEG photo", PHOTO, partial(saved, "JPEG"), frozenset({11}), 2),
    _CHECKED("font", "data/fonts/rare.ttf", partial(made_font, RARE), frozenset({0, 12})),
    _CHECKED("YAML", f"{STATIONS}/{SLUG}.yaml", partial(_of_data, f"{SLUG}.yaml"), _OF_DATA),
    _CHECKED("CSV", f"{STATIONS}/{SLUG}-clients.csv", partial(_of_data, f"{SLUG}-clients.csv"), _OF_DATA),
)


def swept(count: int, work: Path) -> Seen:
    """So many lengths of each kind."""
    seen = Seen()
    with temporary_files(work) as temporary:
        for kind in KINDS[: count * 4]:
            whole = kind.make()
            loaded(_attack(kind, whole), work)
            for length in lengths(len(whole), count):
                attack = _attack(kind, whole[:length], len(whole) - length <= kind.ended_by)
                ended = tried(attack, work)
                wrong = wrong_of(attack, ended, usual(attack.line[0], work)) or left_in(temporary)
                seen.found(f"{kind.name} {ended.code}", wrong and f"{attack.name}: {wrong}")
    return seen


def _attack(kind: Kind, data: bytes, as_whole: bool = False) -> Attack:
    made = Attack(f"{kind.name} of {len(data)} bytes", kind.file, lambda path: path.write_bytes(data),
                  tuple(kind.line.split()), kind.ends, in_workspace=kind.in_workspace)  # fmt: skip
    return replace(made, ends=kind.ends | {0}) if as_whole else made


def lengths(size: int, count: int) -> Sequence[int]:
    """Of so many bytes: nothing, the first few lengths and the last, and between them evenly."""
    few = min(count // 4, size // 4)
    between = count - 2 * few
    return sorted({*range(few), *(size - 1 - each for each in range(few)), *_evenly(size, between)})


def _evenly(size: int, count: int) -> Iterator[int]:
    return (size * each // (count + 1) for each in range(1, count + 1))


FIGURE = Figure(
    f"{len(KINDS)} kinds of files that end too early", "the right exit code, none called whole, nothing left",
    swept, count=60, full=FULL, sample=1,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
