"""The bench measures what it says: its data, its files, its ratios and its doubts. No speed is asserted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pytest

import tests.bench.__main__ as bench
from mzdocs.design import fonts, theme
from mzdocs.render import templates
from mzdocs.render.engine import weasyprint
from tests.bench import build, data, forms, ours, peer_weasyprint, printing, run, saves, table
from tests.bench.lines import JsonLines
from tests.bench.run import Contender, Result, Run, Workload
from tests.workspaces import DATA

TEMPLATES = Path(data.__file__).parent / "templates"
OURS, PEER = Contender("mzdocs", "ours"), Contender("peer", "peer")


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    data.main(folder, "badges", 20, peers=True)
    data.main(folder, "rows", 3, peers=True)
    return folder


def test_the_same_seed_gives_the_same_data():
    assert list(data.rows(50)) == list(data.rows(50))
    assert [badge["number"] for badge in data.badges(2)] == ["MZ-990103-0000001", "MZ-990103-0000002"]


def test_one_cell_in_ten_is_wider_than_its_column():
    (face, *_), size = fonts.CHAINS["kai", False], 8 * 25.4 / 72
    wide = [
        cell != "" and fonts.advance(cell, face) * size > width - 2
        for row in data.rows(1000)
        for cell, width in zip(row, forms.WIDTHS, strict=True)
    ]
    assert 0.09 < sum(wide) / len(wide) < 0.11


def test_a_slice_of_lines_is_read_only_when_asked_for(work):
    lines = JsonLines(work / "rows-3.jsonl")
    assert (len(lines), [line[0] for line in lines[1:]]) == (3, ["2", "3"])
    assert lines[1:][-1] == lines[2] == list(data.rows(3))[2]
    assert len(lines[2:9]) == 1 and list(lines[3:]) == []


def test_lines_far_into_a_file_are_found(tmp_path):
    path = tmp_path / "numbers.jsonl"
    data.write_lines(path, iter(range(3000)))
    lines = JsonLines(path)
    assert (len(lines), lines[-1], list(lines[1998:2002]), list(lines[3000:])) == (3000, 2999, [*range(1998, 2002)], [])


def test_rows_are_bound_in_volumes():
    sizes = [(serial, len(volume)) for serial, volume in forms.in_volumes(range(forms.VOLUME + 1))]
    assert sizes == [(1, forms.VOLUME), (2, 1)]


def test_all_contenders_draw_the_same_words():
    for page in ("badges.html", "badges.typ"):
        text = (TEMPLATES / page).read_text(encoding="utf-8")
        assert all(word in text for word in (forms.TITLE, forms.FOOT, *(line.label for line in forms.LINES)))
    for page in ("rows.html", "rows.typ"):
        text = (TEMPLATES / page).read_text(encoding="utf-8")
        assert all(word in text for word in (forms.NAME, *forms.HEAD))


def test_the_plan_of_ours_has_every_record(work):
    (part,) = ours.document(work, work / "rows-3.jsonl", "plain").parts
    assert [(record.values["volume"], len(record.rows)) for record in part.records] == [("第 1 卷", 3)]
    badges = ours.document(work, work / "badges-20.jsonl", "plain")
    sheets = list(badges.parts[0].records)
    assert [sheet.values["number9"] for sheet in sheets] == ["MZ-990103-0000010", "MZ-990103-0000020"]
    assert badges.parts[0].records[1] == sheets[1]
    assert sheets[1].values["photo3"] in badges.assets


def test_half_a_sheet_is_no_sheet():
    assert list(forms.in_sheets(range(20))) == [tuple(range(10)), tuple(range(10, 20))]
    with pytest.raises(ValueError, match="shorter"):
        list(forms.in_sheets(range(13)))


def test_a_file_that_says_the_wrong_thing_is_found(work):
    weasyprint()
    peer_weasyprint.main(work, work / "badges-20.jsonl", work / "made.pdf")
    assert printing.faults(work / "made.pdf", work / "badges-20.jsonl") == []
    other = work / "badges-99.jsonl"
    *lines, last = JsonLines(work / "badges-20.jsonl")
    data.write_lines(other, iter([*lines, last | {"code": "https://example.cn/v/other", "name": "某甲"}]))
    assert printing.faults(work / "made.pdf", other) == ["text 某甲", "code MZ-990103-0000020"]


def test_ours_says_the_right_things(work, monkeypatch):
    monkeypatch.setenv("MZDOCS_CACHE", str(work / "cache"))
    with monkeypatch.context() as patch:
        patch.setattr(theme, "folder", lambda: work / "templates")
        templates._environment.cache_clear()
        for kind in ("badges-20", "rows-3"):
            ours.merge(work, work / f"{kind}.jsonl", work / f"ours-{kind}.pdf", "plain")
    templates._environment.cache_clear()
    for kind in ("badges-20", "rows-3"):
        assert printing.faults(work / f"ours-{kind}.pdf", work / f"{kind}.jsonl") == []


def test_ours_writes_the_rows_as_a_word_table(work):
    data.main(work, "docx", 3, peers=True)
    ours.write_docx(work / "docx-3.jsonl", work / "made.docx")
    (table,) = docx.Document(str(work / "made.docx")).tables
    said = [[cell.text.replace("\n", "") for cell in row.cells] for row in table.rows]
    assert [forms.HEAD, *map(tuple, data.rows(3))] == [tuple(row) for row in said]


def test_a_slice_of_records_is_of_the_same_records(work):
    (part,) = ours.document(work, work / "badges-20.jsonl", "plain").parts
    assert list(part.records[1:9]) == [part.records[1]]
    lines = JsonLines(work / "rows-3.jsonl")
    (volume,) = ours.Volumes(lines, before=4)[0:2]
    assert volume.values["volume"] == "第 5 卷"


def test_texts_alone_are_put_on_the_page_row_by_row():
    places = forms.text_places()
    assert (len(places), {len(row) for row in places}) == (forms.ROWS_A_PAGE, {len(forms.HEAD)})
    assert all(0 < x < 595 and 0 < y < 842 for row in places for x, y in row)


def test_a_contender_that_breaks_has_failed(work, capsys):
    (work / "stderr").write_text("broken here", encoding="utf-8")
    assert run.failed(work, 1) == "failed (1)"
    assert "broken here" in capsys.readouterr().err
    result, said, files = run.once(work, Workload("rows", 3, (PEER,)), PEER)
    assert (result, said, files) == (None, "failed (1)", ())


def test_seconds_and_memory_are_the_childs(work):
    """Asked of a small process, as the bench is: a child's peak begins at its parent's."""
    child = [sys.executable, "-c", "x = bytearray(b'x') * 200_000_000"]
    asked = f"from pathlib import Path; from tests.bench.run import timed; print(*timed({child}, Path({str(work)!r})))"
    said = subprocess.run([sys.executable, "-c", asked], cwd=run.ROOT, capture_output=True, text=True, check=True)
    code, wall, processor, peak = map(float, said.stdout.split())
    assert (code, processor > 0, wall > 0) == (0, True, True)
    assert 200e6 < peak < 300e6


def test_the_runner_stays_small_because_a_childs_peak_begins_at_its_parents():
    heavy = "{'mzdocs', 'weasyprint', 'PIL', 'pypdfium2', 'typst', 'reportlab'}"
    command = f"import sys, tests.bench.__main__; print({heavy} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", command], cwd=run.ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"


@pytest.mark.parametrize("what", build.CHANGES)
def test_every_change_that_is_timed_is_one_of_the_data(what: str) -> None:
    name, old, new = build.CHANGES[what]
    text = (DATA / "stations" / name).read_text("utf-8")
    assert old in text
    assert text.replace(old, new) != text
    assert new not in text


def test_ratios_are_of_medians_and_what_is_multiplied_says_so():
    mine = Result(OURS, tuple(Run(1, seconds, 2**20, 100) for seconds in (9, 2, 1)))
    theirs = Result(PEER, tuple(Run(4, seconds, 3 * 2**20, 50) for seconds in (8, 8, 1)))
    lines = table.times(Workload("rows", 10, ()), [mine, theirs, run.scaled(theirs, 10, 100)], 3)
    assert lines[-2] == "| peer | 4.00 | 8.00 | 3 | 0.00 | 4.0× | 4.0× | 3.0× | 0.5× |"
    assert lines[-1] == ("| peer, *not run: its time for 10, multiplied* | 40.00 | 80.00 | – | – | 40× | 40× | – | – |")


def test_without_ours_there_is_no_ratio():
    lines = table.times(Workload("rows", 10, ()), [Result(OURS, said="failed (1)"), Result(PEER, (Run(1, 1),))], 3)
    assert lines[-2] == "| mzdocs: failed (1) | – | – | – | – | – | – | – | – |"
    assert lines[-1] == "| peer (1 run) | 1.00 | 1.00 | – | – | – | – | – | – |"


def test_a_printed_file_with_faults_is_named():
    lines = table.prints("x", [(OURS, table.Cost(2, 1, 2, 4)), (PEER, table.Cost(2, 2, 2, 2, ("code",)))])
    assert lines[-2] == "| peer | 2 | 2.0 | 2.0 | 2.0 | 2.0× | 1.0× | 0.5× |"
    assert lines[-1] == "\n**peer** does not say what it must: 1 faults."


def test_a_save_is_another_text_of_what_is_looked_at_each_time():
    sound = (DATA / "stations" / f"{saves.SLUG}.yaml").read_text("utf-8")
    for each in saves.LOOKED_AT:
        texts = [saves.changed(each, sound, number) for number in range(2, 5)]
        assert len({sound, *texts}) == 4, each.kind
        lines = zip(sound.splitlines(), texts[0].splitlines(), strict=True)
        assert sum(one != other for one, other in lines) == 1


def test_the_part_on_saves_takes_the_place_of_the_one_before(tmp_path, monkeypatch):
    page = tmp_path / "docs" / "bench.md"
    for number in "12":
        monkeypatch.setattr(bench, "saved", lambda part=number: f"{table.SAVES}\n\nmeasured {part}\n")
        bench.saves_anew(page)
        assert page.read_text("utf-8") == f"{table.SAVES}\n\nmeasured {number}\n"
        page.write_text(f"# All\n\n## Rows\n\n1\n\n{page.read_text('utf-8')}", "utf-8")
        bench.saves_anew(page)
        assert page.read_text("utf-8") == f"# All\n\n## Rows\n\n1\n\n{table.SAVES}\n\nmeasured {number}\n"
        page.unlink()


def test_a_row_of_saves_tells_the_middle_and_the_worst():
    took = saves.Taken([0.03, 0.05, 0.04], [0.2, 0.4, 0.1], 0.3)
    assert saves._row(saves.LOOKED_AT[0], "in place", True, took) == (
        "| plaque | in place, nothing told | 0.20 | 0.40 | 0.3 | 0.04 | 0.10 |"
    )


def test_every_way_of_saving_ends_in_the_same_text(tmp_path):
    path = tmp_path / "data" / "stations" / "station.yaml"
    path.parent.mkdir(parents=True)
    for way, save in saves.WAYS.items():
        save(path, way)
        assert path.read_text("utf-8") == way
