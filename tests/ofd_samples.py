"""A small archive file, PDF and OFD: text, rules, bookmarks, a picture, an attachment; and OFDs changed by hand."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from functools import cache

import pikepdf
from PIL import Image

from mzdocs.core.units import Size, mm
from mzdocs.kinds.archive_ofd import as_ofd
from mzdocs.ofd import ofd_ready
from mzdocs.pdf.pdfa import archive_ready
from mzdocs.plan.document import Document, Sheet
from mzdocs.render.engine import weasyprint

from .pdf_changes import changed
from .zip_parts import packed, parts

TITLE = "卷内文件目录 <一> & 备考表"
PLAN = as_ofd(
    Document("archive", "volume", TITLE, "archive", Sheet(Size(mm(100), mm(60))), "2026-11-25", standard="archival"),
    {"全宗名称": "桃源街道办事处", "保管期限": "30年", "密级": "内部"},
)
_STYLE = """@page {{ size: 100mm 60mm; margin: 8mm }} body {{ margin: 0; font: 4mm "Noto Serif CJK SC" }}
h1, h2 {{ font-size: 5mm; margin: 0 }} td {{ border: .3mm solid #333 }}
img {{ width: 20mm; image-rendering: crisp-edges }}
.next {{ break-before: page }} .turned {{ position: absolute; left: 60mm; top: 20mm; transform: rotate(90deg) }}"""
_BODY = """<h1>卷内文件目录</h1><table><tr><td>林梦洁　低保</td><td>Wi-Fi 2026-11-25</td></tr></table>
<p>𬱖𬭎：生僻字 <b style="color:#c00">红字</b></p><img src="{picture}" alt="样"><div class="turned">竖排 AB</div>
<h2 class="next">备考表</h2><p style="border-top: .2mm dashed #000">本卷共 2 页。</p>"""


def picture(format: str = "PNG", **saved: object) -> bytes:
    """Twenty dots by ten, the left half red."""
    image = Image.new("RGB", (20, 10), "white")
    image.paste("#d00000", (0, 0, 10, 10))
    out = io.BytesIO()
    image.save(out, format, **saved)
    return out.getvalue()


def pdf_of(body: str, style: str = "", variant: str | None = "pdf/a-3a", catalogue: str = "") -> bytes:
    """A page as the engine lays it out, PDF/A as the archive's are."""
    engine, said = weasyprint(), f"{_STYLE.format()}{style}"
    from datetime import UTC, datetime

    day = datetime(2026, 11, 6, tzinfo=UTC)
    held = engine.Attachment(string=catalogue, name="catalogue.csv", relationship="Data", created=day, modified=day)
    html = f'<html lang="zh-CN"><head><title>{TITLE}</title><style>{said}</style></head><body>{body}</body></html>'
    data = engine.HTML(string=html).write_pdf(
        pdf_variant=variant, pdf_tags=variant is not None, attachments=[held] if catalogue else None
    )
    return archive_ready(data) if variant else data


@cache
def sample_pdf() -> bytes:
    source = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
    return pdf_of(_BODY.format(picture=source), catalogue="户主,档号\r\n林梦洁,Z101\r\n")


@cache
def sample_ofd() -> bytes:
    return ofd_ready(sample_pdf(), PLAN)


def altered(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The sample with its parts changed."""
    content = parts(sample_ofd())
    change(content)
    return packed(content)


def spoilt_pdf(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The PDF of the sample, changed by hand."""
    return changed(sample_pdf(), change)
