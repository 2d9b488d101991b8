"""Declared photos: gone, moved, stretched, covered, blank or another's, each is told; what inks do to them is not."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from mzdocs.build.pipeline import plan
from mzdocs.core.problems import Location
from mzdocs.plan.declared_pictures import DeclaredPicture
from mzdocs.plan.document import Document
from mzdocs.preflight import RULES, MeasuredPdf, entry_of
from mzdocs.preflight.expectations import of_document, of_entry
from mzdocs.preflight.pictures.picture_looks import likeness, look, look_of
from mzdocs.preflight.rule import checked
from mzdocs.press.images import picture as in_inks

from .portraits import PLACE, SHAPE, portrait
from .test_preflight import OUTLINED, PLAN, SIZE, WITH_PHOTO, changed, codes, drawn, press, turned
from .test_rules import plain

POINTS = 72 / 25.4
WHITE = "0 0 0 0 k {:.4f} {:.4f} {:.4f} {:.4f} re f"


def blank(shade: int = 255) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (500, 700), (shade, shade, shade)).save(out, "JPEG")
    return out.getvalue()


def shown(
    photo: bytes, off: tuple[float, float] = (0, 0), size: tuple[float, float] = SHAPE, covered: float = 0,
    page: bytes | None = None,
) -> bytes:  # fmt: skip
    """The page with a photo at its place, or off it, and white over so much of its width."""

    def stream(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = in_inks(photo)
        return pdf.make_stream(made.data, pikepdf.Object.parse(b"<<%s>>" % made.entries))

    page = page or press()
    with pikepdf.open(io.BytesIO(page)) as pdf:
        left, _, _, top = (float(value) for value in pdf.pages[0].trimbox)
    x, y = left + (PLACE[0] + off[0]) * POINTS, top - (PLACE[1] + off[1] + size[1]) * POINTS
    wide, high = size[0] * POINTS, size[1] * POINTS
    over = WHITE.format(x, y, wide * covered, high) if covered else ""
    return changed(page, drawn(f"q {wide:.4f} 0 0 {high:.4f} {x:.4f} {y:.4f} cm /P Do Q {over}", "/XObject", P=stream))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (lambda: shown(portrait(1)), []),
        (lambda: shown(portrait(1), off=(0.19, -0.19)), []),
        (lambda: shown(portrait(1), off=(0.21, 0)), ["MZP80"]),
        (lambda: shown(portrait(1), off=(0, -0.21)), ["MZP80"]),
        (lambda: shown(portrait(1), size=(12.69, 17.5)), []),
        (lambda: shown(portrait(1), size=(12.71, 17.5)), ["MZP80"]),
        (lambda: shown(portrait(1), off=(0, 20)), ["MZP80"]),
        (lambda: shown(blank()), ["MZP80"]),
        (lambda: shown(blank(128)), ["MZP80"]),
        (lambda: shown(portrait(1), covered=1), ["MZQ24", "MZP80"]),
        (lambda: shown(portrait(1), covered=0.4), ["MZP80"]),
    ],
)
def test_a_photo_is_at_its_place_and_is_the_one_that_was_handed_in(data, found):
    assert codes(WITH_PHOTO, data()) == found


def test_the_photo_of_an_outlined_copy_is_looked_for_as_well():
    outlined = replace(OUTLINED, assets=WITH_PHOTO.assets, pictures=WITH_PHOTO.pictures)
    assert "MZP80" not in codes(outlined, shown(portrait(1), page=turned()))
    assert codes(outlined, turned()) == ["MZP80"]


def test_the_photo_of_another_card_is_not_taken_for_ones_own():
    """Portraits are alike: the one that is likest of all that are declared is the one that is shown."""
    both = {"a": (portrait(1), "image/jpeg"), "b": (portrait(3), "image/jpeg")}
    elsewhere = DeclaredPicture("b", SHAPE, (1, 0, 0))
    two = replace(WITH_PHOTO, assets=both, pictures=(*WITH_PHOTO.pictures, elsewhere))
    assert codes(two, shown(portrait(1))) == ["MZP80"], "the other is not there"
    assert codes(two, shown(portrait(3))) == ["MZP80", "MZP80"]


def test_a_photo_without_a_page_is_found_wherever_it_stands():
    anywhere = replace(WITH_PHOTO, pictures=(DeclaredPicture("a", SHAPE),))
    assert codes(anywhere, shown(portrait(1), off=(0, 20))) == []
    assert codes(anywhere, shown(blank(), off=(0, 20))) == ["MZP80"]
    assert codes(anywhere, press()) == ["MZP80"]


@pytest.mark.parametrize(("at", "passed", "told"), [(1, {1}, 0), (1, {2}, 1), (1, set(), 1), (None, {1}, 1)])
def test_a_photo_is_not_looked_for_on_a_page_that_passed(at, passed, told):
    ordered = of_document(WITH_PHOTO)
    (due,) = ordered.pictures
    ordered = replace(ordered, pictures=(due if at else replace(due, at=None),), passed=frozenset(passed))
    with MeasuredPdf(press()) as file:
        (found,) = checked([rule for rule in RULES if rule.id == "P-PHOTO"], ordered, file, Location("x.pdf"))
    assert len(found.problems) == told


@pytest.mark.parametrize("ground", [(67, 142, 219), (255, 0, 0), (255, 255, 255), (0, 0, 255)])
def test_what_inks_do_to_a_portrait_does_not_make_it_a_stranger(ground):
    one, other = portrait(4, ground), portrait(5, ground)
    for each in (one, other):
        plan = replace(WITH_PHOTO, assets={"a": (each, "image/jpeg")})
        assert codes(plan, shown(each)) == []
    assert likeness(look_of(one, SHAPE, True), look_of(other, SHAPE, True)) < 0.99


def test_a_photo_of_another_shape_shows_its_middle():
    wide = Image.new("RGB", (900, 700), "white")
    wide.paste(Image.open(io.BytesIO(portrait(1))), (200, 0))
    out = io.BytesIO()
    wide.save(out, "JPEG", quality=92)
    assert likeness(look_of(out.getvalue(), SHAPE, False), look_of(portrait(1), SHAPE, False)) > 0.99


def test_what_shows_nothing_is_known_by_its_shade():
    white, paper, grey = (look(Image.new("L", (50, 70), shade)) for shade in (255, 240, 230))
    assert likeness(white, paper) == 1
    assert likeness(white, grey) == 0


def test_the_manifest_keeps_the_photos_that_are_due():
    entry = {"size": str(SIZE), "pages": 1, **entry_of(WITH_PHOTO)}
    assert of_entry(entry).pictures == of_document(WITH_PHOTO).pictures != ()
    assert of_document(PLAN).pictures == ()


def test_every_card_declares_its_photo_and_every_sheet_those_of_its_cards():
    cards, copy, sheets = planned()
    people = [each for community in plain().station.communities for each in community.monitors]
    assert [each.at[0] for each in cards.pictures] == [2 * at + 1 for at in range(len(people))]
    assert copy.pictures == cards.pictures
    assert [each.asset for each in sheets.pictures] == [each.asset for each in cards.pictures]
    (_, left, top), (_, beside, same) = sheets.pictures[0].at, sheets.pictures[1].at
    assert beside - left == pytest.approx((cards.sheet.size.width + sheets.imposition.gutter).mm)
    assert same == top


def planned() -> tuple[Document, ...]:
    found = {each.name: each for each in plan(plain(), ("badge",))}
    return found["badges"], found["badges-outlined"], found["badges-a4"]


def test_a_photo_has_a_look_for_each_shape_and_for_paper_and_screen() -> None:
    """What is known of one is not said of the other: a square cut shows less, and no press prints bright red."""
    looks = [look_of(portrait(1), shape, inked) for shape in (SHAPE, (40.0, 40.0)) for inked in (True, False)]
    assert len(set(looks)) == 4
    assert looks == [look_of(portrait(1), shape, inked) for shape in (SHAPE, (40.0, 40.0)) for inked in (True, False)]
