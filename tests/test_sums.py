"""A sum of a plan tells any two of them apart, and holds nothing of the place, the time or the process."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mzdocs.build import pipeline
from mzdocs.core import libraries
from mzdocs.core.theme_choice import OwnFolder, Theme
from mzdocs.core.units import mm
from mzdocs.plan.document import Document
from mzdocs.plan.sums import Sums
from mzdocs.render.design_files import design_sum

from .test_scoring import station_data

LEAVES = some.one_of(some.none(), some.booleans(), some.integers(), some.text(max_size=3), some.binary(max_size=3))
VALUES = some.recursive(
    LEAVES,
    lambda each: some.one_of(some.lists(each, max_size=3), some.dictionaries(some.text(max_size=2), each)),
    max_leaves=8,
)


def of(value: object) -> bytes:
    return Sums().of(value)


@given(VALUES, VALUES)
def test_values_that_are_written_alike_and_no_others_have_one_sum(one: object, other: object) -> None:
    assert (of(one) == of(other)) == (repr(one) == repr(other))


@pytest.mark.parametrize(("one", "other"), [
    ("1", 1), (1, True), (1, 1.0), (1, Decimal(1)), (b"a", "a"), (("a", "b"), ("ab",)), ((("a",), "b"), ("a", ("b",))),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ("", None), ((), None), (mm(1), mm(2)), (date(2026, 1, 1), "2026-01-01"),
    (Theme("a"), Theme("b")), (Theme("a"), Theme("a", OwnFolder(Path("/x"), "data/themes/a"))),
])  # fmt: skip
def test_what_differs_in_kind_or_order_has_another_sum(one: object, other: object) -> None:
    assert of(one) != of(other)


def test_where_a_theme_lies_is_no_part_of_it_and_its_files_are() -> None:
    here, there = (Theme("a", OwnFolder(Path(place), "data/themes/a", (("x.css", "1"),))) for place in ("/x", "/y"))
    changed = Theme("a", OwnFolder(Path("/x"), "data/themes/a", (("x.css", "2"),)))
    assert of(here) == of(there) != of(changed)


def test_a_type_nobody_thought_of_is_refused() -> None:
    class Unknown:
        pass

    for value in (Unknown(), [Unknown()], {"a": Unknown()}, iter("a")):
        with pytest.raises(TypeError, match="no canonical form"):
            of(value)


def plans() -> Iterator[Document]:
    return iter(pipeline.plan(station_data("taoyuan")))


def test_two_plannings_of_one_station_have_the_same_sums() -> None:
    assert [of(plan) for plan in plans()] == [of(plan) for plan in plans()]


def test_any_field_of_a_plan_that_differs_is_seen() -> None:
    plan = next(plan for plan in plans() if plan.name == "plaque-plate" and plan.format == "pdf")
    for field in dataclasses.fields(plan):
        other = "other" if isinstance(getattr(plan, field.name), str) else ("other",)
        assert of(dataclasses.replace(plan, **{field.name: other})) != of(plan), field.name


# the libraries and the design

NO_PART = {
    "annotated-types", "attrs", "aiohappyeyeballs", "aiohttp", "aiosignal", "async-timeout", "certifi", "click",
    "frozenlist", "idna", "importlib-metadata", "lazy-importer", "markdown-it-py", "mdurl", "multidict", "oscrypto",
    "packaging", "pebble", "propcache", "pycparser", "pygments", "pyhanko", "pyhanko-certvalidator", "pyparsing",
    "rich", "typing-extensions", "typing-inspection", "tzlocal", "uritools", "watchdog", "webencodings", "yarl",
    "zipp",
}  # fmt: skip
"""The command line's, the signer's (no signature is taken from a record), the preview's and the fleet's, and what
those ask for."""


def needed(name: str, found: set[str]) -> set[str]:
    name = re.sub(r"[-_.]+", "-", name).lower()
    if name in found:
        return found
    found.add(name)
    try:
        asked = requires(name) or []
    except PackageNotFoundError:
        return found
    for each in asked:
        if "extra ==" not in each and "win32" not in each and "Windows" not in each:
            needed(re.match(r"[\w.-]+", each)[0], found)  # type: ignore[index]
    return found


def test_every_library_the_program_needs_counts_or_is_known_to_have_no_part() -> None:
    counted = set(libraries.versions())
    assert needed("mzdocs", set()) - counted <= NO_PART
    assert {"pango", "harfbuzz", "fontconfig", "fribidi", "freetype", "sqlite", "zlib", "python"} <= counted
    assert all(re.fullmatch(r"\d+(\.\d+)*\w*", version) for version in libraries.versions().values())


def test_a_style_or_template_of_a_theme_changes_the_design_of_what_may_reach_it(tmp_path: Path) -> None:
    def theme(number: int, **files: str) -> Theme:
        folder = tmp_path / str(number)
        for name, text in files.items():
            path = folder / name.replace("__", "/").replace("_css", ".css").replace("_html", ".html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return Theme("default", OwnFolder(folder, "data/themes/own", tuple(sorted(files.items()))))

    plain = theme(0, board__board_css="p { margin: 0 }", board__notice_html="<p>1</p>")
    style = theme(1, board__board_css="p { margin: 1mm }", board__notice_html="<p>1</p>")
    page = theme(2, board__board_css="p { margin: 0 }", board__notice_html="<p>2</p>")
    comment = theme(3, board__board_css="p { margin: 0 }", board__notice_html="<p>1</p>{# why #}")
    assert design_sum("board", comment) == design_sum("board", plain)
    assert len({design_sum("board", each) for each in (plain, style, page)}) == 3
    assert len({design_sum("badge", each) for each in (plain, style, page)}) == 1
