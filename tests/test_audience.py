"""What each audience may see, and that what it may not see is nowhere in the facts it is given."""

from __future__ import annotations

import itertools
import pickle
import random
from dataclasses import replace
from datetime import date

import pytest

from mzdocs.core.problems import Stopped
from mzdocs.derive.audience import PublicEntry, filtered, is_minor, public_entries, public_places, surname
from mzdocs.model.client_files import Clients, Consultation, Household, HouseholdDocument, OfficeRecord
from mzdocs.model.station_data import StationData

NUMBER = "990103197406010846"
_SERIAL = itertools.count(1000)


@pytest.fixture
def station_data(sample) -> StationData:
    """The sample's households, each table with one row that holds what must not go out."""
    found = sample.station_data()
    household = found.clients.households[0]
    paper = HouseholdDocument.model_construct(
        household=household.number, kind="申请书", title=f"申请书（{NUMBER}，电话13800000001）", responsible="街道",
        number=None, dated=date(2021, 9, 2), pages=2, note="账号 6222000000000000001，座机0999-5550101",
    )  # fmt: skip
    record = OfficeRecord.model_construct(
        number="RC-0001", kind="日常管理", title="走访 990103 19740601 0846 一户", responsible="街道",
        document="澄民〔2021〕245号", dated=date(2021, 9, 2), pages=2, note=None,
    )  # fmt: skip
    reading = Consultation.model_construct(serial=1, reader="查阅甲", number="Z101", purpose="复核")
    clients = replace(
        found.clients, papers=(paper,), paper_rows=(2,), records=(record,), record_rows=(2,),
        consultations=(reading,), consultation_rows=(2,),
    )  # fmt: skip
    return replace(found, clients=clients)


def held(station_data: StationData) -> bytes:
    """Everything a template could reach, and everything behind it."""
    return pickle.dumps((station_data, repr(station_data)))


def numbers(station_data: StationData) -> list[bytes]:
    found = [each.identity_number.encode() for each in station_data.clients.households]
    assert len(found) > 5
    return found


def test_inside_the_office_nothing_is_left_out(station_data):
    assert filtered(station_data, "internal") is station_data


def test_readers_see_six_and_four_of_an_identity_number(station_data):
    shown = filtered(station_data, "reading-room").clients.households
    for before, after in zip(station_data.clients.households, shown, strict=True):
        number = before.identity_number
        assert after.identity_number == f"{number[:6]}********{number[14:]}"
        assert len(after.identity_number) == 18
        assert after.model_copy(update={"identity_number": number}) == before


def test_no_whole_number_is_left_for_readers_anywhere(station_data):
    before, after = held(station_data), held(filtered(station_data, "reading-room"))
    assert all(number in before for number in numbers(station_data))
    assert not [number for number in numbers(station_data) if number in after]


def test_numbers_inside_free_text_are_masked_too(station_data):
    clients = filtered(station_data, "reading-room").clients
    assert clients.papers[0].title == "申请书（990103********0846，电话***********）"
    assert clients.papers[0].note == f"账号 {'*' * 19}，座机{'*' * 12}"
    assert clients.records[0].title == "走访 990103 ******** 0846 一户"
    assert clients.records[0].document == "澄民〔2021〕245号"


CONTACTS = {
    "电话13800000001": f"电话{'*' * 11}",
    "座机0999-5550101": f"座机{'*' * 12}",
    "账号6222000000000000001": f"账号{'*' * 19}",
}


@pytest.mark.parametrize(("text", "shown"), CONTACTS.items())
def test_no_telephone_or_account_is_left_in_any_free_text(station_data, text, shown):
    clients = station_data.clients
    households = (clients.households[0].model_copy(update={"head": f"林某{text}"}), *clients.households[1:])
    papers = tuple(each.model_copy(update={"responsible": f"街道{text}", "title": text}) for each in clients.papers)
    records = tuple(each.model_copy(update={"responsible": text, "note": text}) for each in clients.records)
    planted = replace(clients, households=households, papers=papers, records=records)
    after = filtered(replace(station_data, clients=planted), "reading-room").clients
    assert after.households[0].head == f"林某{shown}"
    assert (after.papers[0].responsible, after.papers[0].title) == (f"街道{shown}", shown)
    assert (after.records[0].responsible, after.records[0].note) == (shown, shown)


def test_what_is_no_free_text_keeps_its_figures(station_data):
    """A number of a household may look like an account; it is what files are told apart by."""
    first, *rest = station_data.clients.households
    clients = replace(station_data.clients, households=(first.model_copy(update={"number": "13800000001"}), *rest))
    assert (
        filtered(replace(station_data, clients=clients), "reading-room").clients.households[0].number == "13800000001"
    )


def test_readers_do_not_learn_who_else_read(station_data):
    shown = filtered(station_data, "reading-room")
    assert shown.clients.consultations == ()
    assert shown.clients.consultation_rows == ()
    assert "查阅甲".encode() not in held(shown)


def test_readers_get_no_photos_and_no_telephones_of_monitors(station_data):
    shown = filtered(replace(station_data, photos={"a.png": b"face"}), "reading-room")
    assert shown.photos == {}
    assert [each.monitors for each in shown.station.communities] == [()] * len(station_data.station.communities)
    assert [each.name for each in shown.station.communities] == [each.name for each in station_data.station.communities]


def test_rows_and_keys_stay_so_that_the_tables_still_fit(station_data):
    before, after = station_data.clients, filtered(station_data, "reading-room").clients
    assert (after.rows, after.paper_rows, after.bindings) == (before.rows, before.paper_rows, before.bindings)
    assert [each.number for each in after.households] == [each.number for each in before.households]


@pytest.mark.parametrize("audience", ["reading-room", "public"])
def test_filtering_twice_changes_nothing(station_data, audience):
    once = filtered(station_data, audience)
    assert filtered(once, audience) == once


def test_a_key_made_of_an_identity_number_stops(station_data):
    first, *rest = station_data.clients.households
    clients = replace(station_data.clients, households=(first.model_copy(update={"number": f"DB-{NUMBER}"}), *rest))
    with pytest.raises(Stopped) as stopped:
        filtered(replace(station_data, clients=clients), "reading-room")
    problem = stopped.value.problems[0]
    assert (problem.code, problem.location.line, problem.location.path) == ("MZ1701", 2, "户号")
    assert NUMBER not in problem.message() + str(problem.location)


def household(name: str, number: str = NUMBER, **more: object) -> Household:
    told = {
        "number": f"N0.{next(_SERIAL)}", "head": name, "identity_number": number, "kind": "最低生活保障",
        "community": "桃溪社区", "members": 2, "amount": 800, "decided_on": date(2021, 1, 1), "decision": "文号",
        "documents": 1, "pages": 2, "status": "在保", "left_on": None,
    }  # fmt: skip
    return Household.model_construct(**{**told, **more})


def with_households(station_data: StationData, *households: Household) -> StationData:
    return replace(station_data, clients=Clients(households, tuple(range(2, len(households) + 2))))


def test_the_public_list_says_name_members_and_amount_only(station_data):
    shown = filtered(with_households(station_data, household("林梦洁")), "public")
    assert public_entries(shown) == {"最低生活保障": (PublicEntry("林梦洁", 2, 800),)}
    only = shown.clients.households[0]
    for name in ("identity_number", "community", "number", "decision", "decided_on", "pages", "status"):
        with pytest.raises(AttributeError):
            getattr(only, name)
    assert NUMBER.encode() not in held(shown)
    assert b"N0." not in held(shown)


def test_the_public_learns_nothing_of_communities_or_papers(station_data):
    shown = filtered(station_data, "public")
    assert shown.station.communities == ()
    assert (shown.clients.papers, shown.clients.records, shown.clients.bindings) == ((), (), ())


def test_the_rows_of_the_public_list_are_those_of_a_table_of_its_own(station_data):
    shown = filtered(with_households(station_data, *(household(name) for name in "甲乙丙")), "public")
    assert shown.clients.rows == (2, 3, 4)
    assert shown.photos == {} and shown.findings == ()


def test_who_has_left_is_not_on_the_public_list(station_data):
    shown = public_entries(with_households(station_data, household("林梦洁"), household("万春生", status="已退出")))
    assert [entry.name for entry in shown["最低生活保障"]] == ["林梦洁"]


AID = "临时救助"


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (date(2026, 10, 31), True),
        (date(2026, 11, 1), False),
    ],
)
@pytest.mark.parametrize("status", ["在保", "已退出"])
def test_one_time_aid_is_told_of_in_the_period_it_was_decided_in(station_data, day, listed, status):
    publication = station_data.station.archive.publication
    assert (publication.first, publication.last) == (date(2026, 10, 1), date(2026, 10, 31))
    shown = public_entries(with_households(station_data, household("林梦洁", kind=AID, decided_on=day, status=status)))
    assert shown == ({AID: (PublicEntry("林梦洁", 2, 800),)} if listed else {})


@pytest.mark.parametrize(("day", "listed"), [(date(2026, 11, 10), True), (date(2026, 11, 11), False)])
def test_aid_that_goes_on_is_told_of_from_its_day(station_data, day, listed):
    assert station_data.station.archive.publication.published_on == date(2026, 11, 10)
    shown = public_entries(with_households(station_data, household("林梦洁", decided_on=day)))
    assert bool(shown) is listed


@pytest.mark.parametrize(("born", "shown"), [("20081110", "林*"), ("20081109", "林梦洁")])
def test_the_age_counts_on_the_day_the_list_goes_up(station_data, born, shown):
    found = with_households(station_data, household("林梦洁", f"990103{born}0846"))
    assert [entry.name for entry in public_entries(found)["最低生活保障"]] == [shown]


def test_every_community_has_a_list_of_its_own_in_the_order_of_the_data(station_data):
    first, second, *_ = (each.name for each in station_data.station.communities)
    lives = {"王五": second, "张三": first, "安一": second}
    people = [household(name, community=place) for name, place in lives.items()]
    shown = filtered(with_households(station_data, *people), "public")
    assert public_places(shown) == (first, second)
    names = {place: [e.name for e in public_entries(shown, place)["最低生活保障"]] for place in public_places(shown)}
    assert names == {first: ["张三"], second: ["安一", "王五"]}


def test_a_community_of_which_nothing_is_published_has_no_list(station_data):
    first, second, *_ = (each.name for each in station_data.station.communities)
    people = [household("张三", community=first), household("王五", community=second, status="已退出")]
    hidden = household("安一", community=second, kind="低保边缘家庭")
    shown = filtered(with_households(station_data, *people, hidden), "public")
    assert public_places(shown) == (first,)


def test_without_a_day_of_publication_nobody_is_on_the_list(station_data):
    archive = station_data.station.archive.model_copy(update={"publication": None})
    station = station_data.station.model_copy(update={"archive": archive})
    shown = filtered(replace(with_households(station_data, household("林梦洁")), station=station), "public")
    assert shown.clients.households == ()
    assert public_places(shown) == () and public_entries(shown) == {}


def test_a_class_without_entries_has_no_list(station_data):
    assert public_entries(with_households(station_data, household("万春生", status="已退出"))) == {}


def test_a_minor_is_named_by_surname_only(station_data):
    day = station_data.station.archive.arranged_on
    born = f"{day.year - 17}0101"
    shown = filtered(with_households(station_data, household("欧阳小明", f"990103{born}0846")), "public")
    assert shown.clients.households[0].head == "欧阳*"
    assert "小明".encode() not in held(shown)


@pytest.mark.parametrize(
    ("born", "day", "minor"),
    [
        ("20081106", date(2026, 11, 5), True),
        ("20081106", date(2026, 11, 6), True),
        ("20081106", date(2026, 11, 7), False),
        ("20080229", date(2026, 2, 28), True),
        ("20080229", date(2026, 3, 1), False),
        ("19740601", date(2026, 11, 6), False),
    ],
)
def test_full_years_count_from_the_day_after_the_birthday(born, day, minor):
    assert is_minor(f"990103{born}0846", day) is minor


def test_an_age_is_never_guessed_from_a_masked_number(station_data):
    with pytest.raises(ValueError, match="masked"):
        filtered(filtered(with_households(station_data, household("林梦洁")), "reading-room"), "public")


def test_the_order_of_the_public_list_betrays_no_other_order(station_data):
    minors = [household(f"林{given}", "990103201506010846") for given in "一丁"]
    people = [*minors, *(household(name, amount=a) for name, a in (("王五", 1), ("王五", 2), ("安一", 3), ("张三", 4)))]
    lists = set()
    for seed in range(20):
        random.Random(seed).shuffle(people)
        lists.add(public_entries(with_households(station_data, *people))["最低生活保障"])
    assert len(lists) == 1
    assert [(entry.name, entry.amount) for entry in lists.pop()] == [
        ("安一", 3), ("林*", 800), ("林*", 800), ("王五", 1), ("王五", 2), ("张三", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张"),
        ("欧阳明", "欧阳"),
        ("司马", "司"),
        ("诸葛小虎", "诸葛"),
        ("买买提·吐尔逊", "买"),
        ("东郭氏", "东郭"),
    ],
)
def test_a_surname_is_told_from_the_given_name(name, shown):
    assert surname(name) == shown
