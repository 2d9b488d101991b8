"""A catalogue -> the items of description of DA/T 18-2022 (档案著录规则) that it knows, by group and name."""

from __future__ import annotations

from mzdocs.plan.catalogue_values import Catalogue
from mzdocs.render.catalogue_files.element_records import Element, ElementSet, records

_IDENTITY, _CONTENT, _ACCESS = "标识", "内容与结构", "查阅与利用控制"
_NAMED = (Element(_IDENTITY, "档号", "{档号}"), Element(_IDENTITY, "题名", "{题名}"))
_RETENTION = Element(_CONTENT, "保管期限", "{保管期限}")
_CONTROL = (
    Element(_ACCESS, "密级", "{密级}"),
    Element(_ACCESS, "开放标识", "{开放标识}"),
    Element(_ACCESS, "语言或文字", "{语种}"),
)
DAT18 = ElementSet(
    "DA/T 18-2022",
    "大项",
    volume=(
        Element(_IDENTITY, "著录层级", "案卷级"),
        *_NAMED,
        Element(_IDENTITY, "日期", "{起始日期}-{终止日期}"),
        Element("背景", "责任者", "{立档单位}"),
        Element(_CONTENT, "载体形态", "{载体}，{件数}件，{页数}页"),
        _RETENTION,
        *_CONTROL,
    ),
    item=(
        Element(_IDENTITY, "著录层级", "文件级"),
        *_NAMED,
        Element(_IDENTITY, "文件编号", "{文号}"),
        Element(_IDENTITY, "日期", "{日期}"),
        Element("背景", "责任者", "{责任者}"),
        Element(_CONTENT, "人名", "{户主}"),
        Element(_CONTENT, "载体形态", "{载体}，{页数}页"),
        _RETENTION,
        *_CONTROL,
    ),
    day_form="%Y%m%d",
)


def written(catalogue: Catalogue) -> bytes:
    """The description of every volume and item."""
    return records(catalogue, DAT18)
