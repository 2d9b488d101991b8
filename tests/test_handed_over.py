"""A bundle as a shop has it: every file is judged by its manifest, what is missing, put in or exchanged is told."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from mzdocs.cli.preflight_command import preflight
from mzdocs.core.problems import Stopped
from mzdocs.preflight.delivered import handed_over as module
from mzdocs.preflight.delivered.handed_over import handed_over
from mzdocs.preflight.delivered.manifest_beside import manifest_beside
from mzdocs.publish.manifest import MANIFEST, SUMS, manifest_bytes

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="10mm" viewBox="0 0 10 10">'
    b'<g id="CUT"><path d="M1 1H9V9H1Z" fill="none" stroke="#000"/></g></svg>'
)
CUT, SHEET, PICTURE = "雕刻切割/plate.svg", "制作单.xlsx", "样稿-01.png"
Files = dict[str, bytes]


def whole() -> Files:
    """A bundle of one drawing, an order sheet and a picture."""
    files = {SHEET: b"sheet", PICTURE: b"picture", CUT: DRAWING}
    entry = {"file": CUT, "size": "10×10 mm", "pages": 0, "made_from": "转曲文件/plate.pdf"}
    files[MANIFEST] = manifest_bytes({CUT: DRAWING}, {"versions": {}, "details": {CUT: entry}})
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    return {**files, SUMS: "".join(lines).encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def packed(folder: Path, files: Mapping[str, bytes]) -> Path:
    path = folder / "shop.zip"
    path.write_bytes(zipped(files))
    return path


@pytest.fixture(params=[put, packed], ids=["unpacked", "zipped"])
def given(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Files], Path]:
    return lambda files: request.param(tmp_path, files)


def told(path: Path) -> list[str]:
    with handed_over(path) as bundle:
        assert bundle is not None
        return [
            f"{each.code} {each.location.file.removeprefix(str(path))} {each.message()}" for each in bundle.problems
        ]


def test_a_whole_bundle_has_nothing_wrong_and_its_drawing_is_judged(given):
    path = given(whole())
    with handed_over(path) as bundle:
        assert bundle is not None
        assert [bundle.name(str(file)) for file in bundle.files] == [f"{path}/{CUT}"]
    assert told(path) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda files: files.pop(CUT), f"MZ7780  清单里有“{CUT}”"),
        (lambda files: files.pop(SHEET), f"MZ7780  清单里有“{SHEET}”"),
        (lambda files: files.update({"雕刻切割/new.svg": DRAWING}), "MZ7781  清单里没有“雕刻切割/new.svg”"),
        (lambda files: files.update({"b.PDF": b"%PDF-1.7"}), "MZ7781  清单里没有“b.PDF”"),
        (lambda files: files.update({PICTURE: b"other"}), f"MZQ60 /{PICTURE} 与清单里的校验和不同"),
        (lambda files: files.update({MANIFEST: b"{}"}), f"MZQ60 /{MANIFEST} 与清单里的校验和不同"),
    ],
    ids=[
        "a drawing gone",
        "a sheet gone",
        "a drawing put in",
        "in capitals",
        "a picture changed",
        "the manifest changed",
    ],
)
def test_what_is_wrong_with_the_whole_is_told(given, spoil, said):
    files = whole()
    spoil(files)
    (only,) = told(given(files))
    assert only.startswith(said)


@pytest.mark.parametrize("junk", [".DS_Store", "__MACOSX/._plate", "desktop.ini", "说明（我的）.txt"])
def test_what_a_machine_or_a_reader_leaves_there_is_no_fault(given, junk):
    assert told(given(whole() | {junk: b"x"})) == []


def test_what_lists_no_files_is_no_bundle(tmp_path):
    without = {name: data for name, data in whole().items() if name != SUMS}
    for path in (packed(tmp_path, without), put(tmp_path / "folder", without), tmp_path / "none"):
        with handed_over(path) as bundle:
            assert bundle is None


@pytest.mark.parametrize("name", ["../out.svg", "/out.svg", "a/../../out.svg"])
def test_a_path_that_leads_out_is_refused(tmp_path, name):
    with pytest.raises(Stopped) as stopped, handed_over(packed(tmp_path, whole() | {name: b"x"})):
        pass
    assert [each.code for each in stopped.value.problems] == ["MZ7782"]
    assert not (tmp_path.parent / "out.svg").exists()


def test_a_damaged_zip_and_one_that_is_too_large_are_refused(tmp_path, monkeypatch):
    path = packed(tmp_path, whole())
    data = bytearray(path.read_bytes())
    begin = data.index(CUT.encode()) + len(CUT.encode())
    data[begin + 5] ^= 255
    path.write_bytes(data)
    with pytest.raises(Stopped), handed_over(path):
        pass
    monkeypatch.setattr(module, "LARGEST", 100)
    with pytest.raises(Stopped) as stopped, handed_over(packed(tmp_path, whole())):
        pass
    assert "太多或太大" in stopped.value.problems[0].message()


def test_a_file_is_held_to_the_manifest_of_the_bundle_it_lies_in(tmp_path):
    folder = put(tmp_path, whole())
    beside = manifest_beside(folder / CUT, DRAWING)
    assert beside.entry is not None and beside.entry["size"] == "10×10 mm"
    assert beside.source == folder / "转曲文件/plate.pdf"
    sheet = manifest_beside(folder / SHEET, b"sheet")
    assert sheet.entry is not None and "size" not in sheet.entry, "what no manifest lists is held to its sum"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\0b", 7])
def test_a_manifest_names_no_source_outside_its_folder(tmp_path, name):
    files = whole()
    said = json.loads(files[MANIFEST])
    said["files"][0]["made_from"] = name
    files[MANIFEST] = json.dumps(said).encode()
    assert manifest_beside(put(tmp_path, files) / CUT, DRAWING).source is None


def test_the_command_names_the_files_of_a_zip_within_it(tmp_path):
    path = packed(tmp_path, whole() | {CUT: DRAWING.replace(b"9", b"8")})
    ended = CliRunner().invoke(preflight, ["--json", str(path)], standalone_mode=False)
    (only,) = json.loads(ended.output)["files"]
    assert only["file"] == f"{path}/{CUT}"
    assert {"MZQ60"} <= {each["code"] for each in only["failed"]}
