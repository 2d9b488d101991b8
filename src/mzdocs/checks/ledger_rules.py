"""The ledger of what is bound -> rows that do not fit what there is, as errors and notices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, cell
from mzdocs.checks.table_rules import SPINES, classes, is_too_thick
from mzdocs.core.ids import archive_number
from mzdocs.core.problems import Exit, Severity, problem_type
from mzdocs.derive.volumes import spine_for, thickness, volume_number
from mzdocs.model.client_files import Binding, Household, OfficeRecord
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData

STABLE = Provenance("行业标准", "DA/T 13-2022 档号编制规则：档号唯一、稳定，一经确定不再变动", "推荐")
APART = Provenance("行业标准", "DA/T 22-2015 6.4 不同年度、保管期限的文件不装在一起", "推荐")
PAGES = Provenance("国家标准", "GB/T 9705-2008 卷内文件按顺序逐页编号", "推荐")
LEDGER, CONSULTATIONS = "装订台账", "查阅登记"

Bound = Household | OfficeRecord
Line = tuple[int, Binding]


def lines(data: StationData) -> Iterator[Line]:
    """The lines of the ledger, each with its row."""
    return zip(data.clients.binding_rows, data.clients.bindings, strict=True)


def by_volume(data: StationData) -> Iterator[list[Line]]:
    """The lines of each volume in their order."""
    ordered = sorted(lines(data), key=lambda line: (line[1].class_code, line[1].serial, line[1].order, line[0]))
    for _, members in groupby(ordered, key=lambda line: (line[1].class_code, line[1].serial)):
        yield list(members)


def codes(data: StationData) -> dict[str, ArchiveClass]:
    """The district's classes by code."""
    return {each.code: each for each in data.district.archive.classes}


class Shelf:
    """What can be bound, looked up as the ledger names it."""

    def __init__(self, data: StationData) -> None:
        self._codes = codes(data)
        self._households = {household.number: household for household in data.clients.households}
        self._records = {record.number: record for record in data.clients.records}

    def item(self, line: Binding) -> Bound | None:
        """What a line of the ledger binds; nothing if no table has it."""
        archive_class = self._codes.get(line.class_code)
        if archive_class is None:
            return None
        return (self._records if archive_class.by_item else self._households).get(line.key)


def ledger_names_classes(data: StationData) -> Iterator[Violation]:
    """A class code the district does not have."""
    known = codes(data)
    for row, line in lines(data):
        if line.class_code not in known:
            yield cell(LEDGER, row, "类别代码", known="、".join(known))


def bound_files_are_there(data: StationData) -> Iterator[Violation]:
    """A bound file that the table of its class does not have."""
    shelf, known = Shelf(data), codes(data)
    for row, line in lines(data):
        if line.class_code in known and shelf.item(line) is None:
            table = "管理文件" if known[line.class_code].by_item else "客户档案"
            yield cell(LEDGER, row, "户号或编号", table=table)


def bound_files_keep_their_class(data: StationData) -> Iterator[Violation]:
    """A file bound in another class than its table now says; an unknown class is reported in that table."""
    shelf, known = Shelf(data), codes(data)
    names = {by_item: classes(data, by_item) for by_item in (True, False)}
    for row, line in lines(data):
        item = shelf.item(line)
        if item:
            bound = known[line.class_code]
            if item.kind != bound.name and item.kind in names[bound.by_item]:
                yield cell(LEDGER, row, "类别代码", bound=bound.name, now=item.kind)


def files_are_bound_once(data: StationData) -> Iterator[Violation]:
    """A file that an earlier row has bound already."""
    known = codes(data)
    first: dict[tuple[bool, str], int] = {}
    for row, line in lines(data):
        if line.class_code in known:
            key = known[line.class_code].by_item, line.key
            if key in first:
                yield cell(LEDGER, row, "户号或编号", first=first[key])
            first.setdefault(key, row)


def archive_numbers_differ(data: StationData) -> Iterator[Violation]:
    """A place in a volume that an earlier row has taken."""
    first: dict[tuple[str, int, int], int] = {}
    for row, line in lines(data):
        place = line.class_code, line.serial, line.order
        if place in first:
            yield cell(LEDGER, row, "件号", first=first[place])
        first.setdefault(place, row)


def orders_run_from_one(data: StationData) -> Iterator[Violation]:
    """Numbers that leave a gap or begin at 0; a gap is reported once, what follows is counted on from there."""
    for members in by_volume(data):
        expected = 1
        for row, line in members:
            if line.order > expected or line.order == 0:
                yield cell(LEDGER, row, "件号", found=line.order, expected=expected)
            expected = line.order + 1
        if members[0][1].serial == 0:
            yield cell(LEDGER, members[0][0], "案卷号", found=0, expected=1)


def pages_run_on(data: StationData) -> Iterator[Violation]:
    """Pages that leave a gap, overlap, or end before they begin."""
    for members in by_volume(data):
        expected = 1
        for row, line in members:
            if line.last_page < line.first_page:
                yield cell(LEDGER, row, "末页", expected=line.first_page, found=line.last_page)
            elif line.first_page != expected:
                yield cell(LEDGER, row, "首页", expected=expected, found=line.first_page)
            expected = max(line.first_page, line.last_page) + 1


def bound_pages_are_kept(data: StationData) -> Iterator[Violation]:
    """A file with more or fewer pages than it was bound with."""
    shelf = Shelf(data)
    for row, line in lines(data):
        item, bound = shelf.item(line), line.last_page - line.first_page + 1
        if item and bound > 0 and item.pages != bound and not _reported_elsewhere(data, item):
            yield cell(LEDGER, row, "末页", bound=bound, now=item.pages)


def _reported_elsewhere(data: StationData, item: Bound) -> bool:
    """A file without pages, or beyond every spine, is reported in its own table."""
    return not item.pages or is_too_thick(data, item)


def volumes_go_under_a_spine(data: StationData) -> Iterator[Violation]:
    """A volume thicker than the widest spine, of files each of which is not."""
    design, shelf = data.district.archive, Shelf(data)
    for members in by_volume(data):
        items = [item for _, line in members if (item := shelf.item(line))]
        thick = thickness(items, design)
        if spine_for(thick, design) is None and not any(_reported_elsewhere(data, item) for item in items):
            facts = {"thick": f"{thick.mm:.1f}", "most": f"{max(design.spines).mm:g}"}
            yield cell(LEDGER, members[0][0], "案卷号", **facts)


def years_are_kept_apart(data: StationData) -> Iterator[Violation]:
    """A record of another year than the first of its volume."""
    shelf = Shelf(data)
    for members in by_volume(data):
        found = [(row, item.dated.year) for row, line in members if isinstance(item := shelf.item(line), OfficeRecord)]
        for row, year in found:
            if year != found[0][1]:
                yield cell(LEDGER, row, "户号或编号", year=year, first=found[0][1])


def no_volume_is_missing(data: StationData) -> Iterator[Violation]:
    """A number left out between the volumes of a class."""
    last: dict[str, int] = {}
    for members in by_volume(data):
        row, line = members[0]
        expected = last.get(line.class_code, 0) + 1
        if line.serial > expected:
            yield cell(LEDGER, row, "案卷号", found=line.serial, expected=expected)
        last[line.class_code] = line.serial


def consultations_name_what_is_bound(data: StationData) -> Iterator[Violation]:
    """A consultation of a number the ledger has not."""
    if data.station.archive.ledger is None:
        return
    known, numbers = codes(data), set()
    for line in data.clients.bindings:
        if line.class_code in known:
            volume = volume_number(data, known[line.class_code], line.serial)
            numbers |= {volume, archive_number(volume, f"{line.order:04}")}
    for row, consultation in zip(data.clients.consultation_rows, data.clients.consultations, strict=True):
        if consultation.number not in numbers:
            yield cell(CONSULTATIONS, row, "档号")


def consultations_run_forward(data: StationData) -> Iterator[Violation]:
    """A file returned before it was taken."""
    for row, consultation in zip(data.clients.consultation_rows, data.clients.consultations, strict=True):
        if consultation.returned_on and consultation.returned_on < consultation.read_on:
            yield cell(CONSULTATIONS, row, "归还日期", read=consultation.read_on)


LEDGER_RULES = (
    Rule(
        problem_type(
            "MZ1423", "区档案类别里没有这个代码", "The district has no class of this code",
            "改为其中之一：{known}。", "Use one of: {known}.",
        ),
        AGREE, ledger_names_classes,
    ),
    Rule(
        problem_type(
            "MZ1424", "已经装订，{table}表里却没有", "It is bound, but not in the table {table}",
            "在{table}表中补上；户号、编号装订后不再改。", "Add it to the table; a number is not changed once bound.",
        ),
        STABLE, bound_files_are_there,
    ),
    Rule(
        problem_type(
            "MZ1425", "装订在“{bound}”类案卷里，类别现在却是“{now}”：不同类别、保管期限不能混装",
            "Bound with {bound}, its class is now {now}: classes and retention periods are not mixed in a volume",
            "改回原类别；转为另一类救助的，以新户号另立一户。", "Restore the class; help of another kind gets a file and number of its own.",
        ),
        APART, bound_files_keep_their_class,
    ),
    Rule(
        problem_type(
            "MZ1426", "装订了两次，第 {first} 行已有", "It is bound twice, already in row {first}",
            "核对实物，删去错的一行。", "Look at the volume and delete the wrong row.",
        ),
        AGREE, files_are_bound_once,
    ),
    Rule(
        problem_type(
            "MZ1427", "档号重复：同一案卷的这个件号第 {first} 行已有", "The archive number is used twice, already in row {first}",
            "核对实物，改正案卷号或件号。", "Look at the volume and correct the number.",
        ),
        STABLE, archive_numbers_differ,
    ),
    Rule(
        problem_type(
            "MZ1428", "编号是 {found}，应是 {expected}：从 1 起，不能有缺", "The number is {found} instead of {expected}: they run from 1 without a gap",
            "核对实物，补上缺的一行或改正编号。", "Look at the volume; add the missing row or correct the number.",
        ),
        STABLE, orders_run_from_one,
    ),
    Rule(
        problem_type(
            "MZ1429", "页号不连续：写的是 {found}，应从 {expected} 起", "Pages do not run on: {found} instead of {expected}",
            "核对实物上的页号，改正首页、末页。", "Look at the page numbers on the sheets and correct the row.",
        ),
        PAGES, pages_run_on,
    ),
    Rule(
        problem_type(
            "MZ1430", "装订时是 {bound} 页，现在登记为 {now} 页", "It had {bound} pages when bound and is entered with {now} now",
            "已装订的不再增减；新材料以新户号（编号）另立一户（件）。", "What is bound is not changed; new papers get a file of their own.",
        ),
        STABLE, bound_pages_are_kept,
    ),
    Rule(
        problem_type(
            "MZ1431", "这一卷厚约 {thick} mm，超过最厚的卷脊 {most} mm", "The volume is about {thick} mm thick, the widest spine {most} mm",
            "核对各件页数；确实过厚的重新分卷，并改正台账。", "Check the pages, or split the volume and correct the ledger.",
            Exit.FIT,
        ),
        SPINES, volumes_go_under_a_spine,
    ),
    Rule(
        problem_type(
            "MZ1432", "{year} 年的文件与 {first} 年的装在一卷", "A record of {year} is bound with those of {first}",
            "按年度分开装订，并改正台账。", "Bind years apart and correct the ledger.",
        ),
        APART, years_are_kept_apart,
    ),
    Rule(
        problem_type(
            "MZ1433", "缺第 {expected} 卷，下一个是第 {found} 卷", "Volume {expected} is missing, the next is {found}",
            "漏登的补上；已经移交、销毁的可以不管。", "Add what was left out; ignore what was handed over or destroyed.",
            severity=Severity.NOTICE,
        ),
        STABLE, no_volume_is_missing,
    ),
    Rule(
        problem_type(
            "MZ1434", "装订台账里没有这个档号", "The ledger has no such archive number",
            "核对档号；已经移交、销毁的可以不管。", "Check the number; ignore what was handed over or destroyed.",
            severity=Severity.NOTICE,
        ),
        AGREE, consultations_name_what_is_bound,
    ),
    Rule(
        problem_type(
            "MZ1435", "归还日期早于查阅日期 {read}", "It was returned before it was read, {read}",
            "核对两个日期。", "Check both days.",
        ),
        AGREE, consultations_run_forward,
    ),
)  # fmt: skip
