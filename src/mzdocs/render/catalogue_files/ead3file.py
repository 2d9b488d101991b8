"""A catalogue -> a finding aid in EAD3: the fonds, in it its classes, their volumes, and the items of each.

Identity numbers stay out: a finding aid describes papers, and is made to be handed on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from xml.sax.saxutils import escape

from mzdocs.plan.catalogue_values import About, Catalogue, Listing, Value

NAMESPACE = "http://ead3.archivists.org/schema/"
_Values = Mapping[str, Value]


def written(catalogue: Catalogue) -> bytes:
    """The finding aid, UTF-8."""
    return "".join(_pieces(catalogue)).encode("utf-8")


def _pieces(catalogue: Catalogue) -> Iterator[str]:
    volumes = list(_each(catalogue.volumes))
    items = {number: [*found] for number, found in groupby(_each(catalogue.items), lambda item: item["案卷档号"])}
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<ead xmlns="{NAMESPACE}">\n{_control(catalogue.about)}'
    yield f'<archdesc level="fonds">\n<did>{_fonds(catalogue.about, volumes)}</did>\n<dsc dsctype="combined">\n'
    for (code, name), of_class in groupby(volumes, lambda volume: (volume["类别代码"], volume["类别"])):
        yield f'<c level="series">\n<did>{_id(code)}{_tag("unittitle", name)}</did>\n'
        for volume in of_class:
            yield f'<c level="file">\n<did>{_volume(volume)}</did>\n{_access(volume)}{_appraisal(volume)}\n'
            yield from (f'<c level="item"><did>{_item(item)}</did></c>\n' for item in items[volume["档号"]])
            yield "</c>\n"
        yield "</c>\n"
    yield "</dsc>\n</archdesc>\n</ead>\n"


def _each(listing: Listing) -> Iterator[_Values]:
    names = [column.name for column in listing.columns]
    return (dict(zip(names, row, strict=True)) for row in listing.rows)


def _control(about: About) -> str:
    """What the standard wants to know of the finding aid itself; it was made on the day the files were arranged."""
    coded = 'countryencoding="iso3166-1" dateencoding="iso8601" langencoding="iso639-1" scriptencoding="iso15924"'
    title = _tag("titleproper", f"{about.fonds_name}档案目录")
    made = (
        f'<eventtype value="created"/><eventdatetime standarddatetime="{about.arranged_on}"/>'
        '<agenttype value="machine"/><agent>mzdocs</agent>'
    )
    return (
        f"<control {coded}>\n{_tag('recordid', f'{about.fonds_code}-{about.kind_code}')}\n"
        f"<filedesc><titlestmt>{title}</titlestmt></filedesc>\n"
        '<maintenancestatus value="new"/>\n'
        f'<maintenanceagency countrycode="CN">{_tag("agencyname", about.fonds_name)}</maintenanceagency>\n'
        '<languagedeclaration><language langcode="zh"/><script scriptcode="Hans"/></languagedeclaration>\n'
        f"<maintenancehistory><maintenanceevent>{made}</maintenanceevent></maintenancehistory>\n</control>\n"
    )


def _fonds(about: About, volumes: list[_Values]) -> str:
    span = _span(min(map(_first, volumes)), max(map(_last, volumes))) if volumes else ""
    creator = f"<origination><corpname>{_tag('part', about.fonds_name)}</corpname></origination>"
    return f"{_id(about.fonds_code)}{_tag('unittitle', about.fonds_name)}{span}{creator}{_extent(len(volumes), '卷')}"


def _volume(volume: _Values) -> str:
    pages = _extent(volume["件数"], "件") + _extent(volume["页数"], "页")
    return _named(volume) + _span(_first(volume), _last(volume)) + pages + _language(volume)


def _item(item: _Values) -> str:
    day = f'<datesingle standarddate="{item["日期"]}">{item["日期"]}</datesingle>'
    creator = f"<origination><name>{_tag('part', item['责任者'])}</name></origination>"
    number = _id(item["文号"], "文号") if item["文号"] else ""
    dated = f"<unitdatestructured>{day}</unitdatestructured>"
    return _id(item["档号"]) + number + _tag("unittitle", item["题名"]) + dated + creator + _extent(item["页数"], "页")


def _named(unit: _Values) -> str:
    return _id(unit["档号"]) + _tag("unittitle", unit["题名"])


def _language(unit: _Values) -> str:
    return f'<langmaterial><language langcode="{unit["语种代码"]}">{unit["语种"]}</language></langmaterial>'


def _access(volume: _Values) -> str:
    said = filter(None, (volume["密级"], volume["开放标识"]))
    return f"<accessrestrict>{_tag('p', '；'.join(map(str, said)))}</accessrestrict>"


def _appraisal(volume: _Values) -> str:
    return f"<appraisal>{_tag('p', volume['保管期限'])}</appraisal>"


def _extent(count: Value, unit: str) -> str:
    whole = f"<quantity>{count}</quantity>{_tag('unittype', unit)}"
    return f'<physdescstructured physdescstructuredtype="materialtype" coverage="whole">{whole}</physdescstructured>'


def _first(volume: _Values) -> date:
    assert isinstance(volume["起始日期"], date)
    return volume["起始日期"]


def _last(volume: _Values) -> date:
    assert isinstance(volume["终止日期"], date)
    return volume["终止日期"]


def _span(first: date, last: date) -> str:
    ends = f'<fromdate standarddate="{first}">{first}</fromdate><todate standarddate="{last}">{last}</todate>'
    return f"<unitdatestructured><daterange>{ends}</daterange></unitdatestructured>"


def _id(number: Value, label: str = "") -> str:
    return f'<unitid label="{label}">{escape(str(number))}</unitid>' if label else _tag("unitid", number)


def _tag(name: str, text: Value) -> str:
    return f"<{name}>{escape(str(text))}</{name}>"
