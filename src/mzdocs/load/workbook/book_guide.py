"""The first sheet of a workbook: how it is filled in, in a few lines for a clerk."""

from __future__ import annotations

from pydantic import BaseModel

from mzdocs.load.workbook.book_layout import PartSheet

GUIDE = "填写说明"
_MOST_NAMED = 6


def what_of(part: PartSheet, model: type[BaseModel]) -> str:
    """What is filled in on a sheet, in a line; of a sheet below another, to what its rows belong."""
    if len(part.keys) == 1:
        meanings = {info.alias: str(info.description) for info in model.model_fields.values()}
        return meanings.get(part.keys[0], f"{part.name}，可以直接填在这里，一行一个；另放文件的空着")
    if not part.keys:
        groups = list(dict.fromkeys(each.keys[0] for each in part.fields))
        return f"{'、'.join(groups[:_MOST_NAMED])}等，一行一项"
    one = f"“{'·'.join(part.keys[:-1])}”的{part.keys[-1]}，一行一个"
    return f"{one}；前面写明属于“{part.parents[-1].name}”表的哪一行" if part.parents else one


def guide_lines() -> tuple[str, ...]:
    """What a clerk has to know before filling it in, a line each."""
    return (
        "1. 一张工作表一类内容。深色表头和带 * 的必填，其余没有就空着；鼠标停在表头上有说明和例子。",
        "2. 所有格都是“文本”格式：代码 001、电话、文号照原样写，前面的 0 不会丢；日期写成 2026-11-20。",
        "3. 从别处粘贴时用“只粘贴值”；不要合并单元格，不写公式。可以加自己的栏目和工作表，程序不读，也不动它们。",
        "4. 下级表（如“社区·监督员”）第一栏写它属于上级表的哪一行；一格里有几项的，一项一行（Alt+回车）。",
        "5. 存好后运行 mzdocs check；加 --mark 另存一份，把每处错误标成红色并注明怎样改。",
    )
