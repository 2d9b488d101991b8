"""Looking into a catalogue: what is found and what is not, with damaged files, and on the command line."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from mzdocs.cli.archive_search_command import search as command
from mzdocs.cli.exit_handling import ended
from mzdocs.core.problems import Exit, Stopped
from mzdocs.publish import sets
from mzdocs.publish.search import Answer, Query, parted, search
from mzdocs.render.catalogue_files import write

from .catalogues import NUMBERS, known
from .workspaces import Ended, Workspace


def data() -> bytes:
    return write(known(), "catalogue.sqlite")


def keys(*words: str, **more: object) -> list[str]:
    return [str(item["户号或编号"]) for item in search(data(), Query(words, **more)).items]  # type: ignore[arg-type]


FOUND = {
    "a name": (("单守信",), [1]),
    "two characters of a name": (("春生",), [2]),
    "one character": (("春",), [2, 5]),
    "a character beyond the first plane": (("𬭎",), [3]),
    "a name with a dot, without it": (("买买提吐尔逊",), [4]),
    "a name with a dot": (("买买提·吐尔逊",), [4]),
    "a document number": (("澄民低保〔2021〕245号",), [2]),
    "a document number in other brackets": (("低保[2021]245",), [2]),
    "full-width digits": (("２４５号",), [2]),
    "a household number in small letters": (("db-2021-0003",), [3]),
    "two words": (("王", "最低生活保障"), [5]),
    "two words of different items": (("王", "单守信"), []),
    "a name begun in one column and ended in the next": (("材料王春",), []),
    "characters that do not follow each other": (("单信",), []),
    "an archive number": (("Z101-MZ·DB-D10-001-0002",), [1]),
    "an archive number in small letters": (("z101-mz·db-d10-001-0002",), [1]),
    "the middle of an archive number": (("D10-001-0002",), []),
    "a whole identity number": ((NUMBERS[2].lower(),), [3]),
    "part of an identity number": ((NUMBERS[2][:17],), []),
    "a name with a sign that means nothing": (("单守信*",), [1]),
    "a blank": ((" ",), []),
    "signs only": (("〔〕",), []),
}


@pytest.mark.parametrize("words", FOUND)
def test_what_is_found(words: str) -> None:
    asked, households = FOUND[words]
    assert sorted(keys(*asked)) == [f"DB-2021-{number:04}" for number in households]


@pytest.mark.parametrize(
    "word", ['"', "无*", "NEAR(春 生)", "春 OR 王", "题名:春", "' OR 1=1 --", "; DROP TABLE item", "%", "_"]
)
def test_words_are_never_a_language(word: str) -> None:
    assert keys(word) == []


def test_a_volume_is_found_by_the_beginning_of_its_number() -> None:
    volume = str(known().volumes.rows[0][0])
    assert keys(volume) == ["DB-2021-0002", "DB-2021-0001"]
    assert len(keys("Z101")) == len(known().items.rows)


def test_by_class_and_by_day() -> None:
    assert keys(archive_class="RC") == keys(archive_class="日常管理") == ["日常管理-1", "日常管理-2"]
    assert keys(archive_class="无此类别") == []
    assert sorted(keys(since=date(2021, 3, 5), until=date(2021, 3, 6))) == ["DB-2021-0005", "DB-2021-0006"]
    assert keys("走访", since=date(2022, 6, 2), archive_class="RC") == ["日常管理-2"]


def test_the_total_is_told_when_not_all_are_shown() -> None:
    answer = search(data(), Query(archive_class="DB"), limit=2)
    assert (answer.total, len(answer.items), answer.station) == (6, 2, known().about.station)
    assert [item["序号"] for item in answer.items] == [1, 2]


def test_parted_text_has_no_signs_no_case_and_no_width() -> None:
    assert parted("澄民〔2021〕Ａb·𬭎") == "澄 民 2 0 2 1 a b 𬭎" and parted("—〔〕 ") == ""


# the file


def test_a_file_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "a #?%é" / "catalogue.sqlite"
    path.parent.mkdir()
    path.write_bytes(data())
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert search(path, Query(("春",))) == search(data(), Query(("春",)))
        assert [each.name for each in path.parent.iterdir()] == ["catalogue.sqlite"] and path.read_bytes() == data()
    finally:
        path.parent.chmod(0o700)


def code_of(source: Path | bytes) -> tuple[str, Exit]:
    with pytest.raises(Stopped) as stopped:
        search(source, Query(("春",)))
    return stopped.value.problems[0].code, stopped.value.exit


def test_no_file_no_database_and_another_database_are_told_apart(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.sqlite") == ("MZ7601", Exit.DATA)
    assert code_of(b"a letter" * 500) == ("MZ7602", Exit.VERIFY)
    assert code_of(tmp_path) == ("MZ7602", Exit.VERIFY)
    with closing(sqlite3.connect(":memory:")) as other:
        other.execute("CREATE TABLE item (a)")
        assert code_of(other.serialize()) == ("MZ7603", Exit.VERIFY)
    (tmp_path / "empty.sqlite").write_bytes(b"")
    assert code_of(tmp_path / "empty.sqlite") == ("MZ7603", Exit.VERIFY)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_told(tmp_path: Path, share: float) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(data()[: int(len(data()) * share)])
    assert code_of(path) == ("MZ7602", Exit.VERIFY)


def test_damage_anywhere_never_ends_in_a_traceback() -> None:
    chance, whole, told = random.Random(4), data(), 0
    for _ in range(300):
        spoilt = bytearray(whole)
        for _ in range(chance.choice((1, 8, 200))):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            assert isinstance(search(bytes(spoilt), Query(("春",), "DB", date(2021, 1, 1))), Answer)
        except Stopped as stopped:
            told += stopped.problems[0].code in ("MZ7602", "MZ7603")
    assert told > 100


def test_a_catalogue_that_lacks_a_column_is_another_versions() -> None:
    with closing(sqlite3.connect(":memory:")) as book:
        book.deserialize(data())
        book.execute("ALTER TABLE item RENAME COLUMN 题名 TO 标题")
        assert code_of(book.serialize()) == ("MZ7603", Exit.VERIFY)


def test_bytes_of_the_command_line_that_are_no_text_count_as_signs() -> None:
    assert search(data(), Query(("\udcff\udcfe",))).total == 0
    assert search(data(), Query(("\udcff\udcfe春",))) == search(data(), Query(("春",)))


# the command


@pytest.fixture
def ask(sample: Workspace, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    def call(*arguments: str) -> Ended:
        capfd.readouterr()
        code = ended(command, list(arguments))
        out, err = capfd.readouterr()
        return Ended(int(code), out, err)

    return call


@pytest.fixture
def built(sample: Workspace) -> Path:
    """The catalogue where a build delivers it."""
    folder = sample.output / "taoyuan" / "archive"
    folder.parent.mkdir(parents=True)
    files = {"catalogue.sqlite": data()}
    sets.put_in_place(sets.stage_station(sample.output, "taoyuan", [sets.Delivery(folder, files, {}, private=True)]))
    return folder / "catalogue.sqlite"


def test_what_was_found_is_a_line_with_its_number_masked(built: Path, ask: Callable[..., Ended]) -> None:
    done = ask("万春生")
    assert done.code == 0 and "Z101-MZ·DB-D10-001-0001" in done.out and "共" not in done.err
    assert "990103********4153" in done.out and NUMBERS[1] not in done.said and "符合的 1 件" in done.out
    assert NUMBERS[1] in ask("万春生", "--full").out


def test_json_masks_too_and_says_everything(built: Path, ask: Callable[..., Ended]) -> None:
    found = json.loads(ask("春", "--json", "--limit", "1").out)
    station = found["stations"][0]
    assert (found["exit"], station["station"], station["total"], len(station["items"])) == (0, "taoyuan", 2, 1)
    assert station["items"][0]["身份证号"] == "990103********4153" and station["items"][0]["末页"] == 11
    full = json.loads(ask("春", "--json", "--full").out)
    assert [item["身份证号"] for item in full["stations"][0]["items"]] == [NUMBERS[1], NUMBERS[4]]


def test_class_and_days_are_asked_for_by_option(built: Path, ask: Callable[..., Ended]) -> None:
    said = ask("--class", "DB", "--from", "2021-03-05", "--to", "20210306").out
    assert "符合的 2 件" in said and "王春" in said and "云锦绣" in said
    assert "显示 1 件" in ask("--class", "DB", "--limit", "1").out


def test_nothing_found_is_no_error(built: Path, ask: Callable[..., Ended]) -> None:
    done = ask("无此人")
    assert done.code == 0 and "符合的 0 件" in done.out


def test_without_a_catalogue_it_says_how_to_make_one(ask: Callable[..., Ended]) -> None:
    done = ask("春")
    assert done.code == Exit.DATA and "archive-index" in done.only("MZ7601").remedy


@pytest.mark.parametrize("station", ["liulin", "../taoyuan", "taoyuan/../taoyuan"])
def test_a_station_that_has_none_is_told(built: Path, ask: Callable[..., Ended], station: str) -> None:
    done = ask("春", "--station", station)
    assert done.code == Exit.USAGE and done.codes == ["MZ7171"] and "万春生" not in done.said


def test_a_station_not_searched_is_a_notice(sample: Workspace, built: Path, ask: Callable[..., Ended]) -> None:
    (sample.station.with_name("liulin.yaml")).write_bytes(sample.station.read_bytes())
    done = ask("万春生")
    assert done.code == 0 and "万春生" in done.out and done.only("MZ7604").location == "liulin"
    assert ask("万春生", "--station", "taoyuan").codes == []


def test_a_catalogue_changed_since_it_was_delivered_is_not_believed(built: Path, ask: Callable[..., Ended]) -> None:
    spoilt = data().replace("万春生".encode(), "万秋生".encode())
    assert search(spoilt, Query(archive_class="DB")).total == 6
    built.write_bytes(spoilt)
    done = ask("--class", "DB")
    assert done.code == Exit.VERIFY and done.only("MZ7003").location == "taoyuan/archive/catalogue.sqlite"
    (built.parent / "manifest.json").unlink()
    assert ask("--class", "DB").code == Exit.VERIFY


@pytest.mark.parametrize(
    "arguments", [[], [" "], ["春", "--from", "2021-02-30"], ["春", "--to", "昨天"], ["春", "--limit", "0"]]
)
def test_a_wrong_line_is_told(ask: Callable[..., Ended], arguments: list[str]) -> None:
    done = ask(*arguments)
    assert done.code == Exit.USAGE and "命令写错了" in done.err and "Traceback" not in done.err
