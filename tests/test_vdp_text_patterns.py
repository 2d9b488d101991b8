"""Patterns: texts of one are set alike, and a text that is set otherwise has another or none."""

from __future__ import annotations

import pytest

from mzdocs.design.fonts import CHAINS
from mzdocs.vdp.shaping import GlyphCodes, TextShaper, contextual_glyphs
from mzdocs.vdp.text_patterns import TextPatterns

FACES = [CHAINS[role, False][0] for role in ("fang", "hei", "kai")]


@pytest.fixture(params=FACES, ids=lambda face: face.pdf_name)
def shaper(request):
    return TextShaper(GlyphCodes(request.param), contextual_glyphs)


def test_names_of_equal_length_are_of_one_pattern(shaper):
    found = TextPatterns(shaper).of(["王小明", "李大为", "赵一", ""])
    assert found is not None
    assert found.each[0] == found.each[1] != found.each[2]
    assert (found.each[3], found.characters) == (b"", set("王小明李大为赵一"))


def test_numbers_are_of_one_pattern_where_all_digits_are_set_alike(shaper):
    found = TextPatterns(shaper).of(["2019.03", "1987.12"])
    assert found is not None
    alike = len({(shaper.advance(digit), shaper.surroundings(digit)) for digit in "0123456789"}) == 1
    assert (found.each[0] == found.each[1]) == alike


def test_texts_of_one_pattern_are_plain_or_not_together_and_as_wide(shaper):
    texts = ["2019年", "D2019年", "王（一）", "李（二）", "“甲”乙", "Aж", "王ж", "王李", "一〇", "①②", "龘龘", "AVAT"]
    found = TextPatterns(shaper).of(texts)
    assert found is not None
    seen: dict[bytes, tuple[bool, int]] = {}
    for text, pattern in zip(texts, found.each, strict=True):
        plain = shaper.is_plain(text)
        shown = plain, sum(map(shaper.advance, text)) if plain else 0
        assert seen.setdefault(pattern, shown) == shown


@pytest.mark.parametrize("text", ["甚么?", "\U00020089", "\ud800", "a\nb"])
def test_a_text_without_a_letter_for_each_character_has_no_pattern(shaper, text):
    assert TextPatterns(shaper).of(["王", text]) is None


def test_a_sign_is_never_taken_for_an_ideograph(shaper):
    """A codec has room for so many signs; what comes after has no pattern."""
    patterns = TextPatterns(shaper)
    signs = [chr(0x2190 + at) for at in range(200)]
    found = [patterns.of([sign]) for sign in signs]
    known = [each.each[0] for each in found if each]
    assert len(known) == 128 == len({*known})
    assert b"?" not in known
    assert patterns.of(["王"]) is not None


def test_what_was_learned_later_changes_no_pattern(shaper):
    patterns = TextPatterns(shaper)
    before = patterns.of(["王·李—赵"])
    patterns.of(["【№〕"])
    assert before and patterns.of(["王·李—赵"]) == before
