"""What of clients nobody outside may read: which texts these are; they are found in files, and nothing else is."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document as Word
from pikepdf import String
from stdnum.cn import ric

from mzdocs.build.finished_file import File
from mzdocs.build.gate_2 import _leaked
from mzdocs.core.problems import Exit, Location
from mzdocs.derive.kept_back import beside, kept_back, together
from mzdocs.leaks import leaked
from mzdocs.model.client_files import Clients, Household, HouseholdDocument
from mzdocs.model.secret_texts import KeptBack, SecretKind, SecretTexts
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import SETS
from tests import test_hiding_places as hiding
from tests.test_audiences_built import document
from tests.test_hiding_places import attached, value, zipped
from tests.workspaces import Workspace
from tests.workspaces import replace as swap

NAME, SHORT, MOBILE, FIXED, ACCOUNT = "林梦洁", "林悦", "13800000001", "09995550101", "6222000000000000001"
CARD = "6222021234567890128"
PUBLIC = date(2026, 11, 10)
"""The day of the sample's public list."""


def number(born: str) -> str:
    first = f"990103{born}084"
    return first + str(ric.calc_check_digit(f"{first}0"))


MINOR, ADULT = number("20150601"), number("19740601")


def household(name: str, identity: str = MINOR, serial: str = "DB-2021-0001") -> Household:
    return Household.model_construct(
        number=serial, head=name, identity_number=identity, kind="最低生活保障", community="桃溪社区", status="在保"
    )


def paper(**texts: str) -> HouseholdDocument:
    return HouseholdDocument.model_construct(household="DB-2021-0001", kind="申请书", number=None, **texts)


@pytest.fixture(scope="module")
def station(begun: Workspace) -> StationData:
    return begun.station_data()


def known(
    station: StationData, *households: Household, papers: tuple[HouseholdDocument, ...] = (), **facts: object
) -> StationData:
    made = station.station.model_copy(update=facts)
    return replace(station, station=made, clients=Clients(households=households, papers=papers))


def texts(some: tuple[SecretTexts, ...]) -> dict[str, tuple[str, ...]]:
    return {each.kind: each.texts for each in some}


def test_numbers_are_kept_from_readers_and_names_of_minors_from_everyone_else(station: StationData) -> None:
    told = paper(title="申请书（电话+86 138-0000-0001）", responsible="街道", note=f"卡 {ACCOUNT}，座机0999-5550101")
    found = kept_back(known(station, household(NAME), household("万春生", ADULT), papers=(told,)))
    numbers = {"identity": (MINOR, ADULT), "contact": (FIXED, MOBILE, ACCOUNT)}
    assert texts(found.from_readers) == numbers
    assert texts(found.from_everyone) == {**numbers, "minor": (NAME,)}
    assert not [secret for secret in (NAME, MOBILE, MINOR) if secret in repr(found)]


@pytest.mark.parametrize(("born", "kept"), [("20081110", True), ("20081109", False)])
@pytest.mark.parametrize("listed", [True, False])
def test_who_is_a_minor_is_told_on_the_day_of_the_list_or_of_the_inspection(
    station: StationData, born: str, kept: bool, listed: bool
) -> None:
    archive = station.station.archive
    assert archive.publication and archive.publication.published_on == PUBLIC
    data = known(station, household(NAME, number(born)), archive=archive if listed else archive.model_copy(
        update={"publication": None}
    ))  # fmt: skip
    found = kept_back(data if listed else replace(data, as_of=PUBLIC))
    assert ("minor" in texts(found.from_everyone)) is kept


def test_what_all_may_see_anyway_is_no_secret(station: StationData) -> None:
    """A namesake among adults or the staff, a place, a telephone that is public, a number that is a file's too."""
    monitor, community = station.station.communities[0].monitors[0], station.station.communities[0]
    heads = (household("万春生", ADULT), household("万春生"), household(monitor.name), household(community.name[:2]))
    public = ("0999-5551101", "0999-5551001")
    told = paper(title=f"{public[0]}、{public[1]}、{MOBILE}", responsible="街道", note="")
    found = kept_back(known(station, *heads, household(NAME, serial=f"DB-{MOBILE}"), papers=(told,)))
    assert texts(found.from_everyone)["contact"] == (MOBILE,)
    assert texts(found.from_everyone)["minor"] == (NAME,)
    assert "contact" not in texts(found.from_readers)


def test_a_text_that_only_mentions_somebody_makes_nothing_public(station: StationData) -> None:
    told = paper(title=f"电话{MOBILE}", responsible="街道", note="")
    data = known(station, household(NAME), household(SHORT), papers=(told,), address=f"找{NAME}、{SHORT}，{MOBILE}")
    found = texts(kept_back(data).from_everyone)
    assert (found["contact"], found["minor"]) == ((MOBILE,), (SHORT, NAME))


def test_stations_together_keep_back_what_none_of_them_tells(station: StationData) -> None:
    one, other = known(station, household(NAME)), known(station, household(SHORT))
    staff = station.station.communities[0].monitors[0].model_copy(update={"name": NAME})
    place = station.station.communities[0].model_copy(update={"monitors": (staff,)})
    both = together(map(kept_back, (one, other)))
    assert texts(both.from_everyone) == {"identity": (MINOR, MINOR), "minor": (NAME, SHORT)}
    assert texts(beside(both, [one, known(station, communities=(place,))]).from_everyone)["minor"] == (SHORT,)
    assert not together(()) and not beside(KeptBack(), [one])


def found(data: bytes, kind: SecretKind, *secrets: str) -> list[str]:
    """What is told of a file; never the secret."""
    told = [*leaked(Location("f"), data, [SecretTexts(kind, secrets)])]
    assert not [each for each in told for secret in secrets if secret in each.message() + repr(each)]
    return [each.facts["what"].zh for each in told]


SAID = {"contact": "客户的电话或账号", "minor": "未成年人的姓名"}


def places(secret: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The places of `test_hiding_places` with another number."""
    room = types.ModuleType("places")
    source = Path(str(hiding.__file__)).read_text(encoding="utf-8").replace(hiding.NUMBER, secret)
    exec(compile(source, "places", "exec"), room.__dict__)
    yield from ((name, text.encode) for name, text in room.TEXTS.items())
    yield from {**room.FILES, **room.PDFS}.items()


TOO_SHORT = {
    "octal escapes", "hexadecimal references", "hexadecimal, parted", "hexadecimal dump", "codes in a list",
    "exponent", "rounded by a spreadsheet", "rounded by a float", "a rounded cell", "a number in a row", "base64",
    "base64, moved by one", "base64, moved by two", "base64 for addresses", "base64 in short lines", "base64 of zlib",
    "an address in markup", "zlib", "base64 behind the end", "an attached base64", "packed twice, told once",
}  # fmt: skip
"""Of eleven figures these are no container that is opened, or other figures."""
FAR_APART = {
    "words between",
    "a column of a table",
    "labels of a plotter",
    "texts of a drawing",
    "bytes in a row",
    "coordinates",
    "marked by halves",
    "strings of an array",
    "numbers of an array",
    "numbers of a packed array",
}
"""What chance does to eleven figures there."""
AMONG_BYTES = {"an archive nothing opens", "tEXt"}
"""What stands beside it there may be a figure."""
OF_EIGHTEEN = {"pixels", "figures out of order"}


@pytest.mark.parametrize("secret", [MOBILE, FIXED])
def test_a_telephone_is_found_where_longer_numbers_are(secret: str) -> None:
    hidden = {name: hide for name, hide in places(secret) if name not in OF_EIGHTEEN}
    assert {*hidden} >= (TOO_SHORT | FAR_APART) and len(hidden) > 120
    missed = {name for name, hide in hidden.items() if found(hide(), "contact", secret) != [SAID["contact"]]}
    assert missed <= TOO_SHORT | FAR_APART | AMONG_BYTES


@pytest.mark.parametrize("text", [
    f"电话{MOBILE}或{FIXED}", "138 0000 0001", "+86-138-0000-0001", f"86{MOBILE}", f"0086{MOBILE}", f"{MOBILE[::-1]}",
    "１３８０００００００１", "幺三八零零零零零零零一", f"卡号 {ACCOUNT[:4]} {ACCOUNT[4:8]} {ACCOUNT[8:]}",
])  # fmt: skip
def test_contacts_are_found_as_people_write_them(text: str) -> None:
    assert found(text.encode(), "contact", MOBILE, FIXED, ACCOUNT)[0] == SAID["contact"]


@pytest.mark.parametrize("text", [
    f"1{MOBILE}", f"{MOBILE}2", f"88{MOBILE}", "13800000002", "138000 元，00001 户", "138,00000001",
    "合计 1380 00000 012", f"{MOBILE[:5]}层{MOBILE[5:]}",
])  # fmt: skip
def test_figures_that_are_part_of_others_are_no_telephone(text: str) -> None:
    assert found(text.encode(), "contact", MOBILE) == []


def word(*runs: str) -> bytes:
    made, out = Word(), io.BytesIO()
    line = made.add_paragraph()
    for run in runs:
        line.add_run(run)
    made.save(out)
    return out.getvalue()


def book(name: str) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["户主", name])
    made.save(out)
    return out.getvalue()


def base(name: str) -> bytes:
    with sqlite3.connect(":memory:") as made:
        made.execute("CREATE TABLE t (a)")
        made.execute("INSERT INTO t VALUES (?)", (name,))
        made.commit()
        return made.serialize()


NAMED: Mapping[str, Callable[[str], bytes]] = {
    "a text": lambda name: f"户主：{name}，2 人".encode(),
    "GB 18030": lambda name: f"户主,人数\n{name},2\n".encode("gb18030"),
    "UTF-16": lambda name: f"户主 {name}".encode("utf-16"),
    "JSON": lambda name: json.dumps({"户主": name}).encode(),
    "references": lambda name: "".join(f"&#x{ord(char):x};" for char in name).encode(),
    "spread": lambda name: "　".join(name).encode(),
    "unseen between": lambda name: "\u200b".join(name).encode(),
    "a workbook": book,
    "a Word file": lambda name: word("申请人", name[:1], name[1:], "的材料"),
    "a database": base,
    "a string of a PDF": lambda name: value(lambda _: String(name))(),
    "an attachment": lambda name: attached(f"户主 {name}".encode())(),
    "an archive": lambda name: zipped(("a.zip", zipped(("b", name.encode())))),
    "a file's name": lambda name: zipped((f"{name}.txt", b"x")),
}


@pytest.mark.parametrize("name", [NAME, SHORT, "欧阳小明", "买买提·吐尔逊"])
def test_a_name_is_found_in_every_place(name: str) -> None:
    assert [place for place, hide in NAMED.items() if found(hide(name), "minor", name) != [SAID["minor"]]] == []


@pytest.mark.parametrize("text", [
    "林悦", "户主林悦，2 人", "申请人林悦的材料", "与林悦同学谈话", "林　悦", "(林悦)", "张三、林悦、李四",
])  # fmt: skip
def test_a_name_of_two_is_found_where_it_is_a_name(text: str) -> None:
    assert found(text.encode(), "minor", SHORT) == [SAID["minor"]]


@pytest.mark.parametrize(("name", "text"), [
    ("高安", "提高安全意识"), ("王安", "王安石"), ("林悦", "树林悦目"), ("林悦", "林*"), ("林悦", "林\n悦来"),
    ("林梦洁", "林梦"), ("林梦洁", "林、梦、洁"), ("欧阳小明", "欧阳*小明"), ("成功", "办理成功后"),
])  # fmt: skip
def test_pieces_of_words_and_other_names_are_no_name(name: str, text: str) -> None:
    assert found(text.encode(), "minor", name) == []


def test_a_longer_name_is_found_in_bytes_of_no_text() -> None:
    hidden = (b"\x89\xff\x00" + NAME.encode(encoding) + b"\xff\x00" for encoding in ("utf-8", "utf-16-le", "gb18030"))
    assert [found(data, "minor", "林家", NAME) for data in hidden] == [[SAID["minor"]]] * 3
    assert found(b"\x89\xff\x00" + NAME.encode()[:-1] + b"\xff", "minor", NAME) == []


@pytest.mark.parametrize(("text", "card"), [
    (f"卡号{CARD}", True), (f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", True),
    ("6222-0212-3456-7894", True), ("6222021234567894", True),
    (f"{CARD[:-1]}9", False), (f"1{CARD}", False), (f"0.{CARD}", False), (f"a{CARD}b", False), (CARD[:15], False),
    (f"{CARD}00", False), ("6222 02123456 7894", False),
])  # fmt: skip
def test_a_bank_card_is_found_whoever_has_it(text: str, card: bool) -> None:
    told = [*leaked(Location("f"), text.encode())]
    assert [each.facts["what"].zh for each in told] == ["银行卡号"] * card
    assert not [each for each in told if CARD[4:12] in each.message()]


@pytest.mark.parametrize("set", [*SETS, "a set of tomorrow"])
def test_which_sets_may_show_what(set: str) -> None:
    text = f"{NAME} {MOBILE}".encode()
    both = SecretTexts("contact", (MOBILE,)), SecretTexts("minor", (NAME,))
    told = list(_leaked([File(document(set, "json"), text)], KeptBack(both[:1], both)))
    assert {each.problem_type.exit for each in told} <= {Exit.PRIVACY}
    allowed = {"archive": set_of(), "archive-reading-room": set_of("contact")}
    assert {each.facts["what"].zh for each in told} == allowed.get(set, set_of("contact", "minor"))


def set_of(*kinds: str) -> set[str]:
    return {SAID[kind] for kind in kinds}


def test_what_a_clerk_wrote_of_a_client_stops_the_papers_and_is_not_repeated(
    begun: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., object]
) -> None:
    space = Workspace(Path(shutil.copytree(begun.root, tmp_path / "district")))
    monkeypatch.chdir(space.root)
    first, row, *rest = space.table.read_text("utf-8-sig").splitlines()
    cells = row.split(",")
    space.table.write_text("\n".join([first, ",".join([cells[0], NAME, MINOR, *cells[3:]]), *rest]) + "\n", "utf-8")
    swap(space.station, "情况: 档案室科室牌", f"情况: {NAME}说档案室科室牌")
    ended = run("inspection", "-q")
    assert (ended.code, {*ended.codes}) == (Exit.PRIVACY, {"MZ1702"}), ended.said  # type: ignore[attr-defined]
    assert SAID["minor"] in ended.said and NAME not in ended.said  # type: ignore[attr-defined]
