"""What is kept of layouts nobody prints: under all that a layout follows from, and made anew where it is none."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mzdocs.core import kept_values
from mzdocs.core.problems import NOWHERE, Stopped
from mzdocs.design import fontconfig, fonts
from mzdocs.render import engine, layout_measures
from mzdocs.render.layout_measures import LayoutMeasures, layout_key, measured, measures_of

HTML = (
    '<html lang="zh-CN"><title>页</title><body><div data-box="栏" data-gaps="2" style="height: 40mm">'
    '<p data-node="step|a|">一</p><table><tr data-block="0.0"><td>二</table><i data-end></i></div>'
)
STYLES = "@page { size: 100mm 100mm; margin: 10mm } body { font: 12pt FandolFang }"
PICTURES = {"mz:///a.png": (b"picture", "image/png")}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MZDOCS_CACHE", str(tmp_path / "cache"))
    forget()
    yield tmp_path / "cache" / "layouts"
    forget()


def forget() -> None:
    """What one process knows."""
    layout_measures._MEASURED.clear()
    layout_measures._made_with.cache_clear()
    kept_values.programs.cache_clear()


def ask(html: str = HTML) -> LayoutMeasures:
    return measured(html, STYLES, {}, NOWHERE)


def kept_file(folder: Path) -> Path:
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    return path


def forge(path: Path, data: bytes) -> None:
    path.write_bytes(hashlib.sha256(data).digest() + data)
    forget()


def test_a_page_is_measured_as_it_is_laid_out_and_read_back_so(folder: Path) -> None:
    found = ask()
    assert found == measures_of(engine.lay_out(HTML, STYLES, {}, NOWHERE))
    assert [box.name for box in found.boxes] == ["栏"] and [box.name for box in found.nodes] == ["step|a|"]
    assert found.ends == (0,) and len(found.areas) == 1 and [piece.name for piece in found.pieces] == ["0.0"]
    forget()
    assert ask() == found
    assert repr(ask()) == repr(found)


def test_what_is_kept_is_taken_instead_of_a_layout(folder: Path) -> None:
    ask()
    path = kept_file(folder)
    whole = json.loads(path.read_bytes()[32:])
    whole["boxes"][0]["gaps"] = 7
    forge(path, json.dumps(whole).encode())
    assert ask().boxes[0].gaps == 7


def test_it_holds_no_text_and_is_for_the_user_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        ask()
    finally:
        os.umask(before)
    path = kept_file(folder)
    assert not any(word.encode() in path.read_bytes() for word in ("一", "二", "页"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.parent.stat().st_mode & 0o777 == 0o700


SPOILED: dict[str, Callable[[dict], object]] = {
    "nothing of it": lambda whole: [],
    "too little": lambda whole: {"boxes": whole["boxes"]},
    "too much": lambda whole: {**whole, "more": 1},
    "no page": lambda whole: {**whole, "areas": []},
    "a box on no page": lambda whole: {**whole, "boxes": [{**whole["boxes"][0], "page": 1}]},
    "a node on no page": lambda whole: {**whole, "nodes": [{**whole["nodes"][0], "page": -1}]},
    "a piece on no page": lambda whole: {**whole, "pieces": [{**whole["pieces"][0], "page": 9}]},
    "an end on no page": lambda whole: {**whole, "ends": [1]},
    "a text for a length": lambda whole: {**whole, "areas": [["1", 2.0]]},
    "a length without end": lambda whole: {**whole, "areas": [[1e999, 2.0]]},
}


@pytest.mark.parametrize("how", SPOILED)
def test_what_is_no_measure_is_made_anew(folder: Path, how: str) -> None:
    found, path = ask(), kept_file(folder)
    whole = path.read_bytes()
    forge(path, json.dumps(SPOILED[how](json.loads(whole[32:]))).encode())
    assert ask() == found
    assert path.read_bytes() == whole


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_a_single_bit_that_has_changed_is_seen(folder: Path, at: int) -> None:
    found, path = ask(), kept_file(folder)
    whole = path.read_bytes()
    data = bytearray(whole)
    data[at] ^= 1
    path.write_bytes(data)
    forget()
    assert ask() == found
    assert path.read_bytes() == whole


def test_a_page_that_stops_leaves_nothing(folder: Path) -> None:
    with pytest.raises(Stopped):
        ask('<html lang="zh-CN"><title>页</title><img src="mz:///none.png">')
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_done_without(folder: Path) -> None:
    folder.parent.write_text("")
    assert ask() == ask()


def test_every_part_of_what_is_laid_out_is_part_of_the_key(folder: Path) -> None:
    keys = {
        layout_key(HTML, STYLES, PICTURES),
        layout_key(HTML + " ", STYLES, PICTURES),
        layout_key(HTML, STYLES + " ", PICTURES),
        layout_key(HTML + STYLES, "", PICTURES),
        layout_key(HTML, STYLES, {}),
        layout_key(HTML, STYLES, {"mz:///b.png": (b"picture", "image/png")}),
        layout_key(HTML, STYLES, {"mz:///a.png": (b"pictura", "image/png")}),
        layout_key(HTML, STYLES, {"mz:///a.png": (b"picture", "image/gif")}),
    }
    assert len(keys) == 8
    assert layout_key(HTML, STYLES, {**PICTURES}) in keys


def other_library(name: str) -> Callable[[pytest.MonkeyPatch, Path], None]:
    found = kept_values.version
    return lambda patch, _: patch.setattr(kept_values, "version", lambda each: "0" if each == name else found(each))


def other_source(patch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "engine.py").write_text("")
    patch.setattr(layout_measures, "__file__", str(folder / "layout_measures.py"))


def other_packages(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(kept_values, "_PACKAGES", folder / "status")
    (folder / "status").write_text("")


def other_faces(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(fonts, "record_file", lambda: folder / "faces.json")


MADE_WITH = {
    **{name: other_library(name) for name in layout_measures._LIBRARIES},
    "our source": other_source,
    "the system's packages": other_packages,
    "the faces as they are set": other_faces,
    "the names of faces": lambda patch, _: patch.setattr(fontconfig, "config_text", str),
    "Python": lambda patch, _: patch.setattr(kept_values.sys, "version", "4"),
}


@pytest.mark.parametrize("what", MADE_WITH)
def test_whatever_lays_out_is_part_of_the_key(folder: Path, tmp_path: Path, what: str) -> None:
    before = layout_key(HTML, STYLES, {})
    with pytest.MonkeyPatch.context() as patch:
        MADE_WITH[what](patch, tmp_path)
        forget()
        assert layout_key(HTML, STYLES, {}) != before
    forget()
    assert layout_key(HTML, STYLES, {}) == before
