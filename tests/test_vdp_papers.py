"""The papers that are really merged, beside the same papers laid out by the engine alone."""

import io
from dataclasses import replace
from itertools import accumulate

import pytest

from mzdocs import vdp
from mzdocs.build.pipeline import plan
from mzdocs.build.produce import make_files, merge_settings
from mzdocs.core.typed_json import restored, stored
from mzdocs.press import press_ready
from mzdocs.vdp.compiled_template import CompiledTemplate
from tests import workspaces
from tests.merged import differing, farthest, straight

KINDS = ("badge", "archive", "household", "public-list")


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> dict:
    station_data = workspaces.make(tmp_path_factory.mktemp("papers")).station_data()
    return {document.file: document for document in plan(station_data, KINDS)}


def merged(document) -> bytes:
    out = io.BytesIO()
    vdp.merge(document, merge_settings(document), out)
    return out.getvalue()


def test_badges_are_the_engines_pixel_by_pixel_brought_to_the_press(documents):
    """As screens show them: the press file of a merged card beside that of a card laid out alone."""
    badges = documents["badges.pdf"]
    alone = press_ready(straight(badges), badges)
    pages = differing(merged(badges), alone)
    assert len(pages) == badges.pages
    assert set(pages) == {0}


@pytest.mark.parametrize(
    "name",
    [
        "volume-db-001.pdf", "volume-rc-001.pdf", "spines.pdf", "box-labels.pdf", "volume-list.pdf", "register.pdf",
        "name-index.pdf", "name-index-strokes.pdf", "household-files.pdf", "blank-forms.pdf", "public-list.pdf",
        "consultation-register.pdf", "filing-stamps.pdf", "number-stamps.pdf", "box-forms.pdf", "blank-disposal.pdf",
    ],
)  # fmt: skip
def test_archive_papers_stand_within_a_pixel_of_the_engines(documents, name):
    document = told_in_every_row(documents[name]) if "index" in name else documents[name]
    assert farthest(merged(document), straight(document)) < 1


def told_in_every_row(document):
    """An index with its heads in all rows: where a page begins the engine alone would not say one again."""
    [part] = document.parts
    [record] = part.records
    heads = accumulate((row[0] for row in record.rows), lambda before, own: own or before)
    rows = [(head, *row[1:]) for head, row in zip(heads, record.rows, strict=True)]
    return replace(document, parts=(replace(part, records=(replace(record, rows=rows),)),))


def test_nothing_of_the_sample_takes_the_slow_way(documents):
    made = make_files([document for document in documents.values() if document.parts])
    assert [file.document.file for file in made if file.slow] == []


def test_every_template_of_the_sample_is_read_back_as_it_was(documents):
    cache = vdp.TemplateCache()
    for document in documents.values():
        if document.parts:
            vdp.merge(document, merge_settings(document), io.BytesIO(), cache)
    assert len(cache._templates) > 15
    for template in cache._templates.values():
        again = restored(CompiledTemplate, stored(template))
        assert again == template
        assert repr(again) == repr(template)
