"""Files beside their manifest: tampering is told page by page; what people rightly do with a set is not blamed."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from mzdocs.bundle.packing import with_sums
from mzdocs.core.libraries import versions
from mzdocs.core.problems import Exit, Location
from mzdocs.pdf.page_hashes import page_hashes
from mzdocs.preflight import entry_of
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.delivered.manifest_beside import MANIFEST_RULES, against_manifest, manifest_beside
from mzdocs.publish.manifest import SUMS, manifest_bytes

from .test_preflight import PLAN, changed, drawn, press

WORDS = ("桃源街道", "和平街道", "长安街道", "新华街道", "解放街道")
PAGES = len(WORDS)
SET = {"signs.pdf": "signs", "plate.pdf": "plate", "sign.svg": "svg"}
Change = Callable[[pikepdf.Pdf], object]


@cache
def signs() -> bytes:
    """A file of five signs, each of other words, with one code on every page."""

    def merged(pdf: pikepdf.Pdf) -> None:
        for words in WORDS[1:]:
            with pikepdf.open(io.BytesIO(press(text=words))) as other:
                pdf.pages.extend(other.pages)

    return changed(press(text=WORDS[0]), merged)


def files() -> dict[str, bytes]:
    return {"signs.pdf": signs(), "plate.pdf": press(), "sign.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}


def entry(data: bytes) -> dict[str, object]:
    hashes = page_hashes(data)
    return {
        "kind": "plaque",
        "pages": len(hashes),
        "size": str(PLAN.sheet.size),
        "page_hashes": hashes,
        **entry_of(PLAN),
    }


@pytest.fixture(scope="module")
def as_delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("delivered") / "signage"
    folder.mkdir()
    details = {name: entry(data) for name, data in files().items() if name.endswith(".pdf")}
    for name, data in files().items():
        (folder / name).write_bytes(data)
    about = {"station": "桃源街道民政工作站", "set": "signage", "versions": versions(), "details": details}
    (folder / "manifest.json").write_bytes(manifest_bytes(files(), about))
    return folder


@pytest.fixture
def folder(as_delivered: Path, tmp_path: Path) -> Path:
    return shutil.copytree(as_delivered, tmp_path / "signage")


@dataclass(frozen=True)
class Told:
    """What the rules on a delivered file say: codes with the page they name, and rules that were not run."""

    found: list[tuple[str, str]]
    not_run: dict[str, str]


def told(path: Path) -> Told:
    data = path.read_bytes()
    outcomes = against_manifest(manifest_beside(path, data), data, data.startswith(b"%PDF"), Location(path.name))
    found = [(problem.code, problem.location.path) for outcome in outcomes for problem in outcome.problems]
    return Told(found, {each.rule: each.not_run.say("en") for each in outcomes if each.not_run})


def ordered(*numbers: int) -> Change:
    """The pages of these numbers, from 1, in this order."""

    def change(pdf: pikepdf.Pdf) -> None:
        pages = list(pdf.pages)
        del pdf.pages[:]
        pdf.pages.extend(pages[number - 1] for number in numbers)

    return change


def with_page(at: int, words: str = "外来街道") -> Change:
    """A page of other words before page `at`."""

    def change(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(press(text=words))) as other:
            pdf.pages.insert(at - 1, other.pages[0])

    return change


def replaced(at: int, words: str = "外来街道") -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        with_page(at, words)(pdf)
        del pdf.pages[at]

    return change


def painted(at: int, content: str) -> Change:
    return lambda pdf: pdf.pages[at - 1].contents_add(f"q {content} Q".encode())


def both(*changes: Change) -> Change:
    return lambda pdf: [change(pdf) for change in changes]


def noted(pdf: pikepdf.Pdf) -> None:
    """A stamp laid over page 2 as an annotation."""
    look = pdf.make_stream(b"1 g 0 0 99 99 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99])
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[9, 9, 99, 99], F=4, AP=Dictionary(N=look))
    pdf.pages[1].Annots = pdf.make_indirect(pikepdf.Array([stamp]))


def trimmed(pdf: pikepdf.Pdf) -> None:
    left, bottom, right, top = (float(value) for value in pdf.pages[3].trimbox)
    pdf.pages[3].TrimBox = pikepdf.Array([left + 9, bottom, right, top])


CODE = "0 0 0 0 k 206 77 60 80 re f"
"""White over the code."""
OTHER = [("MZQ60", "")]
TAMPERED: Mapping[str, tuple[Change, list[tuple[str, str]]]] = {
    "code painted out": (painted(2, CODE), [("MZQ62", "p2")]),
    "code painted out on every page": (
        both(*(painted(at, CODE) for at in range(1, 6))),
        [("MZQ62", f"p{at}") for at in range(1, 6)],
    ),
    "word painted out": (painted(5, "0 0 0 0 k 50 80 120 40 re f"), [("MZQ62", "p5")]),
    "a dot added": (painted(1, "0 0 0 1 k 90 90 1 1 re f"), [("MZQ62", "p1")]),
    "neighbours swapped": (ordered(1, 3, 2, 4, 5), [("MZQ61", "p2"), ("MZQ61", "p3")]),
    "pages 3 and 5 swapped": (ordered(1, 2, 5, 4, 3), [("MZQ61", "p3"), ("MZQ61", "p5")]),
    "all turned round": (ordered(5, 4, 3, 2, 1), [("MZQ61", f"p{at}") for at in (1, 2, 4, 5)]),
    "first moved to the end": (ordered(2, 3, 4, 5, 1), [("MZQ61", f"p{at}") for at in range(1, 6)]),
    "page replaced": (replaced(3), [("MZQ62", "p3")]),
    "last page replaced": (replaced(5), [("MZQ62", "p5")]),
    "page replaced by its neighbour": (ordered(1, 2, 2, 4, 5), [("MZQ61", "p3"), ("MZQ63", "")]),
    "two pages replaced": (both(replaced(1), replaced(4, "又一街道")), [("MZQ62", "p1"), ("MZQ62", "p4")]),
    "page taken out": (ordered(1, 2, 4, 5), [("MZQ63", "")]),
    "first page taken out": (ordered(2, 3, 4, 5), [("MZQ63", "")]),
    "two pages taken out": (ordered(1, 3, 5), [("MZQ63", ""), ("MZQ63", "")]),
    "page added at the end": (with_page(6), [("MZQ64", "p6")]),
    "page added in front": (with_page(1), [("MZQ64", "p1")]),
    "page doubled": (ordered(1, 2, 3, 3, 4, 5), [("MZQ61", "p4")]),
    "swapped and painted": (
        both(painted(1, CODE), ordered(1, 2, 4, 3, 5)),
        [("MZQ62", "p1"), ("MZQ61", "p3"), ("MZQ61", "p4")],
    ),
    "stamp laid over": (noted, [("MZQ62", "p2")]),
    "page turned": (lambda pdf: pdf.pages[0].rotate(90, relative=True), [("MZQ62", "p1")]),
    "page trimmed otherwise": (trimmed, [("MZQ62", "p4")]),
    "content emptied": (
        lambda pdf: pdf.pages[2].obj.__setitem__("/Contents", pdf.make_stream(b"")),
        [("MZQ62", "p3")],
    ),
    "only the title": (lambda pdf: pdf.docinfo.__setitem__("/Title", "别的"), []),
    "only saved anew": (lambda pdf: pdf.docinfo.__setitem__("/Seen", "1"), []),
    "a file attached": (lambda pdf: pdf.attachments.__setitem__("x.txt", b"x"), []),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_each_page_that_was_tampered_with_is_named(folder: Path, name: str) -> None:
    change, pages = TAMPERED[name]
    path = folder / "signs.pdf"
    path.write_bytes(changed(path.read_bytes(), change))
    found = told(path).found
    assert found[:1] == OTHER
    assert sorted(found[1:]) == sorted(pages)


def test_the_page_that_should_stand_there_is_said(folder: Path) -> None:
    path = folder / "signs.pdf"
    data = changed(path.read_bytes(), ordered(1, 2, 5, 4, 3))
    path.write_bytes(data)
    outcomes = against_manifest(manifest_beside(path, data), data, True, Location("signs.pdf"))
    said = [problem.message() for outcome in outcomes for problem in outcome.problems][1:]
    assert said == ["第 3 页放的是清单里的第 5 页", "第 5 页放的是清单里的第 3 页"]


def swap(folder: Path) -> None:
    """Two files under each other's names."""
    (folder / "plate.pdf").rename(folder / "x")
    (folder / "signs.pdf").rename(folder / "plate.pdf")
    (folder / "x").rename(folder / "signs.pdf")


def test_files_under_each_others_names_are_found(folder: Path) -> None:
    swap(folder)
    assert told(folder / "signs.pdf").found[:2] == [("MZQ65", ""), ("MZQ60", "")]
    assert told(folder / "plate.pdf").found[:2] == [("MZQ65", ""), ("MZQ60", "")]


def test_a_renamed_file_is_told_with_its_name(folder: Path) -> None:
    path = (folder / "plate.pdf").rename(folder / "room-01.pdf")
    data = path.read_bytes()
    ((problem,),) = [
        each.problems
        for each in against_manifest(manifest_beside(path, data), data, True, Location("x"))
        if each.problems
    ]
    assert problem.message() == "内容是清单里的“plate.pdf”，文件名不是它的"


@pytest.mark.parametrize("size", [-1, 1])
def test_a_byte_more_or_less_is_found_in_any_file(folder: Path, size: int) -> None:
    path = folder / "sign.svg"
    data = path.read_bytes()
    path.write_bytes(data + b"\n" if size > 0 else data[:-1])
    assert told(path).found == OTHER


def test_every_byte_counts(folder: Path) -> None:
    path = folder / "plate.pdf"
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    assert ("MZQ60", "") in told(path).found


def edited(folder: Path, change: Callable[[dict[str, Any]], object], name: str = "signs.pdf") -> None:
    """The manifest with the entry of a file changed."""
    said = json.loads((folder / "manifest.json").read_bytes())
    change(next(each for each in said["files"] if each["file"] == name))
    (folder / "manifest.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def sets(**values: object) -> Callable[[dict[str, Any]], object]:
    return lambda entry: entry.update(values)


LIES: Mapping[str, tuple[Callable[[dict[str, Any]], object], list[str]]] = {
    "other sum": (sets(sha256="0" * 64), ["MZQ60"]),
    "no sum at all": (sets(sha256="none"), ["MZQ66", "MZQ60"]),
    "sum of another kind": (sets(sha256=7), ["MZQ66", "MZQ60"]),
    "other size": (sets(bytes=1), ["MZQ66"]),
    "other count of pages": (sets(pages=4), ["MZQ66"]),
    "hashes of no pages": (sets(page_hashes=[]), ["MZQ66", *["MZQ64"] * PAGES]),
    "hashes that are numbers": (sets(page_hashes=[1, 2, 3, 4, 5]), ["MZQ66"]),
    "hash of a page changed": (
        lambda entry: entry["page_hashes"].__setitem__(1, "00000000"),
        ["MZQ62"],
    ),
    "hashes swapped": (lambda entry: entry["page_hashes"].reverse(), ["MZQ61"] * 4),
    "size of nothing": (sets(size="x"), ["MZQ66"]),
    "size that is a number": (sets(size=3), ["MZQ66"]),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_a_manifest_that_lies_is_told(folder: Path, name: str) -> None:
    change, codes = LIES[name]
    edited(folder, change)
    assert [code for code, _ in told(folder / "signs.pdf").found] == codes
    assert told(folder / "plate.pdf").found == []


def test_a_file_listed_twice_is_told(folder: Path) -> None:
    said = json.loads((folder / "manifest.json").read_bytes())
    said["files"].append({**said["files"][0], "sha256": "1" * 64})
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    assert ("MZQ66", "") in told(folder / said["files"][0]["file"]).found


UNREAD = "the manifest.json beside it cannot be read"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", UNREAD),
        ("[]", UNREAD),
        ("{", UNREAD),
        ("null", UNREAD),
        ('{"files": 3}', UNREAD),
        ('{"files": [{}]}', UNREAD),
        ('{"files": {"signs.pdf": 1}}', UNREAD),
        ("[" * 100_000, UNREAD),
        ('{"name": "some web app", "icons": []}', UNREAD),
        ('{"format": "mzdocs-manifest/9", "files": []}', "the manifest.json beside it is of another format"),
        ('{"format": "mzdocs-manifest/2", "files": []}', "the manifest beside it does not list it"),
    ],
)
def test_a_manifest_nobody_can_read_is_told_and_nothing_is_passed_by_it(folder: Path, text: str, why: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    found = told(folder / "signs.pdf")
    assert found == Told([], dict.fromkeys(("M-LIST", "M-NAME", "M-SUM", "M-PAGE"), why))


def test_a_manifest_that_is_no_file_is_not_waited_for(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")
    assert set(told(folder / "signs.pdf").not_run.values()) == {UNREAD}


def elsewhere(folder: Path) -> Path:
    return shutil.copytree(folder, folder.parent / "U 盘" / "制作")


def renamed(folder: Path) -> Path:
    return folder.rename(folder.parent / "桃源 2026")


def touched(folder: Path) -> Path:
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    return folder


def locked(folder: Path) -> Path:
    for path in folder.iterdir():
        path.chmod(0o444)
    return folder


def linked(folder: Path) -> Path:
    real = folder.rename(folder.parent / "store")
    folder.symlink_to(real)
    return folder


def beside_others(folder: Path) -> Path:
    (folder / "读我.txt").write_text("别处来的", encoding="utf-8")
    (folder / "other.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


def fewer(folder: Path) -> Path:
    (folder / "sign.svg").unlink()
    return folder


def as_it_is(folder: Path) -> Path:
    return folder


def reformatted(folder: Path) -> Path:
    said = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    return folder


def with_more_said(folder: Path) -> Path:
    edited(folder, sets(note="later versions may say more"))
    return folder


def older(folder: Path) -> Path:
    """A manifest of a version that kept no sums of pages."""
    for name in ("signs.pdf", "plate.pdf"):
        edited(folder, lambda entry: entry.pop("page_hashes"), name)
    return folder


MOVES = (
    as_it_is,
    elsewhere,
    renamed,
    touched,
    locked,
    linked,
    beside_others,
    fewer,
    reformatted,
    with_more_said,
    older,
)


@pytest.mark.parametrize("move", MOVES)
def test_what_people_rightly_do_with_a_set_is_not_blamed(folder: Path, move: Callable[[Path], Path]) -> None:
    moved = move(folder)
    for name in {*SET} & {path.name for path in moved.iterdir()}:
        assert told(moved / name).found == [], name
    assert told(moved / "signs.pdf").not_run.keys() <= {"M-PAGE"}


def test_alone_it_is_judged_without_a_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    found = told(folder / "plate.pdf")
    assert found.found == []
    assert set(found.not_run.values()) == {"there is no manifest.json beside it"}


def test_sums_of_pages_by_other_versions_are_not_compared_where_none_agrees(folder: Path) -> None:
    said = json.loads((folder / "manifest.json").read_bytes())
    said["versions"]["pikepdf"] = "9.0"
    for each in said["files"]:
        each.update({"page_hashes": [f"{at:08x}" for at in range(each["pages"])]} if "pages" in each else {})
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    assert told(folder / "signs.pdf").not_run == {"M-PAGE": "other versions wrote the manifest's sums of pages"}


def test_the_command_tells_it_with_its_code_and_exit(folder: Path, run) -> None:
    path = folder / "plate.pdf"
    path.write_bytes(changed(path.read_bytes(), drawn(CODE)))
    ended = run("preflight", "--json", str(path))
    (said,) = json.loads(ended.out)["files"]
    mine = [each for each in said["failed"] if each["rule"] in MANIFEST_RULES]
    assert [(each["rule"], each["code"], each["basis"], each["path"]) for each in mine] == [
        ("M-SUM", "MZQ60", "order", ""),
        ("M-PAGE", "MZQ62", "order", "p1"),
    ]
    assert ended.code == Exit.PREFLIGHT
    assert said["rules"] == "all"


@pytest.fixture
def unpacked(as_delivered: Path, tmp_path: Path) -> Path:
    """A bundle as a shop unpacks it: files in folders, and the list of their sums above them."""
    held = {f"01-印刷/{name}": (as_delivered / name).read_bytes() for name in SET}
    root = tmp_path / "桃源"
    for name, data in with_sums(held).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def test_an_unpacked_bundle_is_held_to_its_list_of_sums(unpacked: Path) -> None:
    for name in SET:
        found = told(unpacked / "01-印刷" / name)
        assert (found.found, found.not_run.keys() <= {"M-PAGE"}) == ([], True)


def test_what_was_changed_or_renamed_in_an_unpacked_bundle_is_told(unpacked: Path) -> None:
    first, second = unpacked / "01-印刷" / "plate.pdf", unpacked / "01-印刷" / "signs.pdf"
    first.write_bytes(first.read_bytes() + b" ")
    assert told(first).found == OTHER
    assert told(second.rename(second.with_name("new.pdf"))).found == [("MZQ65", "")]
    (unpacked / SUMS).write_bytes(b"\xff\xfe")
    assert set(told(first).not_run) == set(MANIFEST_RULES)


def listed(folder: Path, name: str, data: bytes, **said: object) -> Path:
    """A folder with one file and a manifest that lists it."""
    (folder / name).write_bytes(data)
    about = {"versions": versions(), "details": {name: said}}
    (folder / "manifest.json").write_bytes(manifest_bytes({name: data}, about))
    return folder / name


@pytest.mark.parametrize(("name", "data"), [("note.zip", b"PK\3\4 x"), ("order.xlsx", b"PK\3\4 y"), ("a.txt", b"x")])
def test_a_file_that_is_not_judged_itself_is_held_to_its_manifest(tmp_path: Path, name: str, data: bytes) -> None:
    path = listed(tmp_path, name, data)
    report = examine_file(path)
    assert report.problems == []
    assert [rule for rule, _ in report.not_run] == ["X-KIND"]
    path.write_bytes(data + b" ")
    assert [problem.code for problem in examine_file(path).problems] == ["MZQ60"]


def test_a_listed_table_of_a_catalogue_is_judged_by_its_own_rules_too(tmp_path: Path) -> None:
    path = listed(tmp_path, "catalogue.csv", "甲,乙\r\n1,2\r\n".encode("utf-8-sig"), kind="archive")
    assert [outcome.rule for outcome in examine_file(path).broken] == ["T-HEAD"]
