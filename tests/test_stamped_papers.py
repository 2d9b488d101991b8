"""The papers the house really stamps, beside the same papers laid out by the engine alone."""

import io

import pytest

from mzdocs import vdp
from mzdocs.build.pipeline import plan
from mzdocs.build.produce import finishing, make_files
from mzdocs.press import press_ready
from mzdocs.vdp import stored_form
from mzdocs.vdp.compiled_template import CompiledTemplate
from tests import workspaces
from tests.stamped import differing, farthest, straight

KINDS = ("badge", "archive", "household", "public-list")


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> dict:
    station_data = workspaces.make(tmp_path_factory.mktemp("papers")).station_data()
    return {document.file: document for document in plan(station_data, KINDS)}


def stamped(document) -> bytes:
    out = io.BytesIO()
    vdp.merge(document, finishing(document), out)
    return out.getvalue()


def test_badges_are_the_engines_pixel_by_pixel_brought_to_the_press(documents):
    """As screens show them: the press file of a stamped card beside that of a card laid out alone."""
    badges = documents["badges.pdf"]
    alone = press_ready(straight(badges), badges)
    pages = differing(stamped(badges), alone)
    assert len(pages) == badges.pages
    assert set(pages) == {0}


@pytest.mark.parametrize(
    "name",
    [
        "volume-db-001.pdf", "volume-rc-001.pdf", "spines.pdf", "box-labels.pdf", "volume-list.pdf", "register.pdf",
        "name-index.pdf", "name-index-strokes.pdf", "household-files.pdf", "blank-forms.pdf", "public-list.pdf",
        "consultation-register.pdf",
    ],
)  # fmt: skip
def test_archive_papers_stand_within_a_pixel_of_the_engines(documents, name):
    assert farthest(stamped(documents[name]), straight(documents[name])) < 1


def test_nothing_of_the_sample_takes_the_slow_way(documents):
    made = make_files([document for document in documents.values() if document.parts])
    assert [file.document.file for file in made if file.slow] == []


def test_every_plate_of_the_sample_is_read_back_as_it_was(documents):
    store = vdp.Store()
    for document in documents.values():
        if document.parts:
            vdp.merge(document, stamping(document), io.BytesIO(), store)
    assert len(store._plates) > 15
    for plate in store._plates.values():
        again = stored_form.read(CompiledTemplate, stored_form.written(plate))
        assert again == plate
        assert repr(again) == repr(plate)
