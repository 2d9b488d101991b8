"""Reading copies: marked on every page, no longer archival, locked if wished, and never without their entry."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import threading
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from mzdocs.cli.archive_copy_command import copy as command
from mzdocs.cli.exit_handling import ended
from mzdocs.copies import locked, reading_copy
from mzdocs.copies.consultation_register import HEAD, Reading, enter, entered, next_serial, register_line
from mzdocs.copies.watermark import GREY
from mzdocs.core.problems import Stopped
from mzdocs.leaks import identity_numbers
from mzdocs.publish.manifest import FORMAT
from mzdocs.publish.sets import locked as output_held

from .papers import NUMBER, TITLE, archive_file
from .workspaces import Workspace, replace

DAY = date(2026, 11, 25)
PASSWORD = "阅览口令2026甲"
READING = Reading("欧阳查阅", "澄江区审计局", "专项审计", NUMBER, "邱立新", DAY)


def copied(pdf: bytes | None = None, **more: str) -> bytes:
    said = {"reader": "欧阳查阅", "purpose": "专项审计", "number": NUMBER, **more}
    return reading_copy(archive_file() if pdf is None else pdf, read_on=DAY, **said)


def opened(data: bytes, **more: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data), **more)


def greys(data: bytes, number: int, scale: float = 1) -> list[int]:
    """The grey of every pixel of a page."""
    page = pypdfium2.PdfDocument(data)[number]
    return list(page.render(scale=scale, grayscale=True).to_pil().get_flattened_data())


def text(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def code_of(call) -> str:
    with pytest.raises(Stopped) as stopped:
        call()
    assert len(stopped.value.problems) == 1
    return stopped.value.problems[0].code


def test_every_page_is_marked_and_its_text_stays():
    before, after = archive_file(), copied()
    assert text(after) == text(before)
    mark = round(GREY * 255)
    for number in range(2):
        marked = sum(abs(grey - mark) <= 2 for grey in greys(after, number))
        assert marked > 1000
        assert marked > 10 * (1 + sum(abs(grey - mark) <= 2 for grey in greys(before, number)))


def test_nothing_under_the_mark_is_hidden_and_no_filled_cell_hides_the_mark():
    """Every dark pixel stays dark; a white cell over the whole page still shows it."""
    before, after = greys(archive_file(), 0), greys(copied(), 0)
    assert all(new <= old for old, new in zip(before, after, strict=True))
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842)).contents_add(b"1 g 0 0 595 842 re f")
        out = io.BytesIO()
        made.save(out)
    assert sum(grey < 250 for grey in greys(copied(out.getvalue()), 0)) > 3000


def test_the_mark_is_another_for_another_reader_or_day():
    assert copied() == copied()
    assert greys(copied(), 0) != greys(copied(reader="欧阳阅查"), 0)
    assert greys(copied(), 0) != greys(
        reading_copy(archive_file(), "欧阳查阅", date(2026, 11, 26), "专项审计", NUMBER), 0
    )


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_marked_as_it_is_shown(turn):
    """The rising diagonal, whichever way the page is written: the other two corners stay white."""
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(400, 400))
        page.obj.MediaBox = [100, 50, 500, 450]
        page.obj.Rotate = turn
        out = io.BytesIO()
        made.save(out)
    pixels = greys(copied(out.getvalue()), 0)
    rows = [pixels[start : start + 400] for start in range(0, 160000, 400)]
    corners = {
        "rising": sum(g < 250 for row in rows[:130] for g in row[270:])
        + sum(g < 250 for r in rows[270:] for g in r[:130]),
        "falling": sum(g < 250 for row in rows[:100] for g in row[:100])
        + sum(g < 250 for r in rows[300:] for g in r[300:]),
    }
    assert corners["rising"] > 1000
    assert corners["falling"] == 0


def test_inherited_resources_are_still_found():
    with opened(archive_file()) as pdf:
        page = pdf.pages[0].obj
        page.Parent.Resources = page.Resources
        del page.Resources
        out = io.BytesIO()
        pdf.save(out)
    assert text(copied(out.getvalue())) == text(archive_file())


def test_the_mark_is_an_artifact_for_readers_of_the_screen():
    with opened(copied()) as pdf:
        for page in pdf.pages:
            assert b"/Artifact" in page.Contents[-1].read_bytes()
            assert b"/Watermark" in page.Contents[-1].read_bytes()


def test_the_copy_says_that_it_is_one_and_claims_no_archive_standard():
    with opened(archive_file()) as before, before.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
    with opened(copied()) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == pdf.docinfo["/Title"] == f"查阅副本：{TITLE}"
        assert metadata.pdfa_status == ""
        assert metadata["pdfuaid:part"] == "1"
    assert b"pdfaid:part" not in metadata_of(copied())


def metadata_of(data: bytes, **more: str) -> bytes:
    with opened(data, **more) as pdf:
        return bytes(pdf.Root.Metadata.read_bytes())


def test_the_catalogue_inside_does_not_leave_the_house():
    with opened(archive_file()) as before:
        assert list(before.attachments) == ["catalogue.csv"]
    with opened(copied()) as pdf:
        assert list(pdf.attachments) == []
        assert "/AF" not in pdf.Root
        assert not [
            obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and obj.get("/Type") == "/EmbeddedFile"
        ]


@pytest.mark.parametrize("field", ["reader", "purpose", "number"])
@pytest.mark.parametrize("wrong", ["", "　 ", "张\n三", "张\x00三", "张\U000f0000"])
def test_what_cannot_be_drawn_names_nobody(field, wrong):
    with pytest.raises(Stopped) as stopped:
        copied(**{field: wrong})
    problem = stopped.value.problems[0]
    assert problem.code == "MZ7503"
    assert "张" not in problem.message()


def test_a_purpose_too_long_to_read_is_refused():
    assert code_of(lambda: copied(purpose="专项审计" * 60)) == "MZ7504"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 rubbish", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(data):
    assert code_of(lambda: copied(data)) == "MZ7501"


def test_a_locked_file_opens_with_its_password_only():
    data = locked(copied(), PASSWORD)
    for wrong in ("", "阅览口令2026乙"):
        with pytest.raises(pikepdf.PasswordError):
            opened(data, password=wrong)
    with opened(data, password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits, pdf.encryption.file_method.name) == (6, 256, "aesv3")
        assert not pdf.owner_password_matched
        assert not pdf.allow.extract
        assert pdf.allow.accessibility
    for secret in ("查阅副本", "990103****"):
        assert secret.encode() not in data
        assert secret.encode("utf-16-be") not in data


def test_a_locked_file_is_never_pdf_a():
    assert b"pdfaid:part" in metadata_of(archive_file())
    assert b"pdfaid:part" not in metadata_of(locked(archive_file(), PASSWORD), password=PASSWORD)


@pytest.mark.parametrize("weak", ["", "1234567", "19740601", "x" * 128])
def test_a_weak_password_is_refused(weak):
    assert code_of(lambda: locked(copied(), weak)) == "MZ7502"


def test_a_locked_file_is_not_copied_again():
    assert code_of(lambda: copied(locked(copied(), PASSWORD))) == "MZ7501"


EMPTY = ",".join(HEAD) + "\n"
FIRST = "7,2026-01-02,查阅乙,区档案馆,核对,Z101-MZ·DB-D10-002,邱立新,否,2026-01-02\n"


def last_row(register: bytes, encoding: str) -> list[str]:
    return list(csv.reader(io.StringIO(register.decode(encoding), newline="")))[-1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("gap", [True, False])
def test_an_entry_keeps_encoding_and_line_ends(encoding, end, gap):
    before = (EMPTY + FIRST).replace("\n", end).encode(encoding)
    before = before if gap else before.removesuffix(end.encode())
    assert next_serial(before) == 8
    after = entered(before, register_line(READING, 8))
    assert after.startswith(before)
    assert after.count(b"\n") == 3
    assert after.count(b"\r\n") == (3 if end == "\r\n" else 0)
    assert after.endswith(end.encode())
    assert last_row(after, encoding) == [
        "8", "2026-11-25", "欧阳查阅", "澄江区审计局", "专项审计", NUMBER, "邱立新", "是", "",
    ]  # fmt: skip


def test_the_first_entry_is_number_one():
    assert next_serial(EMPTY.encode()) == 1


def test_commas_and_quotes_stay_in_their_cell():
    reading = Reading("欧阳查阅", "审计局,二科", '核对"低保"', NUMBER, "邱立新", DAY)
    assert last_row(entered(EMPTY.encode(), register_line(reading, 1)), "utf-8")[3:5] == ["审计局,二科", '核对"低保"']


@pytest.mark.parametrize("cell", ["", " ", "=1+1", "+1", "-1", "@x", "＝1", "甲\n乙", "甲\x00", "x" * 500])
@pytest.mark.parametrize("field", ["reader", "unit", "purpose", "number", "approved_by"])
def test_what_may_not_stand_in_the_register_is_refused(cell, field):
    values = {**READING.__dict__, field: cell}
    with pytest.raises(Stopped) as stopped:
        register_line(Reading(**values), 1)
    assert {problem.code for problem in stopped.value.problems} == {"MZ7511"}


@pytest.mark.parametrize(
    "register",
    [
        b"",
        "序号,日期\n".encode(),
        EMPTY.replace("查阅人", "姓名").encode(),
        (",".join(reversed(HEAD)) + "\n").encode(),
        EMPTY.encode("utf-16"),
    ],
)
def test_a_table_of_another_head_is_left_alone(tmp_path, register):
    path = tmp_path / "r.csv"
    path.write_bytes(register)
    assert code_of(lambda: enter(path, READING)) == "MZ7512"
    assert path.read_bytes() == register


def test_a_serial_that_is_no_number_is_told_with_its_row(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(EMPTY + FIRST + FIRST.replace("7,", "七,", 1), encoding="utf-8")
    with pytest.raises(Stopped) as stopped:
        enter(path, READING)
    problem = stopped.value.problems[0]
    assert (problem.code, problem.location.line, problem.location.column) == ("MZ7513", 3, 1)


def test_the_register_is_exchanged_in_one_step_with_its_mode(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(EMPTY, encoding="utf-8")
    path.chmod(0o640)
    seen = []
    enter(path, READING, lambda serial: seen.append((serial, path.read_bytes().count(b"\n"))))
    assert seen == [(1, 2)]
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["r.csv"]


def test_a_register_that_cannot_be_written_stays_and_no_copy_is_made(tmp_path, monkeypatch):
    path = tmp_path / "r.csv"
    path.write_text(EMPTY, encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space")

    monkeypatch.setattr(os, "fsync", full)
    made = []
    assert code_of(lambda: enter(path, READING, made.append)) == "MZ7514"
    assert path.read_text(encoding="utf-8") == EMPTY
    assert made == []
    assert [each.name for each in tmp_path.iterdir()] == ["r.csv"]


def test_two_at_once_both_get_their_line(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(EMPTY, encoding="utf-8")
    threads = [threading.Thread(target=enter, args=(path, READING)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]
    assert sorted(int(row[0]) for row in rows) == list(range(1, 9))


@pytest.fixture
def room(sample: Workspace) -> Workspace:
    """A station with a register, and a delivered set for the reading room."""
    text = sample.station.read_text(encoding="utf-8")
    sample.station.write_text(re.sub(r"^  查阅登记: .*\n", "", text, flags=re.M), encoding="utf-8")
    replace(sample.station, "  客户档案: ", "  查阅登记: readings.csv\n  客户档案: ")
    deliver_set(sample, archive_file())
    register_of(sample).write_text(EMPTY + FIRST, encoding="utf-8-sig")
    return sample


def register_of(sample: Workspace) -> Path:
    return sample.station.parent / "readings.csv"


def deliver_set(sample: Workspace, data: bytes, name: str = "archive-reading-room") -> Path:
    folder = sample.output / "taoyuan" / "archive-reading-room"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "volume-db-001.pdf").write_bytes(data)
    entry = {"file": "volume-db-001.pdf", "sha256": hashlib.sha256(data).hexdigest(), "title": TITLE}
    (folder / "manifest.json").write_text(
        json.dumps({"format": FORMAT, "set": name, "files": [entry]}), encoding="utf-8"
    )
    return folder


ASKED = (
    "taoyuan", NUMBER, "--reader", "欧阳查阅", "--unit", "澄江区审计局", "--purpose", "专项审计",
    "--approved-by", "邱立新", "--date", "2026-11-25",
)  # fmt: skip


def ask(capfd, *more: str) -> tuple[int, str]:
    code = ended(command, [*ASKED, *more])
    out, err = capfd.readouterr()
    return code, out + err


def test_a_copy_is_taken_and_entered(room, capfd):
    code, said = ask(capfd)
    assert code == 0, said
    path = room.output / "taoyuan" / "reading-copies" / f"{NUMBER}-查阅0008.pdf"
    assert text(path.read_bytes()) == text(archive_file())
    assert path.stat().st_mode & 0o777 == 0o600
    assert last_row(register_of(room).read_bytes(), "utf-8-sig")[:3] == ["8", "2026-11-25", "欧阳查阅"]
    assert "欧阳查阅" not in said
    assert "欧阳查阅" not in path.name


def test_while_a_build_may_replace_the_station_no_copy_is_put_in_it(room, capfd):
    before = register_of(room).read_bytes()
    with output_held(room.output):
        code, said = ask(capfd)
        assert (code, "MZ7002" in said) == (16, True)
        assert not (room.output / "taoyuan" / "reading-copies").exists()
        assert register_of(room).read_bytes() == before
        assert ask(capfd, "--output", "out.pdf")[0] == 0


def test_a_copy_is_locked_with_the_password_of_a_file(room, capfd, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    code, said = ask(capfd, "--password-file", str(secret), "--output", "out.pdf")
    assert (code, PASSWORD in said) == (0, False)
    with opened(Path("out.pdf").read_bytes(), password=PASSWORD) as pdf:
        assert pdf.is_encrypted


def test_the_password_is_asked_for_unseen_and_twice(room, capfd, monkeypatch):
    asked = []

    def prompt(words: str, **more: object) -> str:
        asked.append(more)
        return PASSWORD

    monkeypatch.setattr("click.prompt", prompt)
    assert ask(capfd, "--lock", "--output", "out.pdf")[0] == 0
    assert [(each["hide_input"], each["confirmation_prompt"]) for each in asked] == [(True, True)]


def refused(room: Workspace, capfd, *more: str) -> tuple[int, str]:
    """The code of the problem; nothing was entered and nothing written."""
    before = register_of(room).read_bytes()
    code, said = ask(capfd, *more)
    assert register_of(room).read_bytes() == before
    assert not (room.output / "taoyuan" / "reading-copies").exists()
    return code, said


def test_a_set_that_is_not_built_is_told(room, capfd):
    (room.output / "taoyuan" / "archive-reading-room" / "manifest.json").unlink()
    code, said = refused(room, capfd)
    assert (code, "MZ7521" in said) == (18, True)


def test_an_unknown_number_is_told(room, capfd):
    deliver_set(room, archive_file())
    before = register_of(room).read_bytes()
    code = ended(command, ["taoyuan", "Z101-X", *ASKED[2:]])
    assert (code, "MZ7522" in capfd.readouterr().err) == (2, True)
    assert register_of(room).read_bytes() == before


def test_a_file_changed_since_is_not_handed_out(room, capfd):
    (room.output / "taoyuan" / "archive-reading-room" / "volume-db-001.pdf").write_bytes(archive_file(False))
    code, said = refused(room, capfd)
    assert (code, "MZ7003" in said) == (18, True)


def test_the_full_set_in_the_place_of_the_masked_one_is_refused(room, capfd):
    deliver_set(room, archive_file(), "archive")
    code, said = refused(room, capfd)
    assert (code, "MZ7003" in said) == (18, True)


def test_a_volume_with_a_whole_number_in_it_is_refused(room, capfd):
    with opened(archive_file()) as pdf:
        pdf.Root.Extra = pikepdf.String("990103197406010846")
        out = io.BytesIO()
        pdf.save(out)
    assert "/Extra" in identity_numbers(out.getvalue())
    deliver_set(room, out.getvalue())
    code, said = refused(room, capfd)
    assert (code, "MZ7523" in said, "990103197406010846" in said) == (14, True, False)


def test_a_file_that_is_there_is_not_written_over(room, capfd):
    Path("taken.pdf").write_bytes(b"mine")
    code, said = refused(room, capfd, "--output", "taken.pdf")
    assert (code, "MZ7531" in said, Path("taken.pdf").read_bytes()) == (15, True, b"mine")


@pytest.mark.parametrize("secret", [b"", b"\n", b"\xff\xfe\xff"])
def test_an_empty_password_file_locks_nothing(room, capfd, tmp_path, secret):
    path = tmp_path / "secret.txt"
    path.write_bytes(secret)
    code, said = refused(room, capfd, "--password-file", str(path))
    assert (code, "MZ7533" in said) == (11, True)


def test_without_a_register_there_is_no_copy(room, capfd):
    text = room.station.read_text(encoding="utf-8")
    name = register_of(room).name
    room.station.write_text(text.replace(f"  查阅登记: {name}\n", ""), encoding="utf-8")
    code, said = ask(capfd)
    assert (code, "MZ7532" in said) == (10, True)
    assert not (room.output / "taoyuan" / "reading-copies").exists()


def test_a_password_in_a_pipe_is_not_waited_for(room, capfd, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    code, said = refused(room, capfd, "--password-file", str(tmp_path / "pipe"))
    assert (code, "MZ7533" in said) == (11, True)


def test_a_copy_does_not_go_into_a_delivered_set(room, capfd):
    code, said = refused(room, capfd, "--output", "output/taoyuan/archive-reading-room/copy.pdf")
    assert (code, "MZ7534" in said) == (15, True)


def test_a_register_outside_the_folder_is_not_written(room, capfd, tmp_path):
    register = register_of(room)
    outside = tmp_path / "outside.csv"
    outside.write_bytes(register.read_bytes())
    register.unlink()
    register.symlink_to(outside)
    code, said = refused(room, capfd)
    assert (code, "MZ1302" in said) == (10, True)


def test_an_entry_without_its_copy_is_told(room, capfd):
    Path("full").write_text("no folder", encoding="utf-8")
    code, said = ask(capfd, "--output", "full/copy.pdf")
    assert (code, "MZ7531" in said, "MZ7535" in said, "第 8 号" in said) == (15, True, True, True)
    assert last_row(register_of(room).read_bytes(), "utf-8-sig")[0] == "8"


@pytest.mark.parametrize("files", [[1], [{}], [{"title": NUMBER}]])
def test_a_manifest_of_another_shape_is_told(room, capfd, files):
    path = room.output / "taoyuan" / "archive-reading-room" / "manifest.json"
    path.write_text(json.dumps({"set": "archive-reading-room", "files": files}), encoding="utf-8")
    code, said = refused(room, capfd)
    assert (code, "MZ7003" in said) == (18, True)


@pytest.mark.parametrize("row", ['8,2026-01-01,"甲,乙,丙,丁,戊,是,', '8,2026-01-01,"甲,乙\r\n'])
def test_an_open_quote_does_not_swallow_the_new_row(tmp_path, row):
    path = tmp_path / "r.csv"
    path.write_text(EMPTY + row, encoding="utf-8", newline="")
    before = path.read_bytes()
    assert code_of(lambda: enter(path, READING)) == "MZ7515"
    assert path.read_bytes() == before


@pytest.mark.parametrize("digits", [10, 5000])
def test_a_serial_beyond_counting_is_told_with_its_row(tmp_path, digits):
    path = tmp_path / "r.csv"
    path.write_text(EMPTY + FIRST.replace("7,", "9" * digits + ",", 1), encoding="utf-8")
    assert code_of(lambda: enter(path, READING)) == "MZ7513"


def test_a_register_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "r.csv")
    assert code_of(lambda: enter(tmp_path / "r.csv", READING)) == "MZ7514"
