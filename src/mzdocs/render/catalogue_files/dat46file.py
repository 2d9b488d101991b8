"""A catalogue -> the elements of DA/T 46-2009 (文书类电子文件元数据方案) that it knows, by number and name."""

from __future__ import annotations

from mzdocs.plan.catalogue_values import Catalogue
from mzdocs.render.catalogue_files.element_records import Element, ElementSet, records

_SOURCE = (Element("M5", "全宗名称", "{立档单位}"), Element("M6", "立档单位名称", "{立档单位}"))
_CLASS = (
    Element("M12", "保管期限", "{保管期限}"),
    Element("M13", "机构或问题", "{类别}"),
    Element("M14", "类别号", "{类别代码}"),
    Element("M15", "室编案卷号", "{案卷号}"),
)
_NUMBER = (Element("M8", "档号", "{档号}"), Element("M9", "全宗号", "{全宗号}"))
_TITLE = Element("M22", "题名", "{题名}")
_SECRECY, _PAGES, _LANGUAGE = (
    Element("M38", "密级", "{密级}"),
    Element("M43", "页数", "{页数}"),
    Element("M44", "语种", "{语种}"),
)
DAT46 = ElementSet(
    "DA/T 46-2009",
    "编号",
    volume=(
        Element("M1", "聚合层次", "案卷"),
        *_SOURCE,
        *_NUMBER,
        *_CLASS,
        _TITLE,
        Element("M33", "日期", "{起始日期}/{终止日期}"),
        _SECRECY,
        Element("M42", "件数", "{件数}"),
        _PAGES,
        _LANGUAGE,
    ),
    item=(
        Element("M1", "聚合层次", "文件"),
        *_SOURCE,
        *_NUMBER,
        Element("M11", "年度", "{年度}"),
        *_CLASS,
        Element("M17", "室编件号", "{件号}"),
        Element("M20", "页号", "{首页}-{末页}"),
        _TITLE,
        Element("M28", "人名", "{户主}"),
        Element("M31", "文件编号", "{文号}"),
        Element("M32", "责任者", "{责任者}"),
        Element("M33", "日期", "{日期}"),
        _SECRECY,
        _PAGES,
        _LANGUAGE,
    ),
)
"""Numbers up to M34 follow the standard's own list of contents; how sure the later ones are stands in the documents."""


def written(catalogue: Catalogue) -> bytes:
    """The metadata of every volume and item."""
    return records(catalogue, DAT46)
