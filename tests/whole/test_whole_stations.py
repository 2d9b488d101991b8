"""What the build of the sample district made, compared with the data it was made from."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import subprocess
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp

from mzdocs.build import pipeline
from mzdocs.checks.completeness_rules import needed_monitors
from mzdocs.core.text import squeezed
from mzdocs.derive.badge_codes.code_text import facts_of, read
from mzdocs.derive.volumes import volumes
from mzdocs.plan.document import SETS
from mzdocs.publish.record import RECORD, made_from
from mzdocs.publish.set_folders import set_folder

from .conftest import WHOLE

MM = 72 / 25.4


def text_of(path: Path) -> str:
    """By poppler, a second reader: the build itself reads with pdfium."""
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return squeezed(re.sub(r"— \d+ —\s", "", done.stdout.decode("utf-8")))


def test_every_station_has_its_sets(built):
    assert sorted(built.stations()) == [*WHOLE]
    for station in built.stations():
        kept = {RECORD, "reprint.json", "reprint.xlsx"}
        found = {p.name for p in (built.output / station).iterdir()}
        assert found == (set(SETS) - {"bundle", "archive-reading-room"}) | kept


def test_a_set_holds_exactly_what_its_manifest_lists(built):
    for path in built.files("*/**/manifest.json"):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        listed = {entry["file"]: entry for entry in manifest["files"]}
        assert set(listed) | {"manifest.json"} == {p.name for p in path.parent.iterdir()}
        for name, entry in listed.items():
            data = (path.parent / name).read_bytes()
            assert hashlib.sha256(data).hexdigest() == entry["sha256"]
            assert len(data) == entry["bytes"]
        assert manifest["not_run"], "what was not checked must be said"
        assert not [each for each in manifest["not_run"] if each.startswith("S-")], "what stands on a side is declared"


def test_records_name_the_data_by_its_checksum_and_manifests_do_not(built):
    for path in built.files("*/archive"):
        sums = made_from(path) or {}
        assert len(sums) == 7  # district, station, and the five tables beside it
        manifest = (path / "manifest.json").read_text(encoding="utf-8")
        assert not [digest for digest in sums.values() if digest in manifest]
        for name, digest in sums.items():
            assert hashlib.sha256((built.root / name).read_bytes()).hexdigest() == digest


def test_private_sets_are_closed_to_others(built):
    for path in built.files("*/archive"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
        assert {stat.S_IMODE(p.stat().st_mode) for p in path.iterdir()} == {0o600}
    for path in built.files("*/signage"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o755


def test_every_text_of_the_plans_stands_in_the_files_by_a_second_reader(built, stations):
    for station in ("taoyuan", "bailuhu"):
        for document in pipeline.plan(stations[station].station_data):
            if document.format != "pdf" or document.name == "plaque-vertical":
                continue
            folder = set_folder(built.output / station, document.set, stations[station].station_data.district.year)
            text = text_of(folder / document.file)
            missing = [t for t in document.expects if squeezed(t) not in text]
            assert not missing, f"{station}/{document.file}: {missing[:3]}"


def test_a_hanging_board_reads_the_legal_name_downwards(built, stations):
    found = {path.parts[-3]: path for path in built.files("*/signage/plaque-vertical.pdf")}
    assert len(found.keys() & stations.keys()) > 1
    for station in found.keys() & stations.keys():
        name = stations[station].station_data.street.station
        page = pdfium.PdfDocument(found[station])[0].get_textpage()
        chars = [page.get_text_range(i, 1) for i in range(page.count_chars())]
        boxes = [page.get_charbox(i) for i in range(page.count_chars())]
        set_chars = [(c, b) for c, b in zip(chars, boxes, strict=True) if c.strip()]
        downwards = sorted(set_chars, key=lambda pair: -pair[1][3])
        assert "".join(c for c, _ in downwards) == name
        centres = [(b[1] + b[3]) / 2 for _, b in downwards]
        assert all(a > b for a, b in pairwise(centres))


def test_plaques_of_all_stations_share_one_type_size(built):
    def sizes(pattern: str) -> set[float]:
        found = set()
        for path in built.files(pattern):
            page = pdfium.PdfDocument(path)[0]
            found.add(round(max(o.get_font_size() for o in page.get_objects() if o.type == 1), 2))
        return found

    assert len(sizes("*/signage/plaque-plate.pdf")) == 1
    assert len(sizes("*/signage/plaque-vertical.pdf")) == 1


@pytest.mark.parametrize(
    ("pattern", "width", "height", "bleed"),
    [
        ("*/signage/plaque-plate.pdf", 600, 400, 3),
        ("*/signage/plaque-vertical.pdf", 360, 2200, 3),
        ("*/signage/room-*.pdf", 300, 120, 3),
        ("*/signage/board-*.pdf", 600, 900, 8),
        ("taoyuan/signage/badges.pdf", 85.6, 54, 2),
        ("yanhu/signage/badges.pdf", 70, 100, 2),
        ("*/signage/badges-a4.pdf", 210, 297, 0),
        ("*/archive/volume-??-???.pdf", 210, 297, 0),
        ("*/archive/volume-list.pdf", 297, 210, 0),
    ],
)
def test_pages_have_the_ordered_size_and_bleed(built, pattern, width, height, bleed):
    for path in built.files(pattern):
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                left, bottom, right, top = (float(v) / MM for v in page.trimbox)
                assert (right - left, top - bottom) == pytest.approx((width, height), abs=0.05)
                beyond = page.obj.BleedBox if "/BleedBox" in page.obj else page.mediabox
                assert left - float(beyond[0]) / MM == pytest.approx(bleed, abs=0.05)
                assert [float(v) for v in page.mediabox[:2]] == [0, 0] or not path.match("*/signage/*")


def test_signage_holds_nothing_of_the_client_files(built, stations):
    for station, prepared in stations.items():
        people = {h.head for h in prepared.station_data.clients.households}
        people -= {m.name for c in prepared.station_data.station.communities for m in c.monitors}
        numbers = {h.identity_number for h in prepared.station_data.clients.households}
        for path in built.files(f"{station}/signage/*.pdf"):
            text = text_of(path)
            assert not [n for n in numbers if n in text]
            assert not [p for p in people if len(p) > 2 and p in text]


def test_no_file_holds_a_whole_identity_number(built, stations):
    for station, prepared in ((name, stations[name]) for name in WHOLE):
        numbers = [h.identity_number for h in prepared.station_data.clients.households]
        for path in built.files(f"{station}/archive/volume-*.pdf"):
            text = text_of(path)
            assert not [n for n in numbers if n in text]


def qr_texts(path: Path, dpi: int = 150) -> list[str]:
    document = pdfium.PdfDocument(path)
    found = []
    for page in document:
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
    return found


def test_every_badge_has_a_qr_code_that_reads_back_from_the_page(built, stations):
    for station in ("taoyuan", "yanhu"):
        station_data = stations[station].station_data
        seats = [(c, m) for c in station_data.station.communities for m in c.current]
        facts = [facts_of(station_data.district, station_data.station, c, m) for c, m in seats]
        texts = qr_texts(built.output / station / "signage" / "badges.pdf")
        assert [code.facts for code in map(read, texts) if code] == facts
        assert sorted(qr_texts(built.output / station / "signage" / "badges-a4.pdf")) == sorted(texts)


def test_backs_of_imposed_sheets_lie_behind_their_fronts(built, stations):
    """On the long edge: slot x of the front is slot width - x of the back."""
    document = pdfium.PdfDocument(built.output / "taoyuan" / "signage" / "badges-a4.pdf")
    front, back = (
        pdfium_texts(document[i], [c.code for c in stations["taoyuan"].station_data.station.communities])
        for i in (0, 1)
    )
    assert front and back
    codes = zxingcpp.read_barcodes(document[1].render(scale=2.5, grayscale=True).to_pil())
    width = document[1].get_width() * 2.5
    for code in codes:
        number = code.text.split("\n")[2].removeprefix("证件编号：")
        x = (code.position.top_left.x + code.position.bottom_right.x) / 2
        front_x = front[number] * 2.5
        mirrored = width - x
        assert abs(mirrored - front_x) < 90 * 2.5, number
        assert (mirrored > width / 2) == (front_x > width / 2), number


def pdfium_texts(page, _codes) -> dict[str, float]:
    """Where each badge number stands on a front sheet (points from the left)."""
    text = page.get_textpage()
    found = {}
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        said = text.get_text_bounded(left, bottom, right, top).strip()
        if said.startswith("990103-"):
            found[said] = (left + right) / 2
    return found or {"none": 0.0}


def test_volumes_and_their_list_hold_every_household_once(built, stations):
    for station, prepared in ((name, stations[name]) for name in WHOLE):
        found = volumes(prepared.station_data)
        entries = [entry.item.key for volume in found for entry in volume.entries if entry.item.household]
        assert sorted(entries) == sorted(h.number for h in prepared.station_data.clients.households)
        listed = text_of(built.output / station / "archive" / "volume-list.pdf")
        for volume in found:
            assert volume.number in listed
            assert (built.output / station / "archive" / f"volume-{volume.name}.pdf").is_file()


def test_badges_are_made_for_every_monitor_and_only_for_them(built, stations):
    for station, prepared in stations.items():
        communities = prepared.station_data.station.communities
        monitors = sum(len(c.current) for c in communities)
        needed = sum(needed_monitors(c, 2500) for c in communities)
        pages = len(pdfium.PdfDocument(built.output / station / "signage" / "badges.pdf"))
        assert pages == 2 * monitors
        if station != "nanping":
            assert monitors == needed
