"""Pages that are, byte for byte, as they were when they passed gate 2 are not looked at again; all others are."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from dataclasses import replace as with_other
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from mzdocs import load
from mzdocs.build import gate_2, passed_pages, produce, reuse
from mzdocs.build.finished_file import File
from mzdocs.build.passed_pages import PassedPages
from mzdocs.build.pipeline import build, plan
from mzdocs.build.reuse import Reuse
from mzdocs.build.settings import Settings
from mzdocs.core.problems import Location, Stopped
from mzdocs.pdf.page_bytes import page_sums
from mzdocs.preflight import examine
from mzdocs.preflight.passed_before import NOTHING_BEFORE, PassedBefore, same_pages

from .incremental import little
from .ink_seeds import Seed, file_of
from .page_seeds import PageSeed, grounded, sheet
from .test_ink_faults import FAULTS as INK_FAULTS
from .test_page_faults import FAULTS as PAGE_FAULTS
from .test_page_faults import ORDERED
from .workspaces import SLUG, Workspace, replace

SEEDED = {f"page: {name}": sheet(seed) for name, seed in PAGE_FAULTS.items()} | {
    f"ink: {name}": file_of(seed) for name, (_, seed) in INK_FAULTS.items()
}
GOOD = {"page": sheet(PageSeed(grounded())), "ink": file_of(Seed(""))}
ASKED = with_other(ORDERED, pages=2)
Told = set[tuple[str, str, str]]


def followed_by(data: bytes, good: bytes) -> bytes:
    """A file with another's page after its own."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(good)) as other:
        pdf.pages.extend(other.pages)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@cache
def told(data: bytes, *passed: int) -> Told:
    """Rule, place and code of every problem, where these pages are known."""
    found = examine(data, ASKED, "press", Location("x.pdf"), PassedBefore(frozenset(passed)))
    return {(each.rule, at.location.path, at.code) for each in found.outcomes for at in each.problems}


@pytest.mark.parametrize("name", SEEDED)
def test_no_fault_is_lost_where_another_page_is_known(name: str) -> None:
    """Every seeded fault is told of its page whatever is known of the page beside it: no rule that looks at each page
    by itself looks at two together."""
    data = followed_by(SEEDED[name], GOOD[name.partition(":")[0]])
    whole, known = told(data), told(data, 2)
    assert known <= whole
    assert {each for each in whole if each[1] != "p2"} <= known
    assert whole <= told(data, 1) | known


def test_a_page_that_is_known_is_not_looked_at_again() -> None:
    spared = set[str]()
    for name, data in SEEDED.items():
        both = followed_by(data, GOOD[name.partition(":")[0]])
        spared |= {rule for rule, *_ in told(both) - told(both, 1)}
    assert spared >= {
        "P-HAIR", "P-REACH", "P-TAC", "P-REG", "P-COVER", "P-TEXT", "P-PPI", "P-CUT", "X-RGB", "P-WHITE",
    }  # fmt: skip
    assert not spared & {"P-SIZE", "X-SEP", "P-NAMES", "X-TRIM"}


def test_a_rule_that_was_not_run_is_asked_of_every_page() -> None:
    data = followed_by(SEEDED["page: turned by a quarter"], GOOD["page"])
    asked = with_other(ASKED, passed=frozenset({1}))
    before = PassedBefore(frozenset({1}), frozenset({"P-HAIR"}))
    assert before.taken_into(ASKED, "P-HAIR") == ASKED
    assert before.taken_into(ASKED, "P-TAC") == asked
    assert NOTHING_BEFORE.taken_into(ASKED, "P-TAC") == ASKED
    assert same_pages(data, SEEDED["page: turned by a quarter"]) == {1}


# what stands delivered

KINDS = ("badge",)
PHONE, NEW_PHONE = "0999-5551101", "0999-5551901"
BADGES, COPY = "badges.pdf", "badges-outlined.pdf"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = little(tmp_path_factory.mktemp("passed") / "district")
    built(made)
    return made


@pytest.fixture
def copy(first: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(first.root, tmp_path / "district")
    return Workspace(tmp_path / "district")


def built(space: Workspace, **asked: bool) -> None:
    build(space.station, load.Workspace(space.root), Settings(KINDS, **asked))


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[str, PassedBefore]:
    """What gate 2 is told of each file it judges from here on."""
    told: dict[str, PassedBefore] = {}
    original = gate_2.report

    def report(document, data, source, before):
        told[document.file] = before
        return original(document, data, source, before)

    monkeypatch.setattr(gate_2, "report", report)
    return told


def delivered(space: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (space.output / SLUG / "signage").glob("*.pdf")}


def test_only_the_pages_that_changed_are_judged(copy: Workspace, known: dict[str, PassedBefore]) -> None:
    before = delivered(copy)
    replace(copy.station, PHONE, NEW_PHONE, times=-1)
    built(copy)
    after = delivered(copy)
    for name in (BADGES, COPY):
        pairs = list(enumerate(zip(page_sums(before[name]), page_sums(after[name]), strict=True), 1))
        changed = {number for number, (old, new) in pairs if old != new}
        assert 0 < len(changed) < len(pairs)
        assert known[name].pages == {number for number, _ in pairs} - changed


def test_nothing_is_known_with_another_program_by_force_or_of_an_edited_file(
    copy: Workspace, known: dict[str, PassedBefore], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(copy.station, PHONE, NEW_PHONE, times=-1)
    built(copy, force=True)
    assert {each.pages for each in known.values()} == {frozenset()}
    replace(copy.station, NEW_PHONE, PHONE, times=-1)
    with (copy.output / SLUG / "signage" / BADGES).open("ab") as file:
        file.write(b"\n")
    built(copy)
    assert known[BADGES].pages == known[COPY].pages == frozenset()
    for module in (passed_pages, reuse):
        monkeypatch.setattr(module, "toolchain", lambda: {"program": b"another"})
    known.clear()
    built(copy)
    assert known.keys() >= {BADGES, COPY}
    assert {each.pages for each in known.values()} == {frozenset()}


def test_a_fault_that_comes_into_a_page_is_told_there(copy: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    original = produce.file_of

    def file_of(document, *rest):
        made = original(document, *rest)
        return with_other(made, held=_registered(made.data)) if document.file == BADGES else made

    monkeypatch.setattr(produce, "file_of", file_of)
    replace(copy.station, PHONE, NEW_PHONE, times=-1)
    with pytest.raises(Stopped) as stopped:
        built(copy)
    assert {("MZQ03", "p4")} <= {(each.code, each.location.path) for each in stopped.value.problems}


def _registered(data: bytes) -> bytes:
    """The fourth page with a black that prints on every plate."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        look = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[1] * 4, N=1)
        space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, look])
        page = pdf.pages[3]
        page.obj.Resources = pikepdf.Dictionary({**page.Resources})  # it shares them with other pages
        page.Resources.ColorSpace = pikepdf.Dictionary({**page.Resources.get("/ColorSpace", {}), "/Every": space})
        page.contents_add(b"/Every cs 1 scn 60 60 20 20 re f")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.fixture
def reused(copy: Workspace) -> tuple[Reuse, Mapping[str, File]]:
    """The badges that stand there, as if they were made anew."""
    station, there = copy.station_data(), delivered(copy)
    again = Reuse(copy.output / SLUG, station.district.year)
    plans = [each for each in plan(station, KINDS) if each.file in (BADGES, COPY)]
    return again, {each.file: File(each, there[each.file], key=again.key(each, {}, there)) for each in plans}


def test_a_page_of_a_copy_is_known_only_with_that_of_its_source(reused: tuple[Reuse, Mapping[str, File]]) -> None:
    again, files = reused
    pages = frozenset(range(1, len(page_sums(files[BADGES].data)) + 1))
    passed = PassedPages(again)
    assert passed.of(files[BADGES]).pages == passed.of(files[COPY]).pages == pages
    passed = PassedPages(again)
    assert passed.of(with_other(files[BADGES], held=_registered(files[BADGES].data))).pages == pages - {4}
    assert passed.of(files[COPY]).pages == pages - {4}
    assert PassedPages(again).of(files[COPY]).pages == frozenset()


def test_a_copy_that_was_held_to_another_source_is_not_known(reused: tuple[Reuse, Mapping[str, File]]) -> None:
    again, files = reused
    actions = dict(again.before.sets["signage"].actions)
    assert again.made_of(files[COPY].document, actions[COPY])
    actions[BADGES] = with_other(actions[BADGES], out="00" * 32)
    sets = {"signage": with_other(again.before.sets["signage"], actions=actions)}
    again.before = with_other(again.before, sets=sets)
    assert not again.made_of(files[COPY].document, actions[COPY])
    assert PassedPages(again).of(files[COPY]).pages == frozenset()


def test_what_is_asked_of_a_page_is_part_of_how_it_was_judged(reused: tuple[Reuse, Mapping[str, File]]) -> None:
    again, files = reused
    judged, document = PassedPages(again).judged, files[BADGES].document
    assert document.legibility
    assert judged(document) == judged(with_other(document, title="另一个", expects=("别的",))) != ""
    order = document.order and with_other(document.order, inks=())
    thicker = with_other(document.legibility, stroke=with_other(document.legibility.stroke, mm=9.0))
    photos = document.pictures[1:]
    others = [{"order": order}, {"legibility": thicker}, {"pictures": photos}, {"standard": "plain"}]
    assert len({judged(document), *(judged(with_other(document, **each)) for each in others)}) == 5
    assert judged(with_other(document, standard="plain")) == judged(with_other(document, format="docx")) == ""
