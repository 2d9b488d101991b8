"""Finished files that were seen and agreed to: what is entered, of what, when it is void; and the proof sheets."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace as changed
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from mzdocs import load
from mzdocs.build import approve as approving
from mzdocs.bundle import order_sheets, packing, signage_set
from mzdocs.bundle.approved_orders import told_of_approvals
from mzdocs.bundle.station_proof import ALONE_HERE, CARDS, FOUR_A_SHEET, PLATES, ProofGrid, grid_of, station_proof
from mzdocs.core.problems import Exit, Stopped
from mzdocs.core.units import Size, mm
from mzdocs.derive.approval_states import void_approvals
from mzdocs.load.approval_files import load_approvals
from mzdocs.model.approvals import Approval, Approvals
from mzdocs.publish.manifest import MANIFEST

from .test_bundle import spoil_manifest
from .workspaces import SLUG, Ended, Workspace, replace

Run = Callable[..., Ended]
PLATE = "signage/plaque-plate.pdf"
BY, DAY = "李主任", "2026-12-01"


@pytest.fixture
def station(begun: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The little station as it was delivered, and the current folder is its root."""
    made = Workspace(tmp_path / "district")
    shutil.copytree(begun.root, made.root)
    monkeypatch.chdir(made.root)
    return made


def table(space: Workspace) -> Path:
    return space.root / "data" / "approvals" / f"{SLUG}.csv"


def signed(space: Workspace, *files: str) -> list[str]:
    """What is entered when these are signed."""
    where = load.Workspace(space.root)
    off = approving.SignOff(BY, date.fromisoformat(DAY))
    return [each.file for each in approving.approve(SLUG, where, where.output, off, files)]


def approvals(space: Workspace) -> Approvals:
    found, problems = load_approvals(load.Workspace(space.root), SLUG)
    assert not problems
    return found


def test_who_when_and_the_very_bytes_are_entered_with_what_was_made_of_them(station: Workspace, run: Run) -> None:
    ended = run("approve", SLUG, "plaque-plate.pdf", "--by", BY, "--date", DAY)
    assert (ended.code, ended.err) == (0, "")
    entries = approvals(station).entries
    assert {each.file for each in entries} == {
        f"signage/plaque-plate{end}" for end in (".pdf", "-outlined.pdf", ".svg", ".dxf")
    }
    for each in entries:
        data = (station.output / SLUG / each.file).read_bytes()
        assert (each.by, each.day.isoformat(), each.sha256) == (BY, DAY, hashlib.sha256(data).hexdigest())
    assert table(station).read_bytes().startswith("\ufeff文件,SHA-256,签样人,日期,题名,校验\r\n".encode())


def test_what_is_not_signed_yet_is_signed_at_once_and_then_nothing_is_left(station: Workspace, run: Run) -> None:
    signed(station, "plaque-plate.pdf")
    said = json.loads(run("approve", SLUG, "--by", "王科长", "--json").out)["approved"]
    assert {each["签样人"] for each in said} == {"王科长"}
    assert PLATE not in {each["文件"] for each in said}
    assert {each["文件"].split("/")[0] for each in said} == {"signage", "public", "reports"}
    assert not [each for each in said if each["文件"].endswith(".docx")]
    before = table(station).read_bytes()
    assert run("approve", SLUG, "--by", BY).only("MZ7918")
    assert run("approve", SLUG, "plaque-plate.pdf", "--by", BY).only("MZ7915")
    assert table(station).read_bytes() == before


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("plaque-plate.svg", "MZ7914"),
        ("plaque-plate-outlined.pdf", "MZ7914"),
        ("inspection-report.docx", "MZ7912"),
        ("plaque-plat.pdf", "MZ7912"),
        ("archive/manifest.json", "MZ7913"),
        ("", "MZ7912"),
        ("output/hebin/signage/plaque-plate.pdf", "MZ7912"),
        ("../../data/district.yaml", "MZ7912"),
    ],
)
def test_what_may_not_be_signed_is_not(station: Workspace, run: Run, named: str, code: str) -> None:
    assert run("approve", SLUG, "plaque-vertical.pdf", named, "--by", BY).only(code)
    assert not table(station).exists()


def test_a_file_of_the_archive_is_not_signed(station: Workspace, run: Run) -> None:
    volume = next((station.output / SLUG / "archive").glob("*.pdf"))
    for named in (volume.name, f"archive/{volume.name}", str(volume)):
        assert run("approve", SLUG, named, "--by", BY).only("MZ7913")


@pytest.mark.parametrize("named", ["plaque-plate.pdf", PLATE, f"output/{SLUG}/{PLATE}", "signage\\plaque-plate.pdf"])
def test_a_file_is_named_as_people_name_it(station: Workspace, named: str) -> None:
    assert PLATE in signed(station, named, named)


@pytest.mark.parametrize(
    ("by", "fine"),
    [
        ("", False), ("　", False), ("李\n主任", False), ("王" * 61, False), ("王" * 60, True), ("李　主任", True),
        ("=1+1", False), ("@李", False), ("李\u202e主任", False), ("李\udcff", False), ("李 11010519491231002X", False),
    ],
)  # fmt: skip
def test_it_must_be_said_who_signs(station: Workspace, run: Run, by: str, fine: bool) -> None:
    ended = run("approve", SLUG, "plaque-plate.pdf", "--by", by)
    assert ended.code == 0 if fine else ended.only("MZ7917")
    assert table(station).exists() == fine


def test_what_was_changed_by_hand_is_not_signed(station: Workspace, run: Run) -> None:
    outlined = station.output / SLUG / "signage" / "plaque-plate-outlined.pdf"
    outlined.write_bytes(outlined.read_bytes() + b"\n")
    assert run("approve", SLUG, "plaque-plate.pdf", "--by", BY).only("MZ7003")
    assert not table(station).exists()


def test_what_was_seen_is_signed_and_nothing_else(station: Workspace) -> None:
    where = load.Workspace(station.root)
    off = approving.SignOff(BY, date.fromisoformat(DAY))
    entry = next(each for each in approving.delivered_open(SLUG, where, where.output) if each.path == PLATE)
    with pytest.raises(Stopped) as found:
        approving.approve(SLUG, where, where.output, off, (), {PLATE: "0" * 64})
    assert [each.code for each in found.value.problems] == ["MZ7916"]
    assert approving.approve(SLUG, where, where.output, off, (), {PLATE: entry.sha256})


def test_of_two_at_once_one_is_entered(station: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered = approving.delivered_open

    def slowly(*given: object) -> object:
        monkeypatch.undo()
        signed(station, "plaque-plate.pdf")
        return delivered(*given)  # type: ignore[arg-type]

    monkeypatch.chdir(station.root)
    monkeypatch.setattr(approving, "delivered_open", slowly)
    with pytest.raises(Stopped) as found:
        signed(station, "plaque-plate.pdf")
    assert [each.code for each in found.value.problems] == ["MZ7115"]
    assert len(approvals(station).entries) == 4


def _day(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace(DAY, "2026-12-02"), *lines[2:]]


def _sum(lines: list[str]) -> list[str]:
    return [*lines[:2], re.sub(",[0-9a-f]{64},", f",{'a' * 64},", lines[2], count=1), *lines[3:]]


@pytest.mark.parametrize(
    ("damage", "codes", "row"),
    [
        (_day, ["MZ7910"], 2),
        (_sum, ["MZ7910"], 3),
        (lambda lines: [lines[0], *lines[2:]], ["MZ7910"], 2),
        (lambda lines: [lines[0], lines[1], lines[3], lines[2], *lines[4:]], ["MZ7910"], 3),
        (lambda lines: [lines[0], lines[1], lines[1], *lines[2:]], ["MZ7910"], 3),
        (lambda lines: lines[1:], ["MZ1202"], 1),
        (lambda lines: [lines[0], lines[1].rpartition(",")[0], *lines[2:]], ["MZ1203"], 2),
    ],
)
def test_a_table_that_is_not_what_was_entered_signs_nothing(
    station: Workspace, damage: Callable[[list[str]], list[str]], codes: list[str], row: int
) -> None:
    signed(station, "plaque-plate.pdf")
    lines = table(station).read_text("utf-8-sig").splitlines()
    table(station).write_text("\r\n".join([*damage(lines), ""]), "utf-8-sig")
    found, problems = load_approvals(load.Workspace(station.root), SLUG)
    assert found.entries == ()
    assert [(each.code, each.location.line) for each in problems] == [(code, row) for code in codes]
    with pytest.raises(Stopped) as stopped:
        signed(station, "plaque-vertical.pdf")
    assert [each.code for each in stopped.value.problems] == codes


def test_a_damaged_table_stops_what_would_say_that_it_is_signed(station: Workspace, run: Run) -> None:
    signed(station, "plaque-plate.pdf")
    replace(table(station), DAY, "2026-12-02")
    assert run("check").only("MZ7910")
    for command in (("build", "--only", "plaque"), ("bundle",), ("proof", "--output", "p.pdf")):
        assert run(command[0], SLUG, *command[1:]).only("MZ7910")


def test_a_build_says_in_its_manifest_who_signed_and_makes_no_file_again(station: Workspace, run: Run) -> None:
    signed(station, "plaque-plate.pdf")
    made = json.loads(run("build", SLUG, "--only", "plaque", "--json").out)["stations"][0]
    assert [(one["set"], one["made"]) for one in made["sets"]] == [("signage", 0)]
    assert "MZ7911" not in [each["code"] for each in made["problems"]]
    said = json.loads((station.output / SLUG / "signage" / MANIFEST).read_bytes())
    sums = {each["file"]: each["sha256"] for each in said["files"]}
    assert said["approved"]["plaque-plate.pdf"] == {"by": BY, "on": DAY, "sha256": sums["plaque-plate.pdf"]}
    assert len(said["approved"]) == 4
    assert "没有变化" in run("build", SLUG, "--only", "plaque").out
    assert run("check", SLUG).code == 0 and "MZ7911" not in run("check", SLUG).codes


def test_it_is_void_as_soon_as_one_byte_is_another(station: Workspace, run: Run) -> None:
    signed(station, "plaque-plate.pdf", "room-01.pdf")
    replace(station.district, "监制: 云川市澄江区民政局　监制", "监制: 云川市澄江区民政局")
    for _ in range(2):  # it is told as long as it is so
        told = [each for each in run("build", SLUG, "--only", "plaque").told if each.code == "MZ7911"]
        assert len(told) == 1 and "signage/plaque-plate.pdf" in told[0].message and "room-01" not in told[0].message
    assert run("check", SLUG).codes.count("MZ7911") == 1
    said = json.loads((station.output / SLUG / "signage" / MANIFEST).read_bytes())
    sums = {each["file"]: each["sha256"] for each in said["files"]}
    assert said["approved"]["plaque-plate.pdf"]["sha256"] != sums["plaque-plate.pdf"]
    assert run("approve", SLUG, "plaque-plate.pdf", "--by", BY).code == 0
    assert "MZ7911" not in run("check", SLUG).codes


def test_of_many_that_are_void_the_first_are_named_and_all_are_counted() -> None:
    of = {"sha256": "0" * 64, "by": BY, "day": date.fromisoformat(DAY), "title": "牌", "link": "0" * 64}
    made = Approvals(entries=tuple(Approval.model_construct(file=f"signage/{at}.pdf", **of) for at in range(9)))
    for count, told in ((8, "signage/7.pdf"), (9, "signage/7.pdf…（9）")):
        (problem,) = void_approvals(made, {f"signage/{at}.pdf": "1" * 64 for at in range(count)})
        assert problem.message().endswith(f"：{'、'.join(f'signage/{at}.pdf' for at in range(7))}、{told}")


def test_an_order_says_of_each_thing_how_it_stands(station: Workspace, run: Run) -> None:
    where = load.Workspace(station.root)

    def lines() -> dict[str, str]:
        found = signage_set.signage(station.station, where, where.output)
        return {line.order.item: line.signed for line in order_sheets.group(found).lines}

    assert set(lines().values()) == {"未签样"}
    signed(station, "plaque-plate.pdf")
    words = [said for item, said in lines().items() if said != "未签样"]
    assert words == [f"已签样 {BY} {DAY}"]
    found = signage_set.signage(station.station, where, where.output)
    assert [each.code for each in told_of_approvals([found])] == ["MZ7920"]
    one = found.approvals.last[PLATE]
    void = Approvals(entries=(changed_sum(one),))
    spoilt = changed(found, approvals=void)
    assert "签样后有改动，须重签" in [line.signed for line in order_sheets.group(spoilt).lines]
    assert [each.code for each in told_of_approvals([spoilt])] == ["MZ7920", "MZ7911"]
    cells = order_sheets.order_grids(found)[0]
    assert cells.head[-1] == "签样" and f"已签样 {BY} {DAY}" in [row[-1] for row in cells.rows]
    zipped = json.loads(packing.manifest_of(found))
    assert zipped["approved"]["印刷文件/plaque-plate.pdf"]["by"] == BY
    assert {each.code for each in run("bundle", SLUG, "--approved-only").errors} == {"MZ7921"}
    assert not (station.output / SLUG / "bundle").exists()


def changed_sum(entry: Approval) -> Approval:
    return entry.model_copy(update={"sha256": "0" * 64})


def test_the_proof_shows_every_page_numbered_with_size_scale_and_sum(station: Workspace, run: Run) -> None:
    signed(station, "plaque-plate.pdf")
    approving.approve(
        SLUG,
        load.Workspace(station.root),
        station.output,
        approving.SignOff("王" * 60, date.fromisoformat(DAY)),
        ["room-01.pdf"],
    )
    spoil_manifest(lambda said: [each.update(title="长" * 200) for each in said["files"] if "room-01" in each["file"]])(
        station
    )
    shutil.rmtree(station.output / SLUG / "reports")  # many, and public lists stand as they do
    assert run("proof", SLUG, "--output", "校样.pdf").code == 0
    data = (station.root / "校样.pdf").read_bytes()
    where = load.Workspace(station.root)
    shown = [each for each in approving.delivered_open(SLUG, where, where.output) if each.shown]
    pages = sum(int(each.entry["pages"]) for each in shown)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert {tuple(round(float(each) / 72 * 25.4) for each in page.mediabox[2:]) for page in pdf.pages} == {
            (210, 297)
        }
    opened = list(pdfium.PdfDocument(data))
    assert sum(each.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE for page in opened for each in page.get_objects()) == pages
    texts = [page.get_textpage().get_text_bounded() for page in opened]
    whole = "".join(texts)
    assert len(re.findall("第 [0-9]+ 面，共 [0-9]+ 面", whole)) == pages
    for each in shown:
        assert f"{each.name}　{each.sha256[:8]}" in whole
        assert f"{each.name}　SHA-256 {each.sha256[:8]}" in whole
    for number, text in enumerate(texts, 1):
        assert f"第 {number} 张　共 {len(texts)} 张" in text and "签字" in text and "日期" in text
    plate = next(text for text in texts if "plaque-plate.pdf　SHA-256" in text)
    assert "600×400 mm　1∶4　第 1 面，共 1 面" in plate and f"已签样 {BY} {DAY}" in plate
    room = next(text for text in texts if "room-01.pdf　SHA-256" in text)
    assert f"{'长' * 44}…" in room and f"已签样 {'王' * 17}…" in room
    assert next(text for text in texts if "badges.pdf　SHA-256" in text).count("（实际大小）") == 6
    assert run("proof", SLUG, "--output", "校样.pdf").only("MZ7531")


@pytest.mark.parametrize(
    ("size", "grid"),
    [
        ((90.5, 54), CARDS), ((90.6, 54), FOUR_A_SHEET), ((210, 297.5), FOUR_A_SHEET), ((210, 297.6), ALONE_HERE),
        ((300, 120), PLATES), ((300, 124), PLATES), ((300, 125), ALONE_HERE), ((600, 900), ALONE_HERE),
        ((360, 2200), ALONE_HERE),
    ],
)  # fmt: skip
def test_small_pages_share_a_sheet_as_far_as_they_stay_as_large(size: tuple[float, float], grid: ProofGrid) -> None:
    assert grid_of([Size(mm(size[0]), mm(size[1]))]) is grid


def test_there_is_no_proof_of_nothing_nor_of_what_was_changed(station: Workspace, run: Run) -> None:
    plate = station.output / SLUG / PLATE
    plate.write_bytes(plate.read_bytes() + b"\n")
    with pytest.raises(Stopped) as found:
        station_proof(station.output / SLUG, 2026, Approvals())
    assert [each.code for each in found.value.problems] == ["MZ7003"]
    shutil.rmtree(station.output)
    assert run("proof", SLUG).only("MZ7919").code and run("approve", SLUG, "--by", BY).only("MZ7918")
    assert run("proof", SLUG).code == Exit.VERIFY
