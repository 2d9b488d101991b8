"""The district's unified design (统一设计): what signs and badges are made of, and how badges lie on sheets."""

from __future__ import annotations

from typing import Any, Literal, get_args

from mzdocs.core.engraving_forms import EngravingForm
from mzdocs.model.fields import (
    Count,
    Day,
    Decimal,
    Distance,
    Facts,
    FlatSize,
    Measure,
    Name,
    Phone,
    Several,
    Shift,
    Slug,
    Text,
    Yes,
    key,
)
from mzdocs.model.shipped_design import SHIPPED_DESIGN

SignStyle = Literal["横牌", "竖牌"]
Maker = Literal["区民政局", "街道办事处"]
"""Who has a sign made: by the building standard the bureau has plaques made, street offices boards and badges."""
MADE_BY = "由谁交给制作单位制作：区民政局 或 街道办事处；制作单和压缩包照它分开"


class OrderContact(Facts):
    """Whom the shop calls about an order, and where it delivers; an office telephone, never a private one."""

    name: Name = key("联系人", "经办人姓名，印在制作单上")
    phone: Phone = key("联系电话", "办公电话，不用私人号码")
    address: Text | None = key("收货地址", "送货（安装）地址；不写则是工作站的地址", default=None)
    due: Day | None = key("交货日期", "约定的交货日期；没有约定不写，制作单上留空手填", default=None)


class Corners(Facts):
    """Four drilled holes, one in each corner."""

    diameter: Measure = key("直径", "孔径，须带单位")
    inset: Measure = key("边距", "孔中心到两边的距离，须带单位")
    cap: Measure | None = key("钉帽", "盖住孔的钉帽直径，须带单位；字和边框离它至少 3 mm；没有不写", default=None)


class FrameFacts(Facts):
    """A frame round a board: it laps over the board's edge."""

    lip: Measure = key("压边", "边框压住板边多少，须带单位；板按可见尺寸每边加这么多下料，文件的出血再多 2 mm")
    face: Measure = key("面宽", "边框正面宽，须带单位；框外尺寸是可见尺寸每边加这么多")
    colour: Text = key("颜色", "边框颜色，例如 哑银")


class HangFacts(Facts):
    """Points a board hangs by, in one line across its back, in the middle."""

    count: Count = key("数量", "几个挂点")
    pitch: Measure | None = key("间距", "相邻两个挂点的中心距，须带单位；只有一个不写", default=None)
    from_top: Measure = key("距上边", "挂点中心到上边（有边框的量到边框外沿），须带单位")


class SlotFacts(Facts):
    """Slots in the back of an upright board, one below another, in the middle."""

    size: FlatSize = key("尺寸", "挂槽的宽×高，须带单位")
    count: Count = key("数量", "几道")
    pitch: Measure | None = key("间距", "上下两道的中心距，须带单位；只有一道不写", default=None)
    from_top: Measure = key("距上边", "最上一道的中心到上边，须带单位")


class SignSpec(Facts):
    """How one style of sign is made."""

    size: FlatSize = key("尺寸", "成品尺寸，宽×高，须带单位，例如 600×400 mm")
    corner: Measure | None = key("圆角", "四角的圆角半径；直角不写", default=None)
    holes: Corners | None = key("四角孔", "四角安装孔；没有不写", default=None)
    material: Text = key("材料", "制作材料")
    thickness: Measure = key("厚度", "板材厚度，须带单位")
    process: Text = key("工艺", "加工工艺，例如 蚀刻填漆")
    inks: Several[Text] = key("油墨", "要出哪几块版：四色 或 黑，加上主题色表里的专色，例如 [四色, 白墨, 刀线]")
    finest: Measure = key("最细笔画", "这种工艺做得出的最细笔画，须带单位；定最小字号用")
    distance: Distance = key("视距", "多远要看得清，须带单位，例如 3 m；定最小字号用")
    mounting: Text = key("安装", "安装方式，例如 四角镜钉；下沿离地的高度另写在 离地")
    lower_edge: Measure | None = key("离地", "下沿离地的高度，须带单位，例如 1.1 m；画安装图用", default=None)
    density: Decimal | None = key("密度", "材料密度，克每立方厘米，例如 7.93；写了就估重，不写不估", default=None)
    made_by: Maker = key("制作方", MADE_BY, default="区民政局")
    gap: Measure | None = key("间距", "同一面墙上相邻两块之间的净距，须带单位；画安装图用", default=None)


class BoardSpec(SignSpec):
    """How wall boards are made: the size is what is seen inside a frame."""

    made_by: Maker = key("制作方", MADE_BY, default="街道办事处")
    frame: FrameFacts | None = key("边框", "外加边框；尺寸是框内可见尺寸。没有不写", default=None)
    hangs_by: HangFacts | None = key("挂点", "背面的挂点；没有不写", default=None)


class UprightSpec(SignSpec):
    """How the upright board at the gate is made."""

    fold: Measure | None = key("折边", "四边向后折多深，须带单位；尺寸是折好后的板面。不折不写", default=None)
    slots: SlotFacts | None = key("挂槽", "背面的挂槽；没有不写", default=None)


class RoomSpec(SignSpec):
    """How plates beside a room's door are made."""

    centre: Measure | None = key("中心离地", "牌的中心离地的高度，须带单位；写了就不写 离地", default=None)
    from_door: Measure | None = key("距门框", "牌边到门框（门套）外沿的净距，须带单位", default=None)


class Punching(Facts):
    """One slot punched in the middle of the upper edge, for a clip or a lanyard."""

    width: Measure = key("宽", "挂孔宽，须带单位，例如 14 mm")
    height: Measure = key("高", "挂孔高，两端是半圆，须带单位，例如 3 mm")
    inset: Measure = key("边距", "挂孔上沿到成品上边，须带单位，例如 3 mm")


class BadgeSpec(SignSpec):
    """How badges are made."""

    made_by: Maker = key("制作方", MADE_BY, default="街道办事处")
    punching: Punching | None = key(
        "挂孔", "上边正中的挂孔，字和码都避开它；不在卡上打孔不写。油墨里要有刀线", default=None
    )
    printed_by: Literal["制作单位", "委托单位"] | None = key("印制", "胸牌由谁印制；写了就印在制作单上", default=None)


class Offset(Facts):
    """What the back of a duplex sheet is moved by, as the front is seen."""

    right: Shift = key("向右", "背面向右移多少（从正面看，向左写负数），须带单位")
    down: Shift = key("向下", "背面向下移多少（从正面看，向上写负数），须带单位")


class SheetPlan(Facts):
    """How badges are laid on sheets for a duplex printer."""

    sheet: FlatSize = key("纸张", "纸张尺寸，宽×高，例如 210×297 mm")
    columns: Count | None = key("列", "每行几张；不写则尽量多排", default=None)
    rows: Count | None = key("行", "每列几张；不写则尽量多排", default=None)
    gutter: Measure = key("间距", "卡与卡之间的距离，须放得下两边的出血")
    flip: Literal["长边", "短边"] = key("翻转", "双面打印沿哪一边翻转")
    offset: Offset | None = key("背面偏移", "打印机正反面对不齐时，照校准页上读到的数填", default=None)
    first: Count | None = key("起始格", "第一张纸从第几格排起，用完剩半张的卡纸；不写则从第 1 格", default=None)
    marks: Yes = key("裁切线", "是否印裁切线")


def _shipped(name: str, description: str, spec: type[Facts]) -> Any:
    """A part of the design under its key: where a district writes none, it has the one that comes with the program."""
    shown = f"{description}；不写就用程序自带的"
    return key(name, shown, default_factory=lambda: spec.model_validate(SHIPPED_DESIGN[name]))


_FORMS_SHOWN = (
    "制作单位的机器读哪几种：SVG、DXF（R2010）、DXF R12（只有直线，给旧软件）、PLT（HPGL，1 号笔雕刻，2 号笔切割）"
)
_SINGLE_SHOWN = "比这矮的字在雕刻文件里走单线（MARK 层，PLT 的 3 号笔），须带单位，例如 6 mm；全部按轮廓刻不写"
_MARKS = "可用 {区} {街道} {工作站} {民政局} 代入"


class PlaqueDesign(Facts):
    """The one plaque design of the district, for all stations."""

    plate: SignSpec = _shipped("横牌", "大门横牌", SignSpec)
    board: UprightSpec = _shipped("竖牌", "大门竖牌（自上而下一行）", UprightSpec)
    room: RoomSpec = _shipped("科室牌", "室内科室牌", RoomSpec)
    info: SignSpec | None = key("信息牌", "入口的便民信息牌；没有不写", default=None)
    plate_lead: Text = key("横牌上行", f"横牌第一行，{_MARKS}", default="{区}{街道}")
    plate_main: Text = key("横牌主行", "横牌第二行大字", default="民政工作站")
    board_text: Text = key("竖牌文字", f"竖牌整行文字，{_MARKS}", default="{工作站}")
    maker: Text = key("监制", f"横牌下方的监制单位一行，{_MARKS}", default="{民政局}　监制")
    engraving_forms: Several[EngravingForm] = key("雕刻文件", _FORMS_SHOWN, default=("SVG", "DXF"))
    single_lines: Measure | None = key("单线字高", _SINGLE_SHOWN, default=None)


def _shipped_plaques() -> PlaqueDesign:
    """The whole plaque design that comes with the program, with a plate at the entrance."""
    return PlaqueDesign.model_validate({"信息牌": SHIPPED_DESIGN["信息牌"]})


ScriptName = Literal["藏文", "维吾尔文", "朝鲜文", "壮文", "彝文", "蒙古文"]
PlateOrder = Literal["民族文字在上", "汉字在上", "民族文字在左", "汉字在左"]
BoardOrder = Literal["民族文字在左", "汉字在左"]
Lockable = Literal["门牌", "展板", "胸牌", "主题"]
LOCKABLE: tuple[Lockable, ...] = get_args(Lockable)


class Design(Facts):
    """What things look like, and which parts of it a station may change.

    A part is written whole or not at all: the weight of one material and the thickness of another would make neither.
    """

    theme: Slug = key("主题", "主题名：data/themes/ 下自己的主题文件夹，或程序自带的 default、blue", default="default")
    locked: Several[Lockable] = key("锁定", "各站不得改动的部分", default=("门牌",))
    open: Several[Lockable] = key(
        "开放", "各站可在自己的数据文件“设计”一节改动的部分", default=("展板", "胸牌", "主题")
    )
    plaques: PlaqueDesign = key("门牌", "统一门牌设计", default_factory=_shipped_plaques)
    board: BoardSpec = _shipped("展板", "制度展板的尺寸与工艺", BoardSpec)
    badge: BadgeSpec = _shipped("胸牌", "胸牌的尺寸与工艺", BadgeSpec)
    sheets: SheetPlan = _shipped("胸牌拼版", "胸牌怎样拼在纸上；各站可按自己的打印机另写", SheetPlan)
