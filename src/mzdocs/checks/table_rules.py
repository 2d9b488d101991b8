"""The tables beside the data file -> rows that do not fit each other, the station or the district, as errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain

from mzdocs.checks.likely import NO_HINT, coded, likely, likely_place
from mzdocs.checks.printed_name_rules import communities_are_bare
from mzdocs.checks.rule import AGREE, LEAVING, Provenance, Rule, Violation, cell, violation
from mzdocs.checks.twice_rules import communities_differ
from mzdocs.core import ids
from mzdocs.core.problems import Exit, Sentence, Severity, problem_type
from mzdocs.derive.volumes import spine_for, thickness
from mzdocs.model.client_files import Household, HouseholdDocument, OfficeRecord
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData

IDENTITY = Provenance("国家标准", "GB 11643-1999 公民身份号码", "规定")
SPINES = Provenance("国家标准", "GB/T 9705-2008 3.1.1 卷脊厚度", "规定")
ORDER = Provenance("通行做法", "户内材料按规定的种类和次序排列", "一般")
FIRST_DAY = date(1949, 10, 1)

CLIENTS, DOCUMENTS, RECORDS = "客户档案", "户内材料", "管理文件"


def households(data: StationData) -> Iterator[tuple[int, Household]]:
    """The households of the client table, each with its row."""
    return zip(data.clients.rows, data.clients.households, strict=True)


def documents(data: StationData) -> Iterator[tuple[int, HouseholdDocument]]:
    """The documents of households, each with its row."""
    return zip(data.clients.paper_rows, data.clients.papers, strict=True)


def records(data: StationData) -> Iterator[tuple[int, OfficeRecord]]:
    """The office records, each with its row."""
    return zip(data.clients.record_rows, data.clients.records, strict=True)


def classes(data: StationData, by_item: bool) -> dict[str, ArchiveClass]:
    """The district's classes of one arrangement, by name."""
    return {each.name: each for each in data.district.archive.classes if each.by_item is by_item}


def is_too_thick(data: StationData, item: Household | OfficeRecord) -> bool:
    """Whether a file alone is thicker than the widest spine."""
    return spine_for(thickness([item], data.district.archive), data.district.archive) is None


def classes_are_known(data: StationData) -> Iterator[Violation]:
    """A class the district does not have for households, or for records."""
    for table, rows, by_item in ((CLIENTS, households(data), False), (RECORDS, records(data), True)):
        known = classes(data, by_item)
        for row, item in rows:
            if item.kind not in known:
                meant = likely(coded(item.kind, known.values()), known)
                yield cell(table, row, "类别", meant=meant, known="、".join(known))


def communities_are_known(data: StationData) -> Iterator[Violation]:
    """A community the station does not have."""
    known = [community.name for community in data.station.communities]
    for row, household in households(data):
        if household.community not in known:
            meant = likely_place(coded(household.community, data.station.communities), known)
            yield cell(CLIENTS, row, "社区", meant=meant)


def files_go_under_a_spine(data: StationData) -> Iterator[Violation]:
    """A file thicker than the widest spine."""
    design = data.district.archive
    for table, rows in ((CLIENTS, households(data)), (RECORDS, records(data))):
        for row, item in rows:
            if is_too_thick(data, item):
                thick, most = thickness([item], design), max(design.spines)
                yield cell(table, row, "页数", thick=f"{thick.mm:.1f}", most=f"{most.mm:g}")


def files_hold_documents(data: StationData) -> Iterator[Violation]:
    """A file of no documents, or of no pages."""
    for row, household in households(data):
        for key, count in (("件数", household.documents), ("页数", household.pages)):
            if not count:
                yield cell(CLIENTS, row, key, key=key)
    for table, rows in ((DOCUMENTS, documents(data)), (RECORDS, records(data))):
        for row, item in rows:
            if not item.pages:
                yield cell(table, row, "页数", key="页数")


def regions_are_issued(data: StationData) -> Iterator[Violation]:
    """Identity numbers of regions that are not issued, counted together."""
    regions = [household.identity_number[:6] for household in data.clients.households]
    unknown = {region for region in set(regions) if not ids.region_is_issued(region)}
    count = sum(region in unknown for region in regions)
    if count:
        yield violation("档案", "客户档案", count=count, regions="、".join(sorted(unknown)))


def leaving_has_its_day(data: StationData) -> Iterator[Violation]:
    """Somebody who left without a day, or has a day and did not leave."""
    for row, household in households(data):
        if (household.status == "已退出") != (household.left_on is not None):
            yield cell(CLIENTS, row, "退出日期", why=_A_DAY if household.left_on else _NO_DAY)


_NO_DAY = Sentence("状态是“已退出”，没有写退出日期", "the status is 已退出 (left), and there is no day")
_A_DAY = Sentence("状态是“在保”，却写了退出日期", "the status is 在保 (receiving), and there is a day of leaving")


def leaving_comes_after_deciding(data: StationData) -> Iterator[Violation]:
    """A day of leaving before the day of admission."""
    for row, household in households(data):
        if household.left_on and household.left_on < household.decided_on:
            yield cell(CLIENTS, row, "退出日期", left=household.left_on, decided=household.decided_on)


Days = Iterator[tuple[str, int, str, date | None]]


def _days(data: StationData) -> Days:
    """Every day that lies before the day of arranging, with its cell."""
    for row, household in households(data):
        yield CLIENTS, row, "确认日期", household.decided_on
    for row, document in documents(data):
        yield DOCUMENTS, row, "日期", document.dated
    for row, record in records(data):
        yield RECORDS, row, "日期", record.dated
    for row, line in zip(data.clients.binding_rows, data.clients.bindings, strict=True):
        yield "装订台账", row, "装订日期", line.bound_on


def _later_days(data: StationData) -> Days:
    """Days that go on after arranging: leaving is known up to the day of appraisal, reading has no end."""
    for row, household in households(data):
        yield CLIENTS, row, "退出日期", household.left_on
    for row, reading in zip(data.clients.consultation_rows, data.clients.consultations, strict=True):
        yield "查阅登记", row, "日期", reading.read_on


def days_are_of_this_age(data: StationData) -> Iterator[Violation]:
    """A day before FIRST_DAY."""
    for table, row, key, day in chain(_days(data), _later_days(data)):
        if day and day < FIRST_DAY:
            yield cell(table, row, key, first=FIRST_DAY)


def days_are_past(data: StationData) -> Iterator[Violation]:
    """A day after the one of arranging; leaving may be known up to the day of appraisal."""
    archive = data.station.archive
    arranged = archive.arranged_on
    for table, row, key, day in _days(data):
        if day and day > arranged:
            yield cell(table, row, key, last=arranged)
    last = max(arranged, archive.appraised_on or arranged)
    for row, household in households(data):
        if household.left_on and household.left_on > last:
            yield cell(CLIENTS, row, "退出日期", last=last)


def documents_are_of_a_household(data: StationData) -> Iterator[Violation]:
    """A document of a household the client table does not have."""
    known = {household.number for household in data.clients.households}
    filed = {document.household for document in data.clients.papers}
    bare = [row for row, household in households(data) if household.number not in filed and household.documents]
    for row, document in documents(data):
        if document.household not in known:
            yield cell(DOCUMENTS, row, "户号", meant=_of_row(bare[0]) if len(bare) == 1 else NO_HINT)


def _of_row(row: int) -> Sentence:
    zh = f"，客户档案表第 {row} 行的户一件材料也没有，是不是那一户？"
    return Sentence(zh, f"; the household of row {row} there has no papers at all: is it that one?")


def documents_are_prescribed(data: StationData) -> Iterator[Violation]:
    """A kind of document its class does not list; a class without a list takes any."""
    known = classes(data, by_item=False)
    prescribed = {h.number: known[h.kind].papers for h in data.clients.households if h.kind in known}
    for row, document in documents(data):
        kinds = prescribed.get(document.household, ())
        if kinds and document.kind not in kinds:
            yield cell(DOCUMENTS, row, "材料", meant=likely(document.kind, kinds), known="、".join(kinds))


def documents_add_up(data: StationData) -> Iterator[Violation]:
    """Counts that differ from the table of documents; a file without pages or beyond every spine is reported elsewhere.

    One without any papers may be the one that papers of an unknown number belong to: those are told.
    """
    if data.station.archive.papers is None:
        return
    documents = Counter(document.household for document in data.clients.papers)
    pages: Counter[str] = Counter()
    for document in data.clients.papers:
        pages[document.household] += document.pages
    strays = any(True for _ in documents_are_of_a_household(data))
    for row, household in households(data):
        if strays and not documents[household.number]:
            continue
        counts = {"件数": (household.documents, documents[household.number])}
        if documents[household.number] and not is_too_thick(data, household):
            counts["页数"] = (household.pages, pages[household.number])
        for key, (stated, found) in counts.items():
            if stated and stated != found:
                yield cell(CLIENTS, row, key, key=key, stated=stated, found=found)


TABLE_RULES = (
    Rule(
        problem_type(
            "MZ1408", "这里写的类别不在区档案类别里{meant}", "The class written here is not one of the district's{meant}",
            "改为其中之一：{known}。", "Use one of: {known}.",
        ),
        AGREE, classes_are_known,
    ),
    Rule(
        problem_type(
            "MZ1409", "本站没有这里写的社区或村{meant}", "The station has no community of the name written here{meant}",
            "改正名称，或在数据文件“社区”一节补上。", "Correct the name or add the community.",
        ),
        AGREE, communities_are_known, after=(communities_differ, communities_are_bare),
    ),
    Rule(
        problem_type(
            "MZ1410", "这一户（件）材料厚约 {thick} mm，超过最厚的卷脊 {most} mm", "The file is about {thick} mm thick, the widest spine {most} mm",
            "核对页数；确实过厚的拆成两户号（编号）登记。", "Check the pages; split the file if it is that thick.",
            Exit.FIT,
        ),
        SPINES, files_go_under_a_spine,
    ),
    Rule(
        problem_type(
            "MZ1413", "{key}是 0，没有材料的户（件）不能编入案卷", "{key} is 0: a file without papers cannot be bound",
            "核对后填写；没有材料的从表中删去这一行。", "Correct it, or delete the row.",
        ),
        AGREE, files_hold_documents,
    ),
    Rule(
        problem_type(
            "MZ1412", "有 {count} 户身份证号的地区码（{regions}）不在现行行政区划里", "{count} identity numbers have a region code ({regions}) that is not issued",
            "旧号可保留；新号请核对。", "Keep old numbers; check new ones.",
            severity=Severity.NOTICE,
        ),
        IDENTITY, regions_are_issued,
    ),
    Rule(
        problem_type(
            "MZ1416", "状态与退出日期不符：{why}", "Status and day of leaving contradict each other: {why}",
            "已经退出的，状态写 已退出 并写退出日期；还在保的，状态写 在保，退出日期空着。", "Who left has that status and the day of leaving; who still receives help has no such day.",
        ),
        LEAVING, leaving_has_its_day,
    ),
    Rule(
        problem_type(
            "MZ1417", "退出日期 {left} 早于确认日期 {decided}", "The household left on {left}, before it was admitted on {decided}",
            "核对两个日期；看看是不是写颠倒了。", "Check both days: they may have changed places.",
        ),
        AGREE, leaving_comes_after_deciding,
    ),
    Rule(
        problem_type(
            "MZ1418", "日期早于 {first}", "The day lies before {first}",
            "核对年份。", "Check the year.",
        ),
        AGREE, days_are_of_this_age,
    ),
    Rule(
        problem_type(
            "MZ1419", "日期晚于 {last}，那一天档案已经整理完毕", "The day lies after {last}, when the files were arranged",
            "核对日期；新增材料的，先更新数据文件里的立卷日期（退出的可更新鉴定日期）。", "Check the day, or bring the day of arranging up to date first.",
        ),
        AGREE, days_are_past,
    ),
    Rule(
        problem_type(
            "MZ1420", "客户档案表里没有这个户号{meant}", "The client table has no such household{meant}",
            "改正户号，或在客户档案表中补上这一户。", "Correct the number or add the household.",
        ),
        AGREE, documents_are_of_a_household,
    ),
    Rule(
        problem_type(
            "MZ1421", "这一类别的户内材料没有这种材料{meant}", "This kind of paper is not prescribed for the class{meant}",
            "改为其中之一：{known}。", "Use one of: {known}.",
        ),
        ORDER, documents_are_prescribed,
    ),
    Rule(
        problem_type(
            "MZ1422", "{key}写的是 {stated}，户内材料表合计是 {found}", "{key} is {stated} here and {found} by the table of papers",
            "清点后改正其中一处。", "Count them and correct one of the two.",
        ),
        AGREE, documents_add_up,
    ),
)  # fmt: skip
