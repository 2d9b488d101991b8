"""What is kept of templates: read back as it was written, or made anew; whatever a file holds, no error and no code."""

from __future__ import annotations

import copy
import gc
import hashlib
import json
import os
import random
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest

from mzdocs.core.problems import Stopped
from mzdocs.core.typed_json import restored, stored
from mzdocs.design.fonts import CHAINS
from mzdocs.plan.document import Record
from mzdocs.vdp import TemplateCache
from mzdocs.vdp.compiled_template import CompiledTemplate
from mzdocs.vdp.line_breaking import is_whole
from tests.merged import document
from tests.test_vdp import CARD, CARD_BODY, PHOTOS, ROWS, ROWS_BODY, bench, card, rows

__all__ = ["bench"]
FACE = CHAINS["fang", False][0]


@pytest.fixture(params=["card", "rows"])
def made(request, bench):
    """A document of one template, which is compiled and kept."""
    if request.param == "card":
        part = bench.part(CARD, CARD_BODY, [card()])
    else:
        part = bench.part(ROWS, ROWS_BODY.replace("第 {page}", "{sum[3]} 第 {page}"), [Record({}, rows(40))])
    whole = document(part, standard="archival", assets=PHOTOS if request.param == "card" else {})
    bench.merged(whole)
    return whole


def kept_files(bench):
    return [path for path in (bench.folder / "cache").iterdir() if len(path.name) == 64]


def forge(path, data: bytes):
    """What anyone can write who knows how: the sum fits."""
    path.write_bytes(hashlib.sha256(data).digest() + data)


def parts(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a JSON tree."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield (*path, key)
        yield from parts(value, (*path, key))


def base64(syntax: str) -> str:
    return b64encode(syntax.encode("latin-1")).decode()


def at(tree: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def changed(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    tree = copy.deepcopy(tree)
    at(tree, path[:-1])[path[-1]] = value
    return tree


WRONG = [
    None,
    True,
    False,
    0,
    1,
    -1,
    -2,
    7,
    10**6,
    10**9,
    10**400,
    0.0,
    0.5,
    -1.5,
    1e6,
    -1e6,
    1e-300,
    1e300,
    float("inf"),
    float("nan"),
    "",
    "x",
    "{page.__class__}",
    "{page:999999999}",
    "\0",
    "\0009\0",
    "中",
    "\ud800",
    [],
    {},
    [[]],
    [0],
    [1, "x"],
    {"face": "x", "size": "1"},
    {"__class__": "os.system"},
]


def test_a_template_is_read_back_as_it_was(made, bench):
    (template,) = bench.cache._templates.values()
    again = restored(CompiledTemplate, stored(template))
    assert again == template
    assert repr(again) == repr(template)


def test_a_template_that_was_changed_is_one_that_can_be_set_or_none(made, bench):
    """Hundreds of forged ones: nothing is read into them, and those believed are set, or told as not fitting."""
    ((key, template),) = bench.cache._templates.items()
    whole = json.loads(stored(template))
    dice, ways, believed = random.Random(1), list(parts(whole)), []
    for value in WRONG * 30:
        tree = changed(whole, dice.choice(ways), value)
        read = restored(CompiledTemplate, json.dumps(tree).encode())
        if read is not None:
            assert json.loads(stored(read)) == tree
            believed.append(read)
    assert 0 < len(believed) < len(WRONG) * 30 / 4
    for read in dice.sample(believed, min(60, len(believed))):
        bench.cache = TemplateCache(bench.folder / "cache")
        bench.cache._templates[key] = read
        assert codes(bench, made) <= FITS


def codes(bench, made) -> set[str]:
    """What is told of a document that is merged."""
    try:
        bench.merged(made)
    except Stopped as stopped:
        return {problem.code for problem in stopped.problems}
    return set()


FITS = {"MZ3001", "MZ3303", "MZ3304", "MZ3305", "MZ3306", "MZ3307"}
"""A text that does not fit, or that is missing."""


def spoiled(whole: Any) -> Iterator[tuple[str, bytes]]:
    """Files that are JSON of no template, or none at all."""
    side, node = whole["sides"][0], {"tag": "P", "entries": "", "kids": []}
    slot = side["texts"][0]
    yield "no JSON", b"{"
    yield "no text", b'"\xff\xfe"'
    yield "not a template", b"[]"
    yield "without bottom", b"[" * 100_000
    yield "numbers without end", b'{"sides":' + b"9" * 100_000 + b"}"
    yield "too little", json.dumps({"sides": whole["sides"]}).encode()
    yield "too much", json.dumps({**whole, "more": 1}).encode()
    for depth in (300, 1_000, 100_000):
        deep = '{"tag": "P", "entries": "", "kids": [' * depth + "]}" * depth
        yield (
            f"{depth} deep",
            json.dumps(changed(whole, ("sides", 0, "structure"), ["DEEP"])).replace('"DEEP"', deep).encode(),
        )
    for name, wrong in {
        "no side": {**whole, "sides": []},
        "kids that are nowhere": changed(whole, ("sides", 0, "structure"), [{**node, "kids": [side["mcid_count"]]}]),
        "a tag of syntax": changed(whole, ("sides", 0, "structure"), [{**node, "tag": "P/K 3"}]),
        "marks without end": changed(whole, ("sides", 0, "mcid_count"), 999_999),
        "a carried one that is nowhere": changed(
            whole, ("sides", 0, "resources"), [[base64("/XObject"), base64("/x \0007\0")]]
        ),
        "a glyph that is nowhere": changed(
            whole, ("sides", 0, "static"), [{"face": FACE.pdf_name, "size": "9"}, {"items": [[65_535, "x"]]}]
        ),
        "glyphs of no face": changed(whole, ("sides", 0, "static"), [{"items": [[1, "x"]]}]),
        "an unknown face": changed(whole, ("sides", 0, "texts", 0, "style", "faces"), [["Arial", 1.0]]),
        "a length without end": changed(whole, ("sides", 0, "texts", 0, "x"), 1e300),
        "a base line without end": changed(whole, ("sides", 0, "texts", 0, "style", "faces"), [[FACE.pdf_name, 1e300]]),
        "no size": changed(whole, ("sides", 0, "texts", 0, "style", "size"), 0.0),
        "another way to align": changed(whole, ("sides", 0, "texts", 0, "style", "align"), "justify"),
        "true for a number": changed(whole, ("sides", 0, "texts", 0, "lines"), True),
        "a part for a whole": changed(whole, ("sides", 0, "texts", 0, "lines"), 1.0),
        "bytes that are none": changed(whole, ("sides", 0, "texts", 0, "transform"), "中"),
        "a format that reaches out": changed(
            whole, ("sides", 0, "texts", 0), {**slot, "format": "{page.__class__.__mro__}"}
        ),
        "a format without end": changed(whole, ("sides", 0, "texts", 0), {**slot, "format": "{page:999999999}"}),
    }.items():
        yield name, json.dumps(wrong).encode()
    for picture in side["pictures"]:
        wrong = changed(whole, ("sides", 0, "pictures", 0), {**picture, "name": slot["name"]})
        yield "a picture in the slot of a text", json.dumps(wrong).encode()
    if side["table"]:
        wrong = changed(whole, ("sides", 1, "texts", 0, "format"), "{sum[4]}")
        yield "a total of a column that is nowhere", json.dumps(wrong).encode()
        yield "a page without its table", json.dumps(changed(whole, ("sides", 1, "table"), None)).encode()


def test_what_is_no_template_is_made_anew(made, bench):
    (path,), (template,) = kept_files(bench), bench.cache._templates.values()
    whole = path.read_bytes()
    for name, data in spoiled(json.loads(stored(template))):
        assert restored(CompiledTemplate, data) is None, name
    forge(path, data)
    bench.cache = TemplateCache(bench.folder / "cache")
    bench.merged(made)
    assert path.read_bytes() == whole


def test_the_names_of_a_class_are_nothing_to_a_reader():
    assert restored(tuple[int, ...], b'["mzdocs.vdp.compiled_template", "re.enum.bltns.exec"]') is None
    assert restored(dict[str, int], b'{"__class__": {"__reduce__": []}}') is None


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"null", b"7", b'["1"]', b"[1.5]", b"[true]", b"[[1]]", b"[1e400]", b"[" * 9_999]
)
def test_glyphs_that_are_none_are_found_out_anew(tmp_path, data):
    known = TemplateCache(tmp_path).contextual_glyphs(FACE, "hani")
    (path,) = tmp_path.glob("*.glyphs")
    forge(path, data)
    assert TemplateCache(tmp_path).contextual_glyphs(FACE, "hani") == known
    assert path.read_bytes()[32:] == stored(tuple(sorted(known)))


KEY, PATTERN = "中中 中中", ((0, 2), (3, 5))


@pytest.fixture
def broken(tmp_path):
    """The file of breaks, with one pattern in it."""
    TemplateCache(tmp_path).keep_line_breaks("slot", {KEY: PATTERN})
    assert TemplateCache(tmp_path).line_breaks("slot") == {KEY: PATTERN}
    return tmp_path / "line-breaks.json"


def test_breaks_that_are_none_are_found_out_anew(broken, tmp_path):
    whole = json.loads(broken.read_bytes()[32:])
    wrong = [changed(whole, path, value) for path in parts(whole) for value in WRONG]
    for tree in [*wrong, None, [], {**whole, "more": 1}, {"by_slot": whole["by_slot"]}]:
        forge(broken, json.dumps(tree).encode())
        assert TemplateCache(tmp_path).line_breaks("slot") in ({}, {KEY: PATTERN}), tree
    forge(broken, b"{" * 9_999)
    cache = TemplateCache(tmp_path)
    assert cache.line_breaks("slot") == {}
    cache.keep_line_breaks("slot", {KEY: PATTERN})
    assert TemplateCache(tmp_path).line_breaks("slot") == {KEY: PATTERN}


@pytest.mark.parametrize("spans", [(), ((0, 2),), ((0, 1), (3, 5)), ((3, 5), (0, 2)), ((0, 9),), ((-5, 5),)])
def test_a_pattern_that_loses_text_is_none(spans):
    assert is_whole(KEY, PATTERN)
    assert is_whole(KEY + "\x01", PATTERN)
    assert not is_whole(KEY, spans)


def test_what_is_kept_is_for_the_user_alone(tmp_path):
    before = os.umask(0)
    try:
        TemplateCache(tmp_path / "a" / "cache").keep_line_breaks("slot", {KEY: PATTERN})
    finally:
        os.umask(before)
    folder = tmp_path / "a" / "cache"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


@pytest.mark.parametrize("how", ["others may write it", "others own it", "a link", "a pipe", "a folder", "too large"])
def test_what_others_could_have_put_there_is_not_read(broken, tmp_path, how, monkeypatch):
    if how == "others may write it":
        broken.chmod(0o620)
    elif how == "others own it":
        monkeypatch.setattr(os, "geteuid", lambda: broken.stat().st_uid + 1)
    elif how == "a link":
        broken.rename(tmp_path / "elsewhere")
        broken.symlink_to("elsewhere")
    elif how == "too large":
        with broken.open("ab") as file:
            file.truncate(10**9)
    else:
        broken.unlink()
        os.mkfifo(broken) if how == "a pipe" else broken.mkdir()
    assert TemplateCache(tmp_path).line_breaks("slot") == {}


def test_numbers_and_texts_come_back_as_they_were():
    value = (1.0, -1.0, 0.1, 1e-7, 12.000001, 595.275591)
    assert repr(restored(tuple[float, ...], stored(value))) == repr(value)
    assert repr(restored(tuple[int, ...], stored((1, -1, 0)))) == "(1, -1, 0)"
    data = bytes(range(256))
    assert restored(tuple[bytes, ...], stored((data,))) == (data,)


def alive(name: str) -> int:
    return sum(type(each).__name__ == name for each in gc.get_objects())


def test_pages_a_template_was_compiled_of_are_given_back_while_the_collector_rests(bench):
    """Layouts are bound in circles: a station's forty designs would hold half a gigabyte to its end.

    What is left are the small pages that were laid out since, to ask the engine for its own style of a text.
    """
    gc.collect()
    before = alive("TextBox")
    gc.disable()
    try:
        bench.merged(document(bench.part(CARD, CARD_BODY, [card()]), standard="archival", assets=PHOTOS))
        found = alive("TextBox") - before
    finally:
        gc.enable()
    assert found < 12
