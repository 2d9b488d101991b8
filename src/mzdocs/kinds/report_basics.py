"""The report's first chapter (基本情况): counts drawn from the data, never a client's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mzdocs.district import CATEGORIES
from mzdocs.document import Block, Heading, Paragraph
from mzdocs.dossier import Dossier
from mzdocs.kinds.report_words import listed
from mzdocs.station import Equipment, Member, Station
from mzdocs.text import chinese_date, chinese_number


def blocks(dossier: Dossier) -> Iterator[Block]:
    """One paragraph a subject, under numbered headings."""
    subjects = (
        ("机构和人员", _staff(dossier.station)),
        ("办公场所和经费", _premises(dossier.station)),
        ("办公设施", _equipment(dossier.station)),
        ("制度公开", _boards(dossier)),
        ("监督员队伍", _monitors(dossier)),
        ("客户档案", _clients(dossier)),
    )
    for number, (heading, text) in enumerate(subjects, 1):
        yield Heading(2, f"（{chinese_number(number)}）{heading}")
        yield Paragraph(text)


def _staff(station: Station) -> str:
    in_post = [member for member in station.staff if member.in_post]
    kinds = "、".join(f"{kind}{count}名" for kind, count in _counted(m.establishment for m in in_post))
    absent = len(station.staff) - len(in_post)
    return (
        f"{station.name}设在{station.address}。在岗工作人员{len(in_post)}名"
        f"{f'，其中{kinds}' if kinds else ''}{f'；另有{absent}名没有到岗' if absent else ''}。"
        f"{_leader(station, '站长')}，{_leader(station, '副站长')}。"
    )


def _counted(words: Iterable[str]) -> list[tuple[str, int]]:
    return list(Counter(words).items())


def _leader(station: Station, post: str) -> str:
    holders = [member for member in station.staff if member.post == post]
    return "，".join(f"{post}{_held_by(member)}" for member in holders) or f"{post}空缺"


def _held_by(member: Member) -> str:
    return f"由{member.concurrent_post}兼任" if member.concurrent_post else "为专职"


def _premises(station: Station) -> str:
    premises, funding = station.premises, station.funding
    hung = sum(hanging.quantity for hanging in station.hangings if hanging.hung_on)
    document = f"（{funding.document}）" if funding.document else ""
    return (
        f"工作站{_has(premises.own)}独立的办公用房，位于{premises.address_note}，面积{premises.area:g}平方米，"
        f"{_has(premises.window)}社会救助服务窗口。{_facilities(premises.visitor_facilities)}。"
        f"已挂街道民政工作站门牌{hung}块。"
        f"{funding.year}年度工作经费{funding.amount}元，"
        f"{'已' if funding.budgeted else '没有'}列入财政预算{document}。"
    )


def _facilities(names: tuple[str, ...]) -> str:
    return f"便民设施有{listed(names)}" if names else "没有便民设施"


def _has(yes: bool) -> str:
    return "有" if yes else "没有"


def _equipment(station: Station) -> str:
    transport = _inventory(station.transport)
    return f"办公设备{_inventory(station.equipment)}；交通工具{transport}。"


def _inventory(things: tuple[Equipment, ...]) -> str:
    if not things:
        return "没有登记"
    quantity = sum(thing.quantity for thing in things)
    return f"有{listed([thing.name for thing in things])}，共{quantity}台（件）"


def _boards(dossier: Dossier) -> str:
    adopted = [(dossier.district.board(a.board), a) for a in dossier.station.boards]
    held = {board.category for board, _ in adopted if board}
    kinds = listed([category for category in CATEGORIES if category in held])
    posted = sum(adoption.quantity for _, adoption in adopted if adoption.posted_on)
    made = sum(adoption.quantity for _, adoption in adopted)
    return f"制作展板{made}块{f'，内容包括{kinds}' if kinds else ''}；已上墙公开{posted}块。"


def _monitors(dossier: Dossier) -> str:
    communities, threshold = dossier.station.communities, dossier.district.monitor_threshold
    kinds = "、".join(f"{kind}{count}个" for kind, count in _counted(c.kind for c in communities))
    large = sum(community.population >= threshold for community in communities)
    return (
        f"辖区有{kinds or '社区（村）0个'}，常住人口{sum(c.population for c in communities)}人，"
        f"其中常住人口{threshold}人以上的社区（村）{large}个。"
        f"现有民政信息监督员{sum(len(c.monitors) for c in communities)}名。"
    )


def _clients(dossier: Dossier) -> str:
    households, archive = dossier.clients.households, dossier.station.archive
    states = "、".join(f"{state}{count}户" for state, count in _counted(h.status for h in households))
    kinds = "、".join(f"{kind}{count}户" for kind, count in _by_class(dossier))
    verified = f"{chinese_date(archive.verified_on)}与实际情况核对" if archive.verified_on else "没有核对记录"
    return (
        f"现有客户档案{len(households)}户{f'，其中{states}' if states else ''}。"
        f"{f'按类别分，{kinds}。' if kinds else ''}"
        f"档案{'已' if archive.bound else '没有'}装订成册，"
        f"{f'使用{archive.system}管理' if archive.system else '没有实行计算机管理'}，{verified}。"
    )


def _by_class(dossier: Dossier) -> list[tuple[str, int]]:
    """In the order of the district's classes; classes without files are left out."""
    counts = Counter(household.kind for household in dossier.clients.households)
    return [(c.name, counts[c.name]) for c in dossier.district.archive.classes if counts[c.name]]
