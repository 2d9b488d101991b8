"""The archive as it is built: for the office, for readers, for everyone; and what is bound stays as it is."""

import csv
import json
import sqlite3

import pikepdf
import pypdfium2 as pdfium
import pytest

from mzdocs.build.finished_file import File
from mzdocs.build.gate_2 import _leaked, past_gate_2
from mzdocs.build.pipeline import _seen_by
from mzdocs.core.problems import Exit, Stopped
from mzdocs.leaks import leaks
from mzdocs.model.secret_texts import KeptBack, SecretTexts
from mzdocs.plan.document import A4, SETS, Document, Sheet
from mzdocs.render.catalogue_files import write
from tests import workspaces
from tests.catalogues import changed, known
from tests.workspaces import SLUG, replace

SECRET = "990103197406010846"
KNOWN = KeptBack(*[(SecretTexts("identity", (SECRET,)),)] * 2)


def identity_numbers(space) -> list[str]:
    with space.table.open(encoding="utf-8-sig") as file:
        return [row["身份证号"] for row in csv.DictReader(file)]


def test_readers_get_the_volumes_with_every_number_masked(sample, run):
    ended = run("archive-index", "--audience", "reading-room", "-q")
    assert ended.code == 0, ended.said
    folder = sample.root / "output" / SLUG / "archive-reading-room"
    assert folder.stat().st_mode & 0o777 == 0o700
    names = {path.name for path in folder.iterdir()}
    assert {"manifest.json", "volume-db-001.pdf", "register.pdf", "household-files.pdf"} <= names
    assert not [name for name in names if name.startswith("catalogue")]
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["set"] == "archive-reading-room"
    secrets = identity_numbers(sample)
    assert [path.name for path in folder.iterdir() if leaks(path.read_bytes(), secrets)] == []
    assert not (sample.root / "output" / SLUG / "archive").exists()
    marked = {"volume-db-001.pdf", "register.pdf", "household-files.pdf", "box-labels.pdf", "volume-list.pdf"}
    texts = {name: text_of(folder / name) for name in names if name.endswith(".pdf")}
    assert marked <= {name for name, text in texts.items() if "查阅室用　号码已遮蔽" in text}
    assert [name for name, text in texts.items() if "内部资料" in text] == []


def text_of(path) -> str:
    pdf = pdfium.PdfDocument(path)
    return "".join(page.get_textpage().get_text_range() for page in pdf)


def test_the_public_list_is_for_everyone_and_alone(sample, run):
    ended = run("archive-index", "--audience", "public", "-q")
    assert ended.code == 0, ended.said
    folder = sample.root / "output" / SLUG / "public"
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "public-list.pdf"}
    assert (folder / "public-list.pdf").stat().st_mode & 0o777 == 0o644
    assert leaks((folder / "public-list.pdf").read_bytes(), identity_numbers(sample)) == []
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == ["public"]


def test_the_list_of_volumes_carries_the_catalogue(sample, run):
    assert run("archive-index", "-q").code == 0
    folder = sample.root / "output" / SLUG / "archive"
    with pikepdf.open(folder / "volume-list.pdf") as pdf:
        carried = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    assert carried == {name: (folder / name).read_bytes() for name in ("catalogue.csv", "catalogue.json")}
    with sqlite3.connect(folder / "catalogue.sqlite") as base:
        assert base.execute("SELECT count(*) FROM item").fetchone()[0] == len(
            json.loads(carried["catalogue.json"])["items"]
        )


def document(set="public", format="pdf", **more) -> Document:
    return Document("archive", "x", "x", set, Sheet(A4), "2026-10-12", format=format, **more)


@pytest.mark.parametrize("secrets", [KeptBack(), KNOWN], ids=["nobody's files opened", "clients known"])
@pytest.mark.parametrize("set", [*SETS, "a set of tomorrow"])
def test_a_number_that_slipped_through_stops_every_set_that_is_not_private(set, secrets):
    file = File(document(set, "json"), f'{{"note": "{SECRET}"}}'.encode())
    found = list(_leaked([file], secrets))
    seen = set != "archive"
    assert [problem.code for problem in found] == ["MZ1702"] * seen
    assert all(problem.problem_type.exit is Exit.PRIVACY and SECRET not in repr(problem) for problem in found)


def test_the_gate_asks_for_leaks(monkeypatch):
    data = write(known(), "catalogue.json")
    made = document("public", "json", fields={"catalogue": known()})
    with pytest.raises(Stopped, match="MZ1702"):
        past_gate_2([File(made, data)], KNOWN)


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "sqlite"])
def test_a_title_that_would_wake_as_a_formula_stops_at_the_gate(format):
    waking = changed(known(), 0, 题名="=HYPERLINK(A1)")
    plan = document("archive", format, fields={"catalogue": waking})
    with pytest.raises(Stopped, match="MZ7304"):
        past_gate_2([File(plan, write(waking, f"catalogue.{format}"))])


def test_only_papers_go_to_readers():
    plans = [document("archive"), document("archive", "sqlite")]
    assert [(plan.set, plan.format) for plan in _seen_by(plans, "reading-room")] == [("archive-reading-room", "pdf")]
    assert _seen_by(plans, "internal") == plans


def test_what_is_for_those_who_keep_the_archive_does_not_go_to_readers():
    plans = [document("archive"), document("archive", staff_only=True)]
    assert len(_seen_by(plans, "reading-room")) == 1
    assert _seen_by(plans, "internal") == plans


def test_what_is_bound_keeps_its_place_when_a_household_is_added(sample, run):
    refused = run("archive", "bind", "-q")
    assert (refused.code, refused.codes) == (18, ["MZ1444"])
    assert run("archive-index", "--only", "archive", "-q").code == 0
    assert run("archive", "bind", "-q").code == 0
    ledger = sample.station.with_name(f"{SLUG}-ledger.csv")
    bound = ledger.read_bytes()
    assert len(bound.splitlines()) == 1 + workspaces.HOUSEHOLDS + 4
    lines = sample.table.read_text("utf-8").splitlines()
    first = lines[1].split(",")
    sample.table.write_text("\n".join([*lines, ",".join(["DB-2020-9999", *first[1:]])]) + "\n", "utf-8")
    papers = sample.station.with_name(f"{SLUG}-papers.csv")
    rows = papers.read_text("utf-8").splitlines()
    own = [row.replace(first[0], "DB-2020-9999") for row in rows if row.startswith(first[0] + ",")]
    papers.write_text("\n".join([*rows, *own]) + "\n", "utf-8")
    assert run("archive", "bind", "-q").codes == ["MZ1444"]
    assert run("archive-index", "--only", "archive", "-q").code == 0
    ended = run("archive", "bind", "--json")
    assert json.loads(ended.out)["stations"] == [{"station": SLUG, "items": 1}]
    assert ledger.read_bytes().startswith(bound)
    assert run("archive", "bind", "--json").out.count('"items": 0') == 1


def test_without_a_ledger_nothing_can_be_bound(sample, run):
    replace(sample.station, f"  装订台账: {SLUG}-ledger.csv\n", "")
    ended = run("archive", "bind")
    assert (ended.code, ended.codes) == (10, ["MZ1440"])


@pytest.mark.parametrize("only", ["archive", "household"])
def test_a_closed_set_stays_closed_whichever_kind_is_made_anew(sample, run, only):
    assert run("archive-index", "-q").code == 0
    assert run("archive-index", "--only", only, "-q").code == 0
    folder = sample.root / "output" / SLUG / "archive"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("audience", "kind"), [("public", "archive"), ("public", "household"), ("reading-room", "public-list")]
)
def test_a_kind_an_audience_may_not_see_is_a_wrong_command_line(sample, run, audience, kind):
    ended = run("archive-index", "--audience", audience, "--only", kind)
    assert ended.code == Exit.USAGE
    assert f"--audience {audience} 没有 {kind}" in ended.err
    assert not (sample.root / "output" / SLUG).exists()


@pytest.mark.parametrize("note", [f"身份证 {SECRET} 13905551234", f"ID{SECRET}", "990103.19740601.0846"])
def test_a_number_in_the_data_file_is_told_at_its_line(sample, run, note):
    replace(sample.station, "地址: ", f"地址: {note} ")
    told = run("check").only("MZ1703")
    assert told.location.startswith(f"data/stations/{SLUG}.yaml:{workspaces.line_of(sample.station, note)}:")
    assert SECRET not in told.message


def test_what_is_bound_is_not_entered_from_a_list_older_than_the_data(sample, run):
    """One kind made anew does not make the volumes beside it of today."""
    assert run("archive-index", "-q").code == 0
    rows = sample.table.read_text("utf-8").splitlines()
    first = rows[1].split(",")
    sample.table.write_text("\n".join([rows[0], ",".join([first[0], "欧阳新", *first[2:]]), *rows[2:]]) + "\n", "utf-8")
    assert run("archive", "bind", "-q").codes == ["MZ1444"]
    assert run("archive-index", "--only", "household", "-q").code == 0
    assert run("archive", "bind", "-q").codes == ["MZ1444"]
