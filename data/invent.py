"""Invent the sample stations: their data files, client tables and monitors' portraits.

The project is about paper that real offices fill with real people's data, so its samples must not
come from anywhere: every name, number and face here is made up. A script and not typed files,
because valid identity numbers, some 1,800 client files, the papers in them and 140 portraits are too
much to type, and because a test can run it again and compare. It has no clock and its dice are seeded by what they
are thrown for, so the same program always writes the same text, and changing one station hardly
touches the others. (Compressed PNG bytes may differ with the zlib in use; the pixels do not.)

    python data/invent.py [FOLDER]      # writes FOLDER/stations/…, by default beside this script
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple, cast

from PIL import Image, ImageDraw
from stdnum.cn import ric

REGION = "990103"
CITY, DISTRICT = "云川市", "澄江区"
ISSUED = "2026-10-12"
LAST_DECISION = date(2026, 10, 30)
TERM = {"起": "2026-10-15", "止": "2029-10-14"}
TWO_MONITORS_FROM = 2500
SYSTEM = "澄江区社会救助业务管理系统"
BOARDS = (
    "gong-zuo-zhi-du",
    "gong-zuo-zhi-ze",
    "xing-wei-gui-fan",
    "fu-wu-cheng-nuo",
    "di-bao-liu-cheng",
    "te-kun-liu-cheng",
    "lin-shi-jiu-zhu-liu-cheng",
    "can-ji-bu-tie-liu-cheng",
    "gao-ling-jin-tie-liu-cheng",
    "wu-ren-fu-yang-liu-cheng",
)
WALLS = {"东墙": 4, "北墙": 3, "西墙": 3}
"""How many boards hang on each wall; procedures begin on the second."""


# ── What is decided by hand for each station ────────────────────────────────────────────────────


class Defect(NamedTuple):
    """What the inspectors found wrong under one item of the score sheet."""

    found: int
    note: str
    remedy: str
    due: str = "2026-12-15"


@dataclass(frozen=True)
class Plan:
    """A station in outline. The defaults conform; what a station lacks is said by name."""

    file: str
    code: str
    street: str
    address: str
    communities: str
    achievements: tuple[str, ...]
    monitors: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    staff: int = 6
    away: int = 0
    second_style: str = "竖牌"
    flow_room: str = "服务大厅"
    void: tuple[tuple[str, str, str], ...] = ()
    saturday: bool = False
    badge_portrait: bool = False
    shows_people: bool = False
    civil_servants: bool = True
    fax: bool = True
    not_posted: str = ""
    not_hung: str = ""
    without_monitor: str = ""
    kept_longer: tuple[str, ...] = ()
    households: int = 0
    """How many files there are; of none some number is thrown for."""
    departed: str = ""
    """One of the staff who left in September, and whom the last of the others succeeded."""
    replaced: tuple[str, str] | None = None
    """The code of a monitor who resigned in November, and the successor."""
    mid_year: bool = False
    """Whether the staff were assessed at the middle of the year too."""
    from_the_beginning: Mapping[str, str] = field(default_factory=dict)
    """What a check in July found that the inspectors would find again, by item of the score sheet."""
    defects: Mapping[str, Defect] = field(default_factory=dict)

    @property
    def station(self) -> str:
        return f"{DISTRICT}{self.street}民政工作站"

    @property
    def office(self) -> str:
        return f"{DISTRICT}{self.street}办事处"

    @property
    def turn(self) -> int:
        """From 1 to 8: streets take turns through autumn, and a district of more than eight begins again."""
        return (int(self.code) - 1) % 8 + 1

    @property
    def inspected(self) -> date:
        return date(2026, 11, 9) + timedelta(days=(self.turn - 1) * 5 // 8)

    def dice(self, *purpose: str) -> Random:
        return Random("/".join((self.file, *purpose)))

    def phone(self, extension: int) -> str:
        return f"0999-555{int(self.code)}{extension:03d}"


# A name followed by ♀ or ♂ is a forced one: rare characters, long and compound names.
PLANS = (
    Plan(
        file="taoyuan",
        code="001",
        street="桃源街道",
        address="桃溪路 26 号街道便民服务中心一楼",
        communities="桃溪社区 6120，花径社区 4385，竹坞社区 3270，云锦社区 7840，晴川社区 2499，"
        "临水社区 2500，杏坛社区 2501，柳湾村 1860，上坪村 1235，枫岭村 2080",
        monitors=("林㛃♀", "欧阳静舒♀"),
        clients=("陶㛃♀", "龚𬭎♂", "司徒明远♂"),
        staff=7,
        shows_people=True,
        achievements=(
            "服务窗口实行受理、咨询、引导三岗合一，群众到站只需找一个窗口。",
            "十个社区（村）监督员全部配齐，常住人口 2500 人以上的社区均为双人。",
            "2025 年上半年以前的客户档案全部装订成册，目录与管理系统逐户一致。",
        ),
        defects={
            "1.4": Defect(1, "档案室科室牌右下角松动", "重新固定科室牌", "2026-11-30"),
        },
    ),
    Plan(
        file="liulin",
        code="002",
        street="柳林街道",
        address="柳林大街 103 号街道办事处西楼一层",
        communities="柳荫社区 5460，双塔社区 3815，古槐社区 2960，河沿社区 6705，"
        "新柳社区 4120，北园社区 2240，柳林堡村 1650，小梁村 1420",
        monitors=("方堃♂",),
        clients=("丁堃♂", "尉迟文博♂"),
        staff=5,
        fax=False,
        not_posted="lin-shi-jiu-zhu-liu-cheng",
        void=(("003-03", "2026-10-20", "遗失"), ("004-03", "2026-10-26", "解聘")),
        achievements=(
            "每周四组织工作人员到社区集中受理，行动不便的申请人可以预约上门。",
            "窗口值班和首问登记连续完整，来访事项都能查到办理结果。",
        ),
        defects={
            "1.5": Defect(1, "无障碍坡道口停放电动车", "划出禁停区并安排专人巡查", "2026-11-30"),
            "4.3": Defect(2, "公开栏两处咨询电话未更新", "更换公开内容，建立定期核对登记"),
        },
    ),
    Plan(
        file="qinghuai",
        code="003",
        street="青槐街道",
        address="青槐北路 8 号社区综合服务楼一楼",
        communities="青槐社区 7215，玉兰社区 5530，纺织社区 4870，机床社区 3640，铁路社区 2985，"
        "文昌社区 6310，晚晴社区 2750，书院社区 3125，南营社区 1980，槐荫社区 4405，"
        "大青村 2165，小青村 1340",
        monitors=("周𬭎♂", "诸葛云舟♂"),
        clients=("许𬭎♂", "沈珺♀"),
        departed="魏长宁",
        replaced=("002-01", "邵文渊♂"),
        void=(("002-01", "2026-11-03", "辞任"),),
        saturday=True,
        achievements=(
            "老旧小区楼栋信息与救助台账对应，半年内主动发现并协助申请 23 户。",
            "周六上午开设预约窗口，方便上班家庭办理申请和查询。",
            "档案室实行人机双核，抽查的十户材料与系统记录完全一致。",
        ),
        defects={
            "6.4": Defect(1, "第三季度监督员例会记录缺签到页", "补充会议情况说明，规范签到"),
        },
    ),
    Plan(
        file="yanhu",
        code="004",
        street="䶮湖街道",
        address="䶮湖东路 51 号社区综合服务楼一楼",
        communities="䶮湖北社区 4980，䶮湖南社区 5245，望月社区 3360，渔市社区 2610，"
        "长堤社区 6890，荷塘社区 2305，湖心村 1480，芦花村 1915，石埠村 2530",
        monitors=("韩䶮♂", "苏珺♀"),
        clients=("严䶮♂", "陆珺♀", "令狐春晓♀"),
        staff=5,
        mid_year=True,
        badge_portrait=True,
        achievements=(
            "渔市、湖心等片区实行水陆结合走访，监督员每月至少到户一次。",
            "胸牌采用竖式挂牌，姓名和监督电话字大易认，老年群众反映良好。",
        ),
        defects={
            "3.4": Defect(1, "一台高拍仪接口损坏，未登记报修", "修复设备，补记登记台账"),
        },
    ),
    Plan(
        file="bailuhu",
        code="005",
        street="白鹭湖生态旅游度假区街道",
        address="度假区环湖西路 200 号游客服务中心东侧",
        communities="度假区中心社区 4260，白鹭湖湿地东岸社区 2875，观鹭社区 3540，云栖社区 5105，"
        "温泉社区 2690，听涛社区 1875，鹭洲村 1560，苇岸村 1240，东埂村 1985，西埂村 2035，"
        "大圩村 2860，小圩村 1310，采菱村 1725，渡口村 1200",
        monitors=("阿依努尔·图尔荪买买提♀", "慕容清越♀"),
        clients=("古丽仙·艾合买提♀", "贺堃♂"),
        staff=5,
        away=1,
        second_style="横牌",
        shows_people=True,
        achievements=(
            "针对村庄分散的实际，监督员分片包户，偏远村组的申请由工作站上门受理。",
            "旅游旺季设立急难救助登记点，外来人员遇到急难可以就近提出申请。",
        ),
        defects={
            "2.7": Defect(1, "一名工作人员对初审公示期限回答不准确", "组织业务学习并进行测试"),
            "4.4": Defect(1, "9 月学习记录只有标题没有内容", "规范学习记录，站长按月检查"),
            "6.3": Defect(1, "抽问的一名监督员不清楚急难情形报告途径", "逐人讲解，发放联系卡"),
        },
    ),
    Plan(
        file="shiqiao",
        code="006",
        street="石桥街道",
        address="石桥中路 77 号街道社会事务服务楼一楼",
        communities="石桥社区 5880，桥东社区 4635，桥西社区 3955，仓前社区 2720，陶瓷厂社区 9800，"
        "粮库社区 3190，迎宾社区 6045，五里村 1790，七里村 1465，石磨村 2210，拱桥村 1655",
        monitors=("唐堃♀",),
        clients=("崔㛃♀", "上官沐阳♂"),
        civil_servants=False,
        flow_room="救助受理室",
        achievements=(
            "陶瓷厂社区人口较多，工作站按楼院建立走访清单，困难家庭底数清楚。",
            "办事流程集中公示在救助受理室，申请人可以对照查看办理进度。",
        ),
        defects={
            "1.4": Defect(2, "服务大厅两块科室牌被宣传架遮挡", "移开宣传架，保持标识可见"),
            "3.6": Defect(1, "办公用品支出与工作经费未分开记账", "单独列账，按季核对"),
            "5.5": Defect(2, "抽查中两户缺少家庭成员变动说明", "补齐材料，全面自查同类档案"),
        },
    ),
    Plan(
        file="nanping",
        code="007",
        street="南屏街道",
        address="南屏山路 15 号街道办事处一楼",
        communities="南屏社区 4790，松风社区 3225，翠微社区 5610，梅园社区 2545，茶场社区 2130，"
        "驿前社区 6470，前岭村 1695，后岭村 1310，白石村 1880，清泉村 2055",
        monitors=("裴珺♀",),
        clients=("龙䶮♂", "皇甫若水♀"),
        second_style="横牌",
        not_hung="社区服务中心",
        without_monitor="后岭村",
        kept_longer=("LS-2022-0004",),
        from_the_beginning={"3.4": "设备没有登记台账"},
        achievements=(
            "山区村组实行定期下村受理，群众递交申请的路程明显缩短。",
            "办公用房已经单独设置，服务窗口和档案室分开管理。",
        ),
        defects={
            "1.4": Defect(3, "三间办公室未装科室牌，只贴打印纸", "按统一式样安装科室牌"),
            "1.5": Defect(2, "大厅堆放杂物，轮椅通道被占用", "清理大厅，恢复通道"),
            "2.7": Defect(2, "两名工作人员不熟悉特困人员认定时限", "组织业务学习并进行测试"),
            "3.4": Defect(3, "两台计算机不能使用，设备无登记台账", "维修设备，建立登记台账"),
            "3.6": Defect(1, "上半年支出凭证未装订", "整理装订，按季核对"),
            "4.3": Defect(2, "大厅折页仍写旧的审批用语和旧时限", "收回旧折页，按现行规定重印"),
            "4.4": Defect(2, "值班登记缺 8 月，首问登记缺办理结果", "落实登记，站长按周检查"),
            "5.5": Defect(5, "抽查中五户入户调查表签字不全", "逐户核实情况，规范签字，全面自查"),
            "6.3": Defect(2, "抽问的两名监督员不清楚主要职责", "集中培训，发放工作手册"),
            "6.4": Defect(2, "本年度无培训记录，未开展考评", "制定培训和考评安排并组织实施"),
        },
    ),
    Plan(
        file="wanghe",
        code="008",
        street="望河街道",
        address="滨河南路 312 号便民服务中心一楼 A 区",
        communities="望河社区 6655，滨江社区 8140，渡头社区 3475，水文社区 2815，船厂社区 5290，"
        "新港社区 7025，月坝社区 2620，安澜社区 4150，柏林湾社区 3080，沙洲村 1540，"
        "外沙村 2190，内沙村 1375，堤角村 2505",
        monitors=("乔㛃♀", "夏侯知远♂", "阿卜杜拉·热合曼♂"),
        clients=("柯𬭎♂", "米热古丽·吐尔逊♀", "端木青禾♀"),
        staff=7,
        shows_people=True,
        achievements=(
            "沿河社区建立汛期困难家庭名册，遇有险情先转移、先救助。",
            "十三个社区（村）监督员按月例会，走访记录随时录入管理系统。",
            "检查组现场抽查的各项均符合要求，群众访谈无负面意见。",
        ),
    ),
)


# ── People ──────────────────────────────────────────────────────────────────────────────────────

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋"
    "蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万"
    "段雷钱汤尹黎易常武乔贺赖龚文"
)
COMPOUND_SURNAMES = ("欧阳", "司徒", "上官", "诸葛", "慕容", "夏侯")
GIVEN = {
    True: (
        "兰芬梅凤琴秀莲菊香桂巧翠淑惠春萍荷蓉妍琪雯悦",
        (
            "桂兰 秀芬 玉梅 春香 淑琴 惠兰 巧云 翠莲 凤仪 月娥 晓燕 雅琴 文静 思颖 雨桐 佳慧 静怡 "
            "梦洁 秋菊 冬梅 素芬 美华 丽娜 彩霞 金凤 银花 爱莲 小荷 若兰 亚男 婉清 书瑶"
        ),
    ),
    False: (
        "福贵昌顺旺林山海江柱松柏峰川岩钧锐恒",
        (
            "建国 国庆 志远 长河 德福 永贵 有才 金山 大勇 文斌 海涛 明辉 卫东 立新 光明 春生 根生 "
            "水生 家兴 家旺 学文 学武 守信 守田 天佑 子安 浩然 宇航 一鸣 少峰 庆丰 保田 满仓 得胜"
        ),
    ),
}


class Person(NamedTuple):
    name: str
    female: bool


class Names:
    """Names not given out before."""

    def __init__(self, dice: Random, taken: set[str]) -> None:
        self._dice = dice
        self._taken = taken

    def forced(self, marked: str) -> Person:
        person = Person(marked[:-1], marked[-1] == "♀")
        self._taken.add(person.name)
        return person

    def next(self) -> Person:
        while True:
            female = self._dice.random() < 0.5
            surname, given = self._surname(), self._given(female)
            person = Person(surname + given, female)
            if person.name not in self._taken and surname not in given:
                self._taken.add(person.name)
                return person

    def _surname(self) -> str:
        compound = self._dice.random() < 0.02
        return self._dice.choice(COMPOUND_SURNAMES if compound else tuple(SURNAMES))

    def _given(self, female: bool) -> str:
        singles, doubles = GIVEN[female]
        roll = self._dice.random()
        if roll < 0.12:
            return self._dice.choice(singles)
        if roll < 0.88:
            return self._dice.choice(doubles.split())
        return self._dice.choice(singles) + self._dice.choice(singles)


# ── YAML as a clerk would write it ──────────────────────────────────────────────────────────────

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]


class Inline(dict[str, Value]):
    """A mapping written on one line."""


def scalar(value: str | int) -> str:
    """A plain scalar; quoted where an editor would otherwise read a number and drop its zeros."""
    text = str(value)
    number_like = text.replace(".", "").isdigit() and (text[0] == "0" or "." in text)
    return f'"{text}"' if isinstance(value, str) and number_like else text


def inline(value: Value) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key}: {inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (str, int)):
        return scalar(value)
    return "[" + ", ".join(inline(item) for item in value) + "]"


def lines(value: Mapping[str, Value], indent: str = "") -> Iterator[str]:
    """A mapping in block form. Lists of short words and `Inline` mappings stay on their line."""
    for key, item in value.items():
        if isinstance(item, Mapping) and not isinstance(item, Inline):
            yield f"{indent}{key}:"
            yield from lines(item, indent + "  ")
        elif isinstance(item, (str, int, Inline)) or is_short(item):
            yield f"{indent}{key}: {inline(item)}"
        else:
            yield f"{indent}{key}:"
            for entry in item:
                yield from entry_lines(entry, indent + "  ")


def is_short(item: Sequence[Value]) -> bool:
    words = [entry for entry in item if isinstance(entry, str)]
    return len(words) == len(item) and sum(map(len, words)) <= 40


def entry_lines(entry: Value, indent: str) -> Iterator[str]:
    if isinstance(entry, Mapping) and not isinstance(entry, Inline):
        first, *rest = lines(entry, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest
    else:
        yield f"{indent}- {inline(entry)}"


def document(sections: Sequence[tuple[str, Mapping[str, Value]]]) -> str:
    """Sections, each under its comment, with a blank line between them."""
    head = "# yaml-language-server: $schema=../schema/station.schema.json\n"
    parts = [f"# {comment}\n" + "\n".join(lines(body)) + "\n" for comment, body in sections]
    return head + "\n".join(["", *parts])


# ── A station's data file ───────────────────────────────────────────────────────────────────────

DUTIES = (
    "档案管理和信息录入",
    "申请受理和窗口服务",
    "入户调查和动态管理",
    "监督员队伍管理和福利服务",
    "政策宣传和投诉处理",
)


FIRST_DAY, OTHERS_CAME = "2026-03-06", "2026-04-20"
"""Heads and deputies were there before the agreement named them; the others came within the plan's first phase."""


def yes(value: bool) -> str:
    return "是" if value else "否"


def staff(plan: Plan, people: Sequence[Person]) -> list[Value]:
    """Head and deputy, then those who do the work; the last `away` of them are not in post."""
    head, deputy, *others = people
    servant = "行政编制" if plan.civil_servants else "事业编制"
    members: list[Value] = [
        {
            "代码": "01",
            "姓名": head.name,
            "职务": "站长",
            "兼任": "街道办事处副主任" + ("" if plan.civil_servants else "（挂职）"),
            "分管民政": "是",
            "编制": servant,
            "到岗": FIRST_DAY,
            "任职文号": f"{short_office(plan)}〔2026〕{4 + int(plan.code)}号",
            "分工": "主持工作站全面工作",
        },
        {
            "代码": "02",
            "姓名": deputy.name,
            "职务": "副站长",
            "兼任": "社会事务科科长",
            "社会事务科科长": "是",
            "编制": servant,
            "到岗": FIRST_DAY,
            "任职文号": f"{short_office(plan)}〔2026〕{4 + int(plan.code)}号",
            "分工": "负责日常工作，审查初审材料",
        },
    ]
    for number, (person, duty) in enumerate(zip(others, DUTIES, strict=False), 3):
        away = number > plan.staff - plan.away
        member: dict[str, Value] = {
            "代码": f"{number:02d}",
            "姓名": person.name,
            "职务": "工作人员",
            "编制": "事业编制",
        }
        if not away:
            member["到岗"] = SUCCESSOR_CAME if plan.departed and number == plan.staff else OTHERS_CAME
        member["分工"] = duty + ("（借调街道综合治理办）" if away else "")
        members.append(member)
    return [*members, *([departed(plan)] if plan.departed else [])]


SUCCESSOR_CAME = "2026-09-28"


def departed(plan: Plan) -> Value:
    """Who was there until the end of September, and handed over to whoever had come two days before."""
    return {
        "代码": f"{plan.staff + 1:02d}",
        "姓名": plan.departed,
        "职务": "工作人员",
        "编制": "事业编制",
        "到岗": OTHERS_CAME,
        "离岗": {
            "日期": "2026-09-30",
            "事由": "调离",
            "文号": f"{short_office(plan)}〔2026〕27号",
            "接任": f"{plan.staff:02d}",
            "移交": [
                "困难家庭走访记录12份，拟聘监督员名单1份",
                "未办结的入户调查5户，材料在档案柜第2层",
                "业务系统账号已停用，窗口钥匙2把",
                "计算机1台（含电源线），见设备登记台账",
            ],
        },
        "分工": "监督员队伍管理和福利服务",
    }


PHOTOGRAPHED = ("taoyuan",)
"""Stations whose staff have photos on the notice and on their cards: elsewhere there are only names."""


def shown(plan: Plan, members: Sequence[Value]) -> list[Value]:
    """The staff as a notice at the entrance has them: where each sits, and in one station a photo."""
    if not plan.shows_people:
        return list(members)
    rooms = ("二楼办公室", "二楼办公室", "档案室", "1 号窗口", "2 号窗口", "3 号窗口", "咨询台")
    return [
        {**member, "窗口": rooms[number], **_photo(plan, number), **_card(plan, member)}
        for number, member in enumerate(members)
        if isinstance(member, Mapping)
    ]


def _photo(plan: Plan, number: int) -> Mapping[str, Value]:
    return {"照片": staff_photo(plan, number)} if plan.file in PHOTOGRAPHED else {}


def _card(plan: Plan, member: Mapping[str, Value]) -> Mapping[str, Value]:
    return {"工作牌": "是"} if plan.file in PHOTOGRAPHED and "到岗" in member else {}


def staff_photo(plan: Plan, number: int) -> str:
    return f"photos/{plan.code}-staff-{number + 1:02}.png"


def october(plan: Plan, later: int = 0) -> str:
    """A working day of October 2026, when plaques and boards went up street by street."""
    days = (19, 20, 21, 22, 23, 26, 27, 28, 29, 30)
    return f"2026-10-{days[plan.turn - 1 + later]}"


def hangings(plan: Plan) -> list[Value]:
    spots = {"横牌": "面向大门，门右侧墙面", "竖牌": "面向大门，左侧门垛"}
    result: list[Value] = []
    for place, style in (("社会事务科", "横牌"), ("社区服务中心", plan.second_style)):
        hanging: dict[str, Value] = {
            "地点": place,
            "位置": spots[style],
            "式样": style,
            "数量": 1,
        }
        if place != plan.not_hung:
            hanging["挂牌日期"] = october(plan)
        result.append(hanging)
    return result


def rooms(plan: Plan) -> list[Value]:
    names = ("民政服务窗口", "救助受理室", "站长办公室", "档案室", "谈心室", "监督员工作室")
    count = 4 + int(plan.code) % 3
    return [
        Inline({"名称": name, "位置": f"一楼 {101 + number} 室，面向门右侧", "数量": 1})
        for number, name in enumerate(names[:count])
    ]


def adoptions(plan: Plan) -> list[Value]:
    result: list[Value] = []
    places = [(wall, place) for wall, boards in WALLS.items() for place in range(1, boards + 1)]
    for board, (wall, place) in zip(BOARDS, places, strict=True):
        adoption: dict[str, Value] = {
            "展板": board,
            "房间": "服务大厅" if wall == "东墙" else plan.flow_room,
            "墙面": wall,
            "左起": place,
            "数量": 1,
        }
        if wall != "东墙":
            adoption["大字版"] = "是"
        if board != plan.not_posted:
            adoption["上墙日期"] = october(plan, later=2)
        result.append(adoption)
    return result


def notices(plan: Plan) -> list[Value]:
    """Standards everywhere; some stations show their staff and their monitors, too."""
    subjects = ("保障标准", "工作人员", "信息监督员") if plan.shows_people else ("保障标准",)
    return [
        {
            "内容": subject,
            "房间": "服务大厅",
            "墙面": "南墙",
            "左起": place,
            "数量": 1,
            "上墙日期": october(plan, later=2),
        }
        for place, subject in enumerate(subjects, 1)
    ]


def equipment(plan: Plan) -> list[Value]:
    things = [
        Inline({"名称": "计算机", "数量": plan.staff, "说明": "其中 1 台专用于档案管理"}),
        Inline({"名称": "电话", "数量": 3}),
        Inline({"名称": "传真机", "数量": 1}),
        Inline({"名称": "打印复印一体机", "数量": 2}),
        Inline({"名称": "高拍仪", "数量": 1}),
        Inline({"名称": "档案密集柜", "数量": 2 + int(plan.code) % 3}),
    ]
    return [thing for thing in things if plan.fax or thing["名称"] != "传真机"]


def transport(plan: Plan) -> list[Value]:
    bicycles = Inline({"名称": "电动自行车", "数量": 2 + int(plan.code) % 2})
    car = Inline({"名称": "工作用车", "数量": 1, "说明": "街道统一调派"})
    return [car, bicycles] if int(plan.code) % 2 else [bicycles]


class Community(NamedTuple):
    code: str
    name: str
    population: int


def communities(plan: Plan) -> list[Community]:
    pairs = (entry.split() for entry in plan.communities.split("，"))
    return [Community(f"{number:03d}", name, int(population)) for number, (name, population) in enumerate(pairs, 1)]


def is_village(name: str) -> bool:
    """Whether a community is one, by its name, with its committee's or without."""
    return name.endswith(("村", "村委会", "村民委员会"))


class Seat(NamedTuple):
    """A monitor's place; who sits on it is dealt with separately."""

    community: Community
    serial: str

    @property
    def code(self) -> str:
        return f"{self.community.code}-{self.serial}"

    def photo(self, plan: Plan) -> str:
        return f"photos/{plan.code}-{self.community.code}-{self.serial}.png"


def seats(plan: Plan) -> list[Seat]:
    return [
        Seat(community, f"{serial:02d}")
        for community in communities(plan)
        if community.name != plan.without_monitor
        for serial in range(1, 3 if community.population >= TWO_MONITORS_FROM else 2)
    ]


def community_facts(plan: Plan, seated: Mapping[Seat, Person]) -> list[Value]:
    result: list[Value] = []
    for community in communities(plan):
        monitors = [monitor(plan, seat, person) for seat, person in seated.items() if seat.community == community]
        result.append(
            {
                "代码": community.code,
                "名称": community.name,
                "类型": "村" if is_village(community.name) else "社区",
                "人口": community.population,
                "监督员": monitors,
            }
        )
    return result


LAST_DAY, SUCCEEDED_ON = "2026-11-02", "2026-11-03"
"""Of a monitor who resigned, and the first day of the successor."""


def monitor(plan: Plan, seat: Seat, person: Person) -> Value:
    left, successor = plan.replaced and plan.replaced[0], successor_seat(plan)
    begins = SUCCEEDED_ON if seat == successor else TERM["起"]
    facts: dict[str, Value] = {
        "姓名": person.name,
        "序号": seat.serial,
        "工作电话": plan.phone(100 + int(seat.community.code)),
        "照片": seat.photo(plan),
        "聘期": Inline({**TERM, "起": begins}),
    }
    if successor and seat.code == left:
        facts["离任"] = {
            "日期": LAST_DAY,
            "事由": "辞任",
            "接任": successor.code,
            "移交": ["走访记录本1册，登记至10月30日", "帮扶联系户名单1份"],
        }
    return facts


def successor_seat(plan: Plan) -> Seat | None:
    """The place of whoever came after a monitor, with the next serial of the community."""
    if plan.replaced is None:
        return None
    community = next(each for each in communities(plan) if plan.replaced[0].startswith(each.code))
    used = [seat.serial for seat in seats(plan) if seat.community == community]
    return Seat(community, f"{len(used) + 1:02d}")


# Item of the score sheet → what the inspectors note where all is well, and what it rests on.
ITEMS: Mapping[str, tuple[str, str, str]] = {
    "1.4": ("门牌和科室牌安装牢固，字迹清晰", "照片", "门牌及科室牌照片"),
    "1.5": ("大厅整洁，通道畅通，有无障碍设施", "照片", "服务大厅照片"),
    "2.6": ("", "访谈", "办事群众访谈记录"),
    "2.7": ("现场提问 3 人，程序和时限回答准确", "访谈", "工作人员提问记录"),
    "3.4": ("设备使用正常，与登记台账相符", "记录", "办公设备登记台账"),
    "3.6": ("经费单独列账，收支清楚", "文件", "2026 年工作经费明细账"),
    "4.3": ("公开内容与现行规定核对一致", "照片", "展板及公开栏照片"),
    "4.4": ("首问、值班登记连续完整，学习有记录", "记录", "首问登记簿、值班登记簿和学习记录"),
    "5.5": ("抽查 10 户，材料齐全，与系统一致", "记录", "档案抽查登记表"),
    "6.3": ("抽问监督员 4 人，职责和报告途径清楚", "访谈", "监督员访谈记录"),
    "6.4": ("培训、例会和考评记录齐全", "记录", "监督员培训和考评记录"),
}


FULL_POINTS: Mapping[str, float] = {
    "1.1": 5, "1.2": 4, "1.3": 4, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 3, "2.5": 2, "2.6": 2, "2.7": 2,
    "3.1": 4, "3.2": 3, "3.3": 2, "3.4": 2, "3.5": 5, "3.6": 2,
    "4.1": 4, "4.2": 4, "4.3": 3, "4.4": 3,
    "5.1": 4, "5.2": 3, "5.3": 4, "5.4": 3, "5.5": 4,
    "6.1": 5, "6.2": 2, "6.3": 3, "6.4": 3,
}  # fmt: skip
GRADES = ("好", "较好", "一般", "差")


def outcome(plan: Plan, item: str, defect: Defect | None) -> Mapping[str, Value]:
    """What the inspectors found, in the way the item is scored."""
    if item == "1.5":
        return {"档次": GRADES[min(defect.found, 3) if defect else 0]}
    if item == "2.6":
        return {"数值": plan.dice("satisfied").choice((84, 88) if len(plan.defects) > 5 else (92, 96, 100))}
    if item == "3.6":
        return {"符合": "否" if defect else "是"}
    return {"问题数": defect.found if defect else 0}


DEFECT_EVIDENCE = {"照片": "问题照片", "访谈": "访谈记录", "记录": "检查记录单"}


def judgments(plan: Plan, serial: int) -> list[Value]:
    result: list[Value] = []
    for number, (item, (fine, fine_kind, fine_evidence)) in enumerate(ITEMS.items(), 1):
        defect = plan.defects.get(item)
        kind = "记录" if defect and fine_kind == "文件" else fine_kind
        rests_on = DEFECT_EVIDENCE[kind] if defect else fine_evidence
        name = f"{rests_on}（{serial}-{number:02d}）"
        evidence: dict[str, Value] = {"种类": kind, "名称": name}
        if kind == "照片":
            evidence["文件"] = scene_file(plan, item)
        found = outcome(plan, item, defect)
        if "数值" in found:
            fine = f"随机访谈办事群众 25 人，{int(str(found['数值'])) // 4} 人表示满意，满意率 {found['数值']}%"
        judgment: dict[str, Value] = {
            "条目": item,
            **found,
            "情况": defect.note if defect else fine,
            "证据": [Inline(evidence)],
        }
        if defect:
            judgment |= {"整改": defect.remedy, "期限": defect.due}
        elif judgment.get("数值", 100) in (84, 88):
            judgment |= {"整改": "公开服务承诺，改进接待工作", "期限": "2026-12-15"}
        result.append(judgment)
    return result


def scene_file(plan: Plan, item: str) -> str:
    return f"photos/inspection-{plan.code}-{item}.png"


def self_inspection(plan: Plan) -> Mapping[str, Value]:
    """Stations see about half of what the inspectors see."""
    dice = plan.dice("self")
    scores: list[Value] = []
    known = lacking(plan)
    for item, full in FULL_POINTS.items():
        seen = item in plan.defects and dice.random() < 0.5
        lost, note = known.get(item) or ((0.5, plan.defects[item].note) if seen else (0, ""))
        score: dict[str, Value] = {"条目": item, "得分": f"{full - lost:g}"}
        scores.append(Inline(score | ({"说明": note} if note else {})))
    remedies = [f"{defect.remedy}，11月底前完成。" for item, defect in plan.defects.items()][:3]
    told: dict[str, Value] = {"日期": "2026-10-30", "评分": scores}
    return told | ({"整改打算": list(remedies)} if remedies else {})


def lacking(plan: Plan) -> Mapping[str, tuple[float, str]]:
    """What a station lacks by its own data: no report of its own can overlook that."""
    lacks = {
        "1.2": (2, f"{plan.not_hung}没有挂出统一门牌") if plan.not_hung else None,
        "2.3": (4, f"在岗工作人员只有{plan.staff - plan.away}名") if plan.staff - plan.away < 5 else None,
        "2.4": (3, "没有行政编制人员") if not plan.civil_servants else None,
        "3.1": (2, "没有传真机") if not plan.fax else None,
        "4.2": (1, "一块展板没有上墙") if plan.not_posted else None,
        "6.1": (1, f"{plan.without_monitor}没有监督员") if plan.without_monitor else None,
    }
    return {item: found for item, found in lacks.items() if found}


REPORTED = ("nanping", "shiqiao")
"""Street offices that reported in writing what they put right."""


def rectified(plan: Plan) -> list[Value]:
    """The street's own report, item by item: all is done but what the second look finds unfinished."""
    unsatisfied = ["2.6"] if int(str(outcome(plan, "2.6", None)["数值"])) < 90 else []
    items = sorted([*plan.defects, *lacking(plan), *unsatisfied], key=float)
    late = items[-2:] if len(items) > 5 else []
    return [_rectified(plan, item, item in late, number) for number, item in enumerate(items, 1)]


def _rectified(plan: Plan, item: str, late: bool, number: int) -> Value:
    proof, measure = MENDED[item]
    told: dict[str, Value] = {"条目": item, "措施": plan.defects[item].remedy if item in plan.defects else measure}
    if late:
        return told | {"未完成原因": "参加人员分散，年底前须分两批组织，第一批已经完成", "预计": "2026-12-31"}
    day = weekday(date(2026, 11, 23) + timedelta(days=number))
    kind = "照片" if proof.endswith("照片") else "文件"
    return told | {"完成日期": day.isoformat(), "证据": [Inline({"种类": kind, "名称": proof})]}


MENDED: Mapping[str, tuple[str, str]] = {
    "1.2": ("门牌安装照片", "领取统一门牌，在社区服务中心挂出，登记挂牌日期"),
    "1.4": ("科室牌照片", ""),
    "1.5": ("服务大厅照片", ""),
    "2.4": ("编制落实文件", "报请机构编制部门落实1名行政编制"),
    "2.6": ("服务承诺公示照片", "公开服务承诺，改进接待工作"),
    "2.7": ("业务测试成绩单", ""),
    "3.4": ("维修单和设备登记台账", ""),
    "3.6": ("2026年工作经费明细账", ""),
    "4.3": ("新印办事折页", ""),
    "4.4": ("值班登记簿和首问登记簿", ""),
    "5.5": ("档案自查登记表", ""),
    "6.1": ("监督员聘任文件", "由后岭村推荐，聘任监督员1名并制作胸牌"),
    "6.3": ("", ""),
    "6.4": ("", ""),
}
"""Item of the score sheet → what proves that it was put right, and how, where the inspectors had not to say it."""


def second_look(plan: Plan) -> Mapping[str, Value]:
    """Everything was put right but the last two matters of a station with many."""
    items = sorted([*plan.defects, *lacking(plan)], key=float)
    late = items[-2:] if len(items) > 5 else []
    results: list[Value] = [
        Inline({"条目": item, "已整改": "否" if item in late else "是",
                "情况": "正在办理，年底前完成" if item in late else "现场查看，已经整改到位"})
        for item in items
    ]  # fmt: skip
    return {"日期": "2026-12-18", "复查组": ["区民政局"], "结果": results}


DIRECTORS = ("程守仁", "顾长青", "梁正平", "施国瑞", "章怀远", "柳成林", "高启明", "曹永安")
"""The heads of the street offices, who sign what goes upward."""


def street_papers(plan: Plan) -> list[Value]:
    number = int(plan.code)
    papers = [street_paper(plan, "self-inspection", 30 + number, "2026-10-30")]
    if plan.file in REPORTED:
        papers.append(street_paper(plan, "rectification-report", 40 + number, "2026-12-16"))
    return [*papers, *([] if plan.civil_servants else [staffing_letter(plan)])]


def street_paper(plan: Plan, code: str, serial: int, day: str) -> Value:
    return {
        "代号": code, "发文字号": f"{short_office(plan)}〔2026〕{serial}号", "签发人": DIRECTORS[plan.turn - 1],
        "主送机关": f"{CITY}{DISTRICT}民政局", "发文机关": plan.office, "发文机关标志": f"{plan.office}文件",
        "成文日期": day, "印发日期": day,
    }  # fmt: skip


def staffing_letter(plan: Plan) -> Value:
    """Where nobody has an administrative post the office writes for one."""
    return {
        "代号": "staffing-letter", "发文字号": f"{short_office(plan)}函〔2026〕{int(plan.code)}号",
        "主送机关": "澄江区委编办", "发文机关": plan.office, "发文机关标志": plan.office,
        "抄送": [f"{CITY}{DISTRICT}民政局"], "成文日期": "2026-11-23",
    }  # fmt: skip


def short_office(plan: Plan) -> str:
    return plan.street.removesuffix("街道")[:2] + "街办"


def trainings(plan: Plan) -> list[Value]:
    """A station that was told to begin with them had none."""
    if "6.4" in plan.defects and plan.defects["6.4"].found > 1:
        return []
    return [
        {"题目": "社会救助法和办理程序", "日期": "2026-09-08", "地点": f"{plan.office}会议室",
         "主讲": "区民政局社会救助科", "对象": "工作人员"},
        {"题目": "民政信息监督员职责和信息报告途径", "日期": "2026-10-20", "地点": f"{plan.office}会议室",
         "主讲": "街道社会事务科", "对象": "信息监督员"},
    ]  # fmt: skip


def assessed(plan: Plan, people: Sequence[Person], seated: Mapping[Seat, Person]) -> list[Value]:
    """Staff in post and monitors; a station where nobody was assessed has none."""
    if plan.without_monitor:
        return []
    present = people[: len(people) - plan.away]
    staffed = [("工作人员", f"{number:02d}", person) for number, person in enumerate(present, 1)]
    left = plan.replaced and plan.replaced[0]
    monitors = [("信息监督员", seat.code, person) for seat, person in seated.items() if seat.code != left]
    mid_year = [assessment(plan, *each, MID_YEAR) for each in staffed] if plan.mid_year else []
    return [
        *mid_year,
        *(assessment(plan, *each, WHOLE_YEAR) for each in staffed),
        *(assessment(plan, *each) for each in monitors),
    ]


MID_YEAR, WHOLE_YEAR = "2026年上半年", "2026年度"
ASSESSED: Mapping[str, tuple[Sequence[int], str]] = {
    "工作人员": ((20, 25, 30, 15, 10), "称职"),
    "信息监督员": ((40, 30, 20, 10), "合格"),
}
"""The full points of each criterion, and the level below 优秀."""


def assessment(plan: Plan, whom: str, code: str, person: Person, period: str = "") -> Value:
    """The period is told where there are several forms for the same people."""
    dice = plan.dice("assessed", person.name, *([period] if period == MID_YEAR else []))
    full, fair = ASSESSED[whom]
    points = [most - dice.choice((0, 0, 1, 1, 2, 3)) for most in full]
    level = "优秀" if sum(points) >= 95 else fair
    when: dict[str, Value] = {"周期": period} if period else {}
    return Inline({"对象": whom, "代码": code, "姓名": person.name, **when, "得分": points, "等次": level})


class Visit(NamedTuple):
    """What a visit of guidance told, what the station did, on which days, and the lines of the score sheet it is of."""

    told: tuple[str, ...]
    done: tuple[tuple[int, str], ...]
    items: tuple[str, ...]


JUNE: Sequence[Visit] = (
    Visit(
        ("讲解门牌、科室牌的统一式样和安装要求", "核对人员到岗情况，要求明确每个岗位的分工"),
        ((7, "按统一式样核对挂牌位置，报出门牌尺寸"), (10, "明确每名工作人员的分工，在站务会上公布")),
        ("1.2", "2.3"),
    ),
    Visit(
        ("讲解社会救助法关于申请、受理的规定", "现场提问办理程序和时限，要求组织一次业务学习"),
        ((8, "组织全体人员学习社会救助法"), (15, "由副站长逐人提问，答错的当场讲解")),
        ("2.7",),
    ),
    Visit(
        ("查看服务大厅，指出等候区与受理窗口没有分开", "核对办公设备，要求逐件登记"),
        ((5, "调整等候区座椅，标出通道"), (12, "逐件登记办公设备，贴上编号")),
        ("1.5", "3.4"),
    ),
)
SEPTEMBER: Sequence[Visit] = (
    Visit(
        ("抽查受理登记，讲解一次性告知的写法", "指出值班登记有漏记，要求每天下班前核对登记簿"),
        ((4, "统一使用新的受理登记簿"), (7, "由副站长每周检查一次登记簿")),
        ("4.4",),
    ),
    Visit(
        ("抽查入户调查表，指出签字不全的当场补正", "讲解户内材料的排列次序"),
        ((9, "对今年以来的入户调查表逐份核对"), (14, "按统一次序重新排列待装订的材料")),
        ("5.5",),
    ),
)
"""What the bureau's two visits of guidance were about, in one station and in another."""


def guidance(plan: Plan) -> list[Value]:
    """Two visits, in June and in September; each record speaks of lines of the score sheet."""
    visits = ((date(2026, 6, 8), JUNE), (date(2026, 9, 14), SEPTEMBER))
    told = [(first + timedelta(days=plan.turn), each[int(plan.code) % len(each)]) for first, each in visits]
    return [
        {"记录": f"业务指导记录（{plan.code}-{number}）", "日期": weekday(day).isoformat(),
         "指导人": ["区民政局社会救助科凌书平", "区民政局办公室尹秋白"],
         "内容": list(visit.told),
         "落实": [f"{on.month}月{on.day}日{what}" for after, what in visit.done
                for on in [weekday(day + timedelta(days=after))]],
         "条目": list(visit.items)}
        for number, (day, visit) in enumerate(told, 1)
    ]  # fmt: skip


CHECKED: Mapping[str, str] = {
    "1.5": ITEMS["1.5"][0],
    "3.4": ITEMS["3.4"][0],
    "4.4": "首问、值班登记逐日连续",
    "5.5": ITEMS["5.5"][0],
}
"""The lines that are looked at between two inspections, and what is noted where all is well."""
MENDED_SOON = "2026-07-20"


def routine_checks(plan: Plan) -> list[Value]:
    """In July a gap in the duty book, soon mended, and what was wrong from the beginning; in October what the
    inspectors would find again, not yet mended."""
    gap = {} if int(plan.code) % 2 else {"4.4": ("值班登记有一天漏记", MENDED_SOON)}
    july = gap | {item: (note, "") for item, note in plan.from_the_beginning.items()}
    october = {item: (each.note, "") for item, each in plan.defects.items() if item in CHECKED}
    return [_routine_check(plan, date(2026, 7, 6), july), _routine_check(plan, date(2026, 10, 12), october)]


def _routine_check(plan: Plan, first: date, wrong: Mapping[str, tuple[str, str]]) -> Value:
    """One check; of what is wrong the note, and the day on which it was mended or none."""
    day = weekday(first + timedelta(days=plan.turn))
    due = (day + timedelta(days=14)).isoformat()
    results = [_checked(item, *wrong.get(item, ("", "")), due) for item in CHECKED]
    return {"日期": day.isoformat(), "检查人": ["区民政局社会救助科", "街道社会事务科"], "结果": results}


def _checked(item: str, wrong: str, done: str, due: str) -> Value:
    if not wrong:
        return Inline({"条目": item, "合格": "是", "情况": CHECKED[item]})
    told: dict[str, Value] = {"条目": item, "合格": "否", "情况": wrong, "期限": due}
    return Inline(told | ({"完成日期": done} if done else {}))


EARLIER: Mapping[str, Sequence[tuple[int, str, str]]] = {
    "liulin": ((2024, "82", "不合格"), (2025, "88.5", "合格")),
    "wanghe": ((2023, "86", "合格"), (2024, "90.5", "合格"), (2025, "93", "合格")),
}
"""Earlier years of the service windows that became stations."""
HOLIDAY = [date(2027, 2, 5) + timedelta(days=n) for n in range(7)]


def duty(plan: Plan, people: Sequence[Person]) -> Mapping[str, Value]:
    """Every day of the Spring Festival: head and deputy lead in turn, the others come two by two in turn."""
    others = [f"{number:02d}" for number in range(3, len(people) - plan.away + 1)]
    shifts: list[Value] = [
        Inline({"日期": day.isoformat(), "起": "9:00", "止": "17:00", "带班": ("01", "02")[n % 2],
                "人员": [others[(2 * n + place) % len(others)] for place in (0, 1)]})
        for n, day in enumerate(HOLIDAY)
    ]  # fmt: skip
    return {"节日": "春节", "起": HOLIDAY[0].isoformat(), "止": HOLIDAY[-1].isoformat(), "电话": plan.phone(1),
            "公告日期": "2027-01-29", "安排": shifts}  # fmt: skip


PORTRAIT_BADGE = {
    "尺寸": "70×100 mm",
    "材料": "PVC 白卡",
    "厚度": "0.76 mm",
    "圆角": "3.18 mm",
    "工艺": "双面热转印，覆光膜",
    "油墨": ["四色"],
    "最细笔画": "0.1 mm",
    "视距": "0.5 m",
    "安装": "透明硬卡套，挂绳佩戴",
}


def station_text(plan: Plan, people: Sequence[Person], seated: Mapping[Seat, Person]) -> str:
    """The whole data file of one station."""
    number = int(plan.code)
    serial = 40 + number
    phones: dict[str, Value] = {"咨询": plan.phone(1), "监督": plan.phone(2)}
    if plan.fax:
        phones["传真"] = plan.phone(3)
    hours: list[Value] = [Inline({"日期": "周一至周五", "时间": "9:00—12:00，13:30—17:00"})]
    if plan.saturday:
        hours.append(Inline({"日期": "周六（预约办理）", "时间": "9:00—12:00"}))
    sections: list[tuple[str, Mapping[str, Value]]] = [
        (
            "── 基本情况。名称与区名册一致，不得简写 ──",
            {
                "街道代码": plan.code,
                "名称": plan.station,
                "地址": f"{CITY}{DISTRICT}{plan.address}",
                "邮编": "990103",
                "电话": phones,
                "办公时间": hours,
                "制发日期": ISSUED,
            },
        ),
        ("── 门牌挂在哪里；还没有挂的，不写挂牌日期 ──", {"挂牌": hangings(plan)}),
        ("── 科室牌 ──", {"科室牌": rooms(plan)}),
        (
            "── 人员：在岗在编 5 至 7 名，行政编制不少于 1 名；编外聘用的不计 ──",
            {"人员": shown(plan, staff(plan, people))},
        ),
        (
            "── 办公场所和经费 ──",
            {
                "场所": {
                    "独立": "是",
                    "登记": f"办公用房登记表第 {number} 号",
                    "位置": "一楼服务大厅及相邻办公用房",
                    "面积": 96 + 17 * number,
                    "窗口": "是",
                    "便民设施": ["座椅", "饮水机", "老花镜", "书写台", "无障碍通道"],
                    "设施登记": "便民设施台账（2026 年）",
                },
                "经费": {
                    "列入预算": "是",
                    "年度": 2026,
                    "金额": 60000 + 8000 * number,
                    "文号": f"澄财预〔2026〕{10 + number}号",
                },
            },
        ),
        (
            "── 办公设备和交通工具：照区里的种类写；别的叫法，写上种类 ──",
            {"设备": equipment(plan), "交通工具": transport(plan)},
        ),
        (
            "── 五类展板：代号见区数据文件；还没有上墙的，不写上墙日期 ──",
            {"制度": adoptions(plan)},
        ),
        (
            "── 入口的便民信息牌：办公时间、电话取自上面 ──",
            {
                "信息牌": {
                    "位置": "大门入口右侧墙面",
                    "数量": 1,
                    "无障碍通行": "大门东侧有坡道，坡道口设呼叫按钮，工作人员出来接待。",
                }
            },
        ),
        ("── 公示牌：另外上墙公示的内容，都取自数据 ──", {"公示牌": notices(plan)}),
        (
            "── 社区和村：常住人口 2500 人以上的配两名监督员 ──",
            {"社区": community_facts(plan, seated)},
        ),
        (
            "── 客户档案：名册另存 CSV，含个人信息，不得外传 ──",
            {"档案": archive(plan, people)},
        ),
        (
            "── 检查验收：由检查组填写，照评分表的计分办法写问题数、符合、档次或数值 ──",
            {
                "检查": {
                    "日期": plan.inspected.isoformat(),
                    "检查组": ["区民政局", "区委编办", "区人力资源和社会保障局", "区财政局"],
                    "序号": serial,
                    "记录": judgments(plan, serial),
                    "成效": list(plan.achievements),
                    **({"整改": rectified(plan)} if plan.file in REPORTED else {}),
                    **({"复查": second_look(plan)} if plan.defects else {}),
                }
            },
        ),
        ("── 本站自查：逐条自评，不超过分值 ──", {"自查": self_inspection(plan)}),
        ("── 街道自己的公文：文号、签发人、日期 ──", {"公文": street_papers(plan)}),
        ("── 培训和考评：签到表、考评表和汇总表由此生成 ──",
         {"培训": trainings(plan), "考评": assessed(plan, people, seated)}),
        ("── 业务指导和日常检查：记录由此生成；条目是评分表的编号 ──",
         {"业务指导": guidance(plan), "日常检查": routine_checks(plan)}),
        ("── 春节值班：放假的日子以国务院办公厅的通知为准；人员写代码或者姓名 ──", {"值班": duty(plan, people)}),
    ]  # fmt: skip
    if plan.file in EARLIER:
        years = [Inline({"年度": year, "得分": points, "等次": level}) for year, points, level in EARLIER[plan.file]]
        sections.append(("── 改建工作站以前各年的验收结果 ──", {"历年": years}))
    if plan.void:
        sections.append(("── 聘期未满而作废的胸牌：编号不再使用 ──", {"作废胸牌": void_badges(plan)}))
    if plan.badge_portrait:
        sections.append(("── 本站对统一设计的改动：胸牌改为竖式挂牌 ──", {"设计": {"胸牌": PORTRAIT_BADGE}}))
    return document(sections)


def void_badges(plan: Plan) -> list[Value]:
    return [
        Inline(
            {
                "编号": f"{REGION}-{plan.code}-{end}",
                "日期": day,
                "事由": reason,
                **({} if reason == "遗失" else {"收回": LAST_DAY if reason == "辞任" else day}),
            }
        )
        for end, day, reason in plan.void
    ]


def archive(plan: Plan, people: Sequence[Person]) -> Mapping[str, Value]:
    _, deputy, keeper, *_ = people
    return {
        "全宗号": f"Z1{int(plan.code):02d}",
        "全宗名称": plan.office,
        "客户档案": f"{plan.file}-clients.csv",
        "户内材料": f"{plan.file}-papers.csv",
        "管理文件": f"{plan.file}-records.csv",
        "装订台账": f"{plan.file}-ledger.csv",
        "查阅登记": f"{plan.file}-consultations.csv",
        "装订成册": "是",
        "管理系统": SYSTEM,
        "核对日期": f"2026-10-{(int(plan.code) - 1) % 4 + 20:02d}",
        "保密": {"专柜加锁": "是", "保管人": keeper.name, "保密承诺": "是", "查阅登记": "是"},
        "立卷人": keeper.name,
        "检查人": deputy.name,
        "立卷日期": "2026-11-06",
        "公示名单": {"公布日期": "2026-11-10", "期间起": "2026-10-01", "期间止": "2026-10-31"},
        "情况说明": "本卷材料排列有序，页码连续；复印件在备注栏注明。",
        **(archive_acts(plan, people) if plan.kept_longer else {}),
    }


def archive_acts(plan: Plan, people: Sequence[Person]) -> Mapping[str, Value]:
    """What became of old files: what was due is appraised, and the oldest volumes are handed over."""
    return {
        "沿革": f"{plan.office}的民政业务由社会事务科承担；2026年10月设立{plan.street}民政工作站，"
        "社会救助档案由工作站统一整理和保管。",
        "鉴定结果": {
            "鉴定小组": [person.name for person in people[:3]],
            "续存": list(plan.kept_longer),
            "销毁方式": "由两名监销人押运，送定点单位化浆",
        },
        "移交": {"接收单位": f"{DISTRICT}档案馆", "日期": "2026-11-25", "类别": ["DB", "TK", "WS"], "截至年度": 2023},
    }


# ── Client files ────────────────────────────────────────────────────────────────────────────────

CLASSES = {
    "DB": ("最低生活保障", 60, "澄民低保"),
    "TK": ("特困人员救助供养", 12, "澄民特困"),
    "LS": ("临时救助", 18, "澄民临救"),
    "BY": ("低保边缘家庭", 10, "澄民低边"),
}
CLIENT_HEAD = "户号 户主 身份证号 类别 社区 人数 金额 确认日期 文号 件数 页数 状态 退出日期"


class House(NamedTuple):
    """A row of the client table."""

    number: str
    head: str
    identity: str
    title: str
    community: str
    members: int
    amount: int
    decided: date
    decision: str
    documents: int
    pages: int
    status: str
    left: date | None

    @property
    def kind(self) -> str:
        return self.number[:2]


class File(NamedTuple):
    kind: str
    decided: date
    person: Person


def identity_number(dice: Random, female: bool, oldest: int, youngest: int) -> str:
    """A number nobody has: the region code is not issued. Date and check character are right."""
    first = date(oldest, 1, 1)
    born = first + timedelta(days=dice.randrange((date(youngest, 12, 31) - first).days))
    order = 2 * dice.randrange(1, 499) + (0 if female else 1)
    body = f"{REGION}{born:%Y%m%d}{order:03d}"
    return body + ric.calc_check_digit(body + "0")


def working_day(dice: Random) -> date:
    """A day on which an office decides: no weekend, no fixed holiday."""
    first = date(2021, 8, 2)
    while True:
        day = first + timedelta(days=dice.randrange((LAST_DECISION - first).days + 1))
        holiday = (day.month, day.day) in {(1, 1), (5, 1)} or (day.month == 10 and day.day < 8)
        if day.weekday() < 5 and not holiday:
            return day


def household_size(dice: Random, kind: str) -> int:
    return 1 if kind == "TK" else dice.choices((1, 2, 3, 4, 5), (34, 30, 20, 12, 4))[0]


URBAN, RURAL = (790, 1030), (660, 860)
"""The district's standards of a month, of minimum living and of basic living: `保障标准` of its file."""
CARE = (110, 320, 640)
"""And what is added for the care of those without support, by how much of it they need."""


def amount(dice: Random, kind: str, community: str, members: int) -> int:
    """Yuan: what the month's income lacks of the standard, or support and care, or the one sum of a temporary help;
    none for the margin."""
    least, basic = RURAL if is_village(community) else URBAN
    if kind == "DB":
        return members * (dice.randrange(280, 780, 10) * least // URBAN[0] // 10 * 10)
    if kind == "TK":
        return basic + dice.choice(CARE)
    return dice.randrange(800, 2000 + 1500 * members, 100) if kind == "LS" else 0


def left(dice: Random, kind: str, decided: date) -> bool:
    return kind == "LS" or dice.random() < 0.07 * (2026 - decided.year)


def houses(plan: Plan, taken: set[str]) -> Iterator[House]:
    """The rows of a client table: classes one after another, each by date of decision."""
    dice = plan.dice("clients")
    names = Names(dice, set())
    people = [names.forced(marked) for marked in plan.clients]
    people += [names.next() for _ in range((plan.households or dice.randrange(200, 261)) - len(people))]
    dice.shuffle(people)
    weights = [weight for _, weight, _ in CLASSES.values()]
    kinds = dice.choices(tuple(CLASSES), weights, k=len(people))
    files = [File(kind, working_day(dice), person) for kind, person in zip(kinds, people, strict=True)]
    places = communities(plan)
    populations = [place.population for place in places]
    counts: dict[tuple[str, int], int] = {}
    order = list(CLASSES)
    files.sort(key=lambda file: (order.index(file.kind), file.decided))
    for kind, decided, person in files:
        serial = counts[kind, decided.year] = counts.get((kind, decided.year), 0) + 1
        oldest, youngest = (1938, 1960) if kind == "TK" else (1944, 2000)
        number = identity_number(dice, person.female, oldest, youngest)
        while number in taken:
            number = identity_number(dice, person.female, oldest, youngest)
        taken.add(number)
        title, _, mark = CLASSES[kind]
        members = household_size(dice, kind)
        documents = dice.randrange(4, 13)
        community = dice.choices(places, populations)[0].name
        yield House(
            f"{kind}-{decided.year}-{serial:04d}",
            person.name,
            number,
            title,
            community,
            members,
            amount(dice, kind, community, members),
            decided,
            f"{mark}〔{decided.year}〕{int(f'{decided:%j}')}号",
            documents,
            max(6, documents + dice.randrange(2, 17)),
            "已退出" if left(dice, kind, decided) else "在保",
            None,
        )


def with_day_of_leaving(plan: Plan, found: Iterator[House]) -> Iterator[House]:
    """One-off help ends soon after it was given; other households leave half a year later or more."""
    dice = plan.dice("leaving")
    for house in found:
        if house.status == "在保":
            yield house
            continue
        soon, late = (10, 40) if house.kind == "LS" else (180, 1500)
        day = house.decided + timedelta(days=dice.randrange(soon, late))
        yield house._replace(left=weekday(min(day, LAST_DECISION)))


def weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def table(head: str, rows: Iterable[Sequence[object]]) -> bytes:
    """As a spreadsheet program saves it: UTF-8 with a mark at the start, lines ending in CR LF."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head.split())
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


# ── Papers in the files ─────────────────────────────────────────────────────────────────────────

PAPER_HEAD = "户号 材料 题名 责任者 文号 日期 页数 备注"
CONFIRMED, SURVEY, APPLICATION, COPIES, OTHER = (
    "审核确认表",
    "入户调查表",
    "申请书",
    "户口簿和身份证复印件",
    "其他材料",
)
# Kind of paper → who made it ({申请人} {社区} {街道}), and how many hundredths of the way from
# application to confirmation lie before it.
PAPERS: Mapping[str, tuple[str, int]] = {
    CONFIRMED: ("澄江区民政局", 100),
    "诚信承诺书": ("{申请人}", 0),
    SURVEY: ("{社区}", 40),
    APPLICATION: ("{申请人}", 0),
    COPIES: ("澄江区公安分局", 0),
    "收入和财产证明": ("", 30),
    "困难情形证明": ("", 20),
    "自理能力评估表": ("{街道}", 45),
    "民主评议记录": ("{社区}", 60),
    "审核意见书": ("{街道}", 80),
    "供养协议": ("{街道}", 100),
    "救助金发放凭证": ("{街道}", 100),
    OTHER: ("", 50),
}
# Kinds that come in several sorts: title and who made it.
SORTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "收入和财产证明": (
        ("收入证明", "{社区}"),
        ("养老金发放证明", "澄江区社会保险中心"),
        ("经济状况核对报告", "澄江区救助核对中心"),
        ("不动产查询结果", "澄江区不动产登记中心"),
        ("车辆查询结果", "云川市车辆管理所"),
    ),
    "困难情形证明": (
        ("诊断证明复印件", "云川市第二人民医院"),
        ("医疗费用票据", "云川市第二人民医院"),
        ("火灾事故认定书", "澄江区消防救援大队"),
        ("困难情况说明", "{申请人}"),
    ),
    OTHER: (
        ("公示照片", "{社区}"),
        ("告知书送达回证", "{街道}"),
        ("残疾人证复印件", "澄江区残疾人联合会"),
        ("诊断证明复印件", "云川市第二人民医院"),
        ("就业情况说明", "{申请人}"),
        ("核对授权书", "{申请人}"),
    ),
}
# What a file of a class holds, the most needed first; what is left of its papers are further sorts.
NEEDED: Mapping[str, Sequence[str]] = {
    "DB": (CONFIRMED, APPLICATION, SURVEY, COPIES, "审核意见书", "诚信承诺书", "收入和财产证明", "民主评议记录"),
    "TK": (CONFIRMED, APPLICATION, SURVEY, COPIES, "审核意见书", "自理能力评估表", "供养协议", "诚信承诺书"),
    "LS": (CONFIRMED, APPLICATION, SURVEY, COPIES, "审核意见书", "困难情形证明", "救助金发放凭证"),
    "BY": (CONFIRMED, APPLICATION, SURVEY, COPIES, "审核意见书", "诚信承诺书", "收入和财产证明"),
}


def papers(plan: Plan, found: Sequence[House]) -> Iterator[tuple[object, ...]]:
    """The papers of every household: as many, and of as many pages, as its row says."""
    for house in found:
        dice = plan.dice("papers", house.number)
        kinds = kinds_of(dice, house)
        applied = weekday(house.decided - timedelta(days=dice.randrange(18, 40)))
        sorts = {kind: list(each) for kind, each in SORTS.items()}
        for kind, pages in zip(kinds, parted(dice, house.pages, len(kinds)), strict=True):
            title, maker = named(kind, sorts)
            day = weekday(applied + (house.decided - applied) * PAPERS[kind][1] / 100)
            number = house.decision if kind == CONFIRMED else ""
            note = "复印件" if "复印件" in title else ""
            yield house.number, kind, title, filled(maker, plan, house), number, max(day, applied), pages, note


def kinds_of(dice: Random, house: House) -> list[str]:
    """In the order in which papers came in, which is not the order of binding."""
    kinds = list(NEEDED[house.kind][: house.documents])
    several = "困难情形证明" if house.kind == "LS" else "收入和财产证明"
    while len(kinds) < house.documents:
        further = several if kinds.count(several) < 3 and dice.random() < 0.5 else OTHER
        kinds.append(further)
    return sorted(kinds, key=lambda kind: PAPERS[kind][1])


def parted(dice: Random, pages: int, papers: int) -> list[int]:
    """Pages dealt out to papers, each at least one."""
    parts = [1] * papers
    for _ in range(pages - papers):
        parts[dice.randrange(papers)] += 1
    return parts


def named(kind: str, sorts: Mapping[str, list[tuple[str, str]]]) -> tuple[str, str]:
    """The title and maker of a paper; a sort is used again only when all were."""
    if kind not in sorts:
        return kind, PAPERS[kind][0]
    title = sorts[kind].pop(0)
    sorts[kind].append(title)
    return title


def filled(maker: str, plan: Plan, house: House) -> str:
    committee = "村民委员会" if is_village(house.community) else "居民委员会"
    community = house.community if house.community.endswith("会") else house.community + committee
    makers = {"{申请人}": house.head, "{社区}": community, "{街道}": plan.street + "办事处"}
    return makers.get(maker, maker)


# ── Records filed by item ───────────────────────────────────────────────────────────────────────

RECORD_HEAD = "编号 类别 题名 责任者 文号 日期 页数 备注"
# Class → its name, and what is written each year: title, month, whether it bears a number.
RECORDS: Mapping[str, tuple[str, Sequence[tuple[str, int, bool]]]] = {
    "RC": (
        "日常管理",
        (
            ("{年}年第一季度救助对象增发、减发、停发审核表", 4, False),
            ("{年}年上半年救助对象入户走访记录", 6, False),
            ("{年}年第二季度救助对象增发、减发、停发审核表", 7, False),
            ("{年}年度社会救助公示情况记录", 8, False),
            ("{年}年第三季度救助对象增发、减发、停发审核表", 10, False),
            ("{年}年民政信息监督员例会和培训记录", 10, False),
            ("{年}年度社会救助对象名册", 12, False),
            ("{年}年下半年救助对象入户走访记录", 12, False),
        ),
    ),
    "WS": (
        "文书",
        (
            ("关于做好{年}年困难群众基本生活保障工作的通知", 3, True),
            ("关于报送{年}年上半年社会救助统计表的报告", 7, True),
            ("关于开展{年}年社会救助对象年度核查的通知", 9, True),
            ("关于{年}年民政工作站经费安排的请示", 10, True),
            ("{年}年度社会救助情况统计表", 12, False),
        ),
    ),
}


class Record(NamedTuple):
    """A row of the table of records."""

    number: str
    title: str
    name: str
    maker: str
    document: str
    dated: date
    pages: int
    note: str

    @property
    def kind(self) -> str:
        return self.number[:2]


def records(plan: Plan) -> Iterator[Record]:
    """Class by class, year by year, as the papers were written."""
    dice = plan.dice("records")
    for kind, (title, yearly) in RECORDS.items():
        serials: Counter[int] = Counter()
        for year in range(2021, 2027):
            for name, month, numbered in yearly:
                day = weekday(date(year, month, dice.randrange(6, 29)))
                if date(2021, 8, 2) <= day <= LAST_DECISION and dice.random() < 0.95:
                    serials[year] += 1
                    document = f"澄{plan.street[0]}办〔{year}〕{dice.randrange(3, 60)}号" if numbered else ""
                    number, office = f"{kind}-{year}-{serials[year]:03d}", plan.street + "办事处"
                    pages, note = dice.randrange(1, 5) if numbered else dice.randrange(4, 31), ""
                    yield Record(number, title, name.replace("{年}", str(year)), office, document, day, pages, note)


# ── What is bound already, and who read it ──────────────────────────────────────────────────────

LEDGER_HEAD = "类别代码 案卷号 件号 户号或编号 首页 末页 装订日期"
# What was decided before the first day was bound on the second.
ROUNDS = ((date(2024, 1, 1), date(2024, 3, 15)), (date(2025, 7, 1), date(2025, 9, 12)))
MOST_LEAVES = 176
"""What goes under the district's widest spine."""


class Bound(NamedTuple):
    """A row of the ledger."""

    kind: str
    serial: int
    order: int
    key: str
    first: int
    last: int
    on: date


class Filed(NamedTuple):
    """A household's file or a record, as the binder sees it."""

    key: str
    kind: str
    shelf: tuple[object, ...]
    dated: date
    pages: int


def filed(plan: Plan, found: Sequence[House], written: Sequence[Record]) -> list[Filed]:
    order = [place.name for place in communities(plan)]
    files = [Filed(h.number, h.kind, (order.index(h.community),), h.decided, h.pages) for h in found]
    files += [Filed(r.number, r.kind, (r.dated.year,), r.dated, r.pages) for r in written]
    return sorted(files, key=lambda file: (file.shelf, file.dated, file.key))


def ledger(files: Sequence[Filed]) -> Iterator[Bound]:
    for kind in (*CLASSES, *RECORDS):
        serial, since = count(1), date.min
        for until, on in ROUNDS:
            members = [file for file in files if file.kind == kind and since <= file.dated < until]
            for volume in split(members):
                yield from bound(volume, next(serial), on)
            since = until


def split(files: Sequence[Filed]) -> Iterator[list[Filed]]:
    """Volumes as thick as the widest spine; records of two years do not share one."""
    volume: list[Filed] = []
    for file in files:
        leaves = sum(-(-each.pages // 2) for each in (*volume, file))
        if volume and (leaves > MOST_LEAVES or (file.kind in RECORDS and volume[0].shelf != file.shelf)):
            yield volume
            volume = []
        volume.append(file)
    if volume:
        yield volume


def bound(volume: Sequence[Filed], serial: int, on: date) -> Iterator[Bound]:
    first = 1
    for order, file in enumerate(volume, 1):
        yield Bound(file.kind, serial, order, file.key, first, first + file.pages - 1, on)
        first += file.pages


CONSULTATION_HEAD = "序号 日期 查阅人 单位 目的 档号 批准人 复制 归还日期"
PERIODS = {"DB": "D10", "TK": "D30", "LS": "D3", "BY": "D10", "RC": "D5", "WS": "D30"}
PURPOSES = (
    ("澄江区民政局", "年度抽查"),
    ("街道社会事务科", "复核家庭变动情况"),
    ("澄江区审计局", "救助资金审计"),
    ("澄江区救助核对中心", "核对经济状况"),
    ("街道纪检监察工委", "核实群众来信"),
)


def consultations(plan: Plan, approver: str, lines: Sequence[Bound]) -> Iterator[tuple[object, ...]]:
    """A few readings of bound volumes and files; the last one is not over yet in some stations."""
    dice = plan.dice("readers")
    names = Names(dice, set())
    several = dice.randrange(4, 8)
    days = sorted(weekday(date(2025, 10, 9) + timedelta(days=dice.randrange(380))) for _ in range(several))
    for serial, day in enumerate(days, 1):
        line, (unit, purpose) = dice.choice(lines), dice.choice(PURPOSES)
        number = f"Z1{int(plan.code):02d}-MZ·{line.kind}-{PERIODS[line.kind]}-{line.serial:03d}"
        number += f"-{line.order:04d}" if dice.random() < 0.7 else ""
        back = weekday(day + timedelta(days=dice.randrange(4)))
        out = serial == several and int(plan.code) % 3 == 0
        copied = yes(dice.random() < 0.4)
        yield serial, day, names.next().name, unit, purpose, number, approver, copied, "" if out else max(day, back)


# ── Portraits ───────────────────────────────────────────────────────────────────────────────────

Colour = tuple[int, int, int]
PHOTO = (295, 413)
SCALE = 4
COLOURS = 26
GROUND: Colour = (214, 228, 240)
INK: Colour = (58, 46, 42)
WHITE: Colour = (255, 255, 255)
SKINS: tuple[Colour, ...] = ((245, 215, 188), (240, 204, 174), (231, 190, 158), (222, 178, 145))
DARK_HAIR: tuple[Colour, ...] = ((38, 34, 36), (52, 43, 40), (66, 50, 44))
GREY_HAIR: tuple[Colour, ...] = ((128, 126, 128), (168, 166, 166))
CLOTHES: tuple[Colour, ...] = (
    (52, 73, 102),
    (70, 84, 92),
    (96, 72, 82),
    (62, 94, 84),
    (112, 92, 70),
    (84, 78, 112),
    (44, 58, 66),
    (128, 78, 70),
)
SHIRTS: tuple[Colour, ...] = ((250, 250, 248), (226, 234, 244), (240, 232, 220))


def shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def by_use(image: Image.Image) -> list[Colour]:
    """The colours of a picture, the commonest first."""
    counts = image.getcolors(image.width * image.height) or []
    return [colour for _, colour in sorted((-count, cast(Colour, colour)) for count, colour in counts)]


def few_colours(drawn: Image.Image, small: Image.Image) -> Image.Image:
    """The small picture in the flat colours of the drawing and the commonest blends at edges."""
    colours = list(dict.fromkeys(by_use(drawn) + by_use(small)))[:COLOURS]
    holder = Image.new("P", (1, 1))
    holder.putpalette([part for colour in colours for part in colour])
    return small.quantize(palette=holder, dither=Image.Dither.NONE)


def blush(skin: Colour, female: bool) -> Colour:
    """The skin with a little red in it."""
    red, green, blue = skin
    weight = 0.22 if female else 0.1
    return red, round(green + (150 - green) * weight), round(blue + (130 - blue) * weight)


class Portrait:
    """A flat, friendly face that is nobody's, drawn large and reduced for smooth edges."""

    def __init__(self, dice: Random, female: bool) -> None:
        self.dice = dice
        self.female = female
        elder = dice.random() < 0.28
        self.skin = dice.choice(SKINS)
        self.hair = dice.choice(GREY_HAIR if elder else DARK_HAIR)
        self.cloth = dice.choice(CLOTHES)
        self.image = Image.new("RGB", (PHOTO[0] * SCALE, PHOTO[1] * SCALE), GROUND)
        self.draw = ImageDraw.Draw(self.image)
        self.cx, self.cy = self.image.width // 2, 640
        self.rx, self.ry = dice.randrange(232, 256), dice.randrange(284, 302)

    def make(self) -> Image.Image:
        style = self.dice.choice(("bob", "long", "bun") if self.female else ("crop", "side"))
        self.back_hair(style)
        self.body()
        self.head()
        self.front_hair(style)
        self.face()
        small = self.image.resize(PHOTO, Image.Resampling.LANCZOS)
        return few_colours(self.image, small)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        self.draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=fill)

    def back_hair(self, style: str) -> None:
        cx, cy, rx, ry = self.cx, self.cy, self.rx + 44, self.ry + 44
        if style == "bun":
            self.oval(cx, cy - ry - 22, 104, 84, shade(self.hair, 0.88))
        if style in ("bob", "long"):
            low = cy + (270 if style == "bob" else 500)
            self.oval(cx, cy, rx, ry, shade(self.hair, 0.88))
            box = (cx - rx, cy - 40, cx + rx, low)
            self.draw.rounded_rectangle(box, radius=90, fill=shade(self.hair, 0.88))

    def body(self) -> None:
        cx, bottom, draw = self.cx, self.image.height, self.draw
        top = 1060
        draw.rounded_rectangle((cx - 500, top, cx + 500, bottom + 400), 270, fill=self.cloth)
        collar = self.dice.choice(("lapel", "lapel", "zip", "round"))
        shirt = self.dice.choice(SHIRTS)
        light = shade(self.cloth, 1.22)
        if collar == "lapel":
            draw.polygon([(cx - 190, top), (cx + 190, top), (cx, top + 440)], fill=shirt)
        elif collar == "round":
            self.oval(cx, top + 10, 190, 150, light)
        self.neck(top)
        for side in (-1, 1):
            if collar == "lapel":
                points = [
                    (118, top - 30),
                    (215, top),
                    (250, top + 190),
                    (0, top + 450),
                    (0, top + 425),
                ]
                draw.polygon([(cx + side * x, y) for x, y in points], fill=light)
                self.shirt_wing(side, top, shade(shirt, 0.96))
            elif collar == "zip":
                points = [(112, top - 60), (176, top), (150, top + 130), (0, top + 210)]
                draw.polygon([(cx + side * x, y) for x, y in points], fill=light)
        if collar != "round":
            start = top + 430 if collar == "lapel" else top + 205
            draw.line((cx, start, cx, bottom), fill=shade(self.cloth, 0.8), width=8)

    def neck(self, top: int) -> None:
        cx = self.cx
        box = (cx - 112, self.cy + 150, cx + 112, top + 90)
        self.draw.rounded_rectangle(box, 105, fill=shade(self.skin, 0.9))

    def shirt_wing(self, side: int, top: int, colour: Colour) -> None:
        points = [(112, top - 50), (150, top + 20), (86, top + 170), (0, top + 90)]
        self.draw.polygon([(self.cx + side * x, y) for x, y in points], fill=colour)

    def head(self) -> None:
        for side in (-1, 1):
            self.oval(self.cx + side * self.rx, self.cy + 30, 36, 60, shade(self.skin, 0.94))
        self.oval(self.cx, self.cy, self.rx, self.ry, self.skin)

    def front_hair(self, style: str) -> None:
        """What grows round the face: a cap a little wider than the head, less an opening."""
        cx, cy, rx, ry = self.cx, self.cy, self.rx + 16, self.ry + 30
        mask = Image.new("1", self.image.size)
        cut = ImageDraw.Draw(mask)
        cut.ellipse((cx - rx, cy - ry, cx + rx, cy + ry), fill=1)
        low = cy + (110 if style in ("bob", "long") else -4)
        cut.rectangle((0, low, self.image.width, self.image.height), fill=0)
        if style == "crop":
            box = (cx - rx + 52, cy - ry + 150, cx + rx - 52, cy + ry)
            cut.rounded_rectangle(box, 110, fill=0)
        elif style == "bun":
            cut.ellipse((cx - rx + 30, cy - ry + 120, cx + rx - 30, cy + ry + 200), fill=0)
        else:
            part = cx + self.dice.choice((-80, 80))
            for edge in (cx - rx + 34, cx + rx - 34):
                reach = abs(edge - part)
                box = (part - reach, cy - ry + 90, part + reach, cy + ry + 160)
                start = 180 if edge < part else 270
                cut.pieslice(box, start, start + 90, fill=0)
            cut.rectangle((cx - rx + 34, cy + 124, cx + rx - 34, cy + ry), fill=0)
        self.image.paste(self.hair, mask=mask)

    def face(self) -> None:
        cx, cy, draw = self.cx, self.cy, self.draw
        brow = shade(self.hair, 0.85)
        for side in (-1, 1):
            x = cx + side * 98
            draw.arc((x - 50, cy - 66, x + 50, cy + 4), 210, 330, fill=brow, width=13)
            self.oval(x, cy + 26, 17, 22, INK)
            self.oval(x + 6, cy + 18, 6, 6, WHITE)
            self.oval(cx + side * 138, cy + 112, 42, 24, blush(self.skin, self.female))
        draw.arc((cx - 26, cy + 74, cx + 26, cy + 114), 25, 155, fill=shade(self.skin, 0.8), width=10)
        lips = (190, 88, 82) if self.female else (168, 98, 84)
        draw.arc((cx - 70, cy + 106, cx + 70, cy + 190), 25, 155, fill=lips, width=15)
        if self.dice.random() < 0.28:
            self.glasses()

    def glasses(self) -> None:
        for side in (-1, 1):
            x = self.cx + side * 98
            box = (x - 74, self.cy - 28, x + 74, self.cy + 82)
            self.draw.rounded_rectangle(box, 46, outline=INK, width=9)
            temple = (x + side * 74, self.cy + 10, x + side * 142, self.cy - 6)
            self.draw.line(temple, fill=INK, width=9)
        self.draw.arc((self.cx - 26, self.cy, self.cx + 26, self.cy + 36), 190, 350, INK, 9)


# ── What the inspectors photographed ─────────────────────────────────────────────────────────────


class Scene:
    """A room or a door that is nowhere: a wall, what hangs on it, and what is wrong."""

    SIZE = (800, 600)

    def __init__(self, dice: Random, item: str, faulty: bool) -> None:
        self.dice, self.item, self.faulty = dice, item, faulty
        wall = dice.choice(((226, 224, 214), (214, 222, 226)))
        self.image = Image.new("RGB", (self.SIZE[0] * 2, self.SIZE[1] * 2), wall)
        self.draw = ImageDraw.Draw(self.image)

    def make(self) -> Image.Image:
        floor = shade(self.image.getpixel((0, 0)), 0.78)  # type: ignore[arg-type]
        self.draw.rectangle((0, 940, 1600, 1200), fill=floor)
        {"1.4": self.door, "1.5": self.hall, "4.3": self.boards}[self.item]()
        small = self.image.resize(self.SIZE, Image.Resampling.LANCZOS)
        return few_colours(self.image, small)

    def lines(self, box: tuple[int, int, int, int], count: int, colour: Colour) -> None:
        """Writing seen from afar."""
        left, top, right, bottom = box
        step = (bottom - top) / count
        for number in range(count):
            y = top + step * number + step * 0.3
            end = right - self.dice.randrange(0, (right - left) // 4)
            self.draw.rectangle((left, y, end, y + step * 0.35), fill=colour)

    def door(self) -> None:
        self.draw.rectangle((620, 240, 1080, 1000), fill=(150, 104, 66), outline=(92, 62, 40), width=10)
        self.draw.ellipse((1010, 620, 1042, 652), fill=(205, 190, 140))
        box = (1180, 360, 1480, 480) if not self.faulty else (1180, 380, 1480, 500)
        self.draw.rectangle(box, fill=(214, 190, 128), outline=(140, 116, 66), width=6)
        self.lines((box[0] + 40, box[1] + 26, box[2] - 40, box[3] - 20), 2, (150, 30, 34))
        if self.faulty:
            self.draw.polygon([(1480, 500), (1400, 500), (1496, 540)], fill=(120, 100, 60))

    def hall(self) -> None:
        self.draw.rectangle((120, 620, 1480, 960), fill=(168, 132, 92), outline=(110, 84, 58), width=8)
        for x in (200, 660, 1120):
            self.draw.rectangle((x, 430, x + 300, 600), fill=(206, 224, 232), outline=(120, 140, 150), width=6)
        self.draw.rectangle((420, 120, 1180, 250), fill=(165, 29, 36))
        self.lines((520, 160, 1080, 220), 1, (246, 226, 170))
        if self.faulty:
            for x in (260, 430, 620):
                self.draw.rectangle((x, 860, x + 150, 1010), fill=(182, 150, 104), outline=(122, 96, 62), width=6)

    def boards(self) -> None:
        for x in (110, 600, 1090):
            self.draw.rectangle((x, 180, x + 400, 760), fill=(250, 246, 236), outline=(165, 29, 36), width=10)
            self.draw.rectangle((x, 180, x + 400, 270), fill=(165, 29, 36))
            self.lines((x + 50, 310, x + 350, 720), 11, (90, 86, 80))
        if self.faulty:
            self.draw.rectangle((1190, 480, 1420, 640), fill=(255, 255, 255), outline=(200, 190, 180), width=4)


# ── Writing ─────────────────────────────────────────────────────────────────────────────────────


def write_station(plan: Plan, folder: Path, taken: set[str], numbers: set[str]) -> None:
    """Write one station's data file, its tables and its portraits."""
    names = Names(plan.dice("people"), taken)
    people = [names.next() for _ in range(plan.staff)]
    places = seats(plan)
    seated_people = [names.forced(marked) for marked in plan.monitors]
    seated_people += [names.next() for _ in range(len(places) - len(seated_people))]
    plan.dice("seats").shuffle(seated_people)
    seated = dict(zip(places, seated_people, strict=True))
    if plan.replaced and (seat := successor_seat(plan)):
        seated[seat] = names.forced(plan.replaced[1])
    text = station_text(plan, people, seated)
    (folder / f"{plan.file}.yaml").write_text(text, encoding="utf-8", newline="\n")
    for name, data in tables(plan, people[1].name, numbers):
        (folder / f"{plan.file}-{name}.csv").write_bytes(data)
    for seat, person in seated.items():
        photo = seat.photo(plan)
        portrait = Portrait(plan.dice(photo), person.female).make()
        portrait.save(folder / photo, optimize=True)
    for number, person in enumerate(people if plan.file in PHOTOGRAPHED else ()):
        photo = staff_photo(plan, number)
        Portrait(plan.dice(photo), person.female).make().save(folder / photo, optimize=True)
    for item, (_, kind, _) in ITEMS.items():
        if kind == "照片":
            name = scene_file(plan, item)
            Scene(plan.dice(name), item, item in plan.defects).make().save(folder / name, optimize=True)


def tables(plan: Plan, deputy: str, numbers: set[str]) -> Iterator[tuple[str, bytes]]:
    """The tables beside a station's data file."""
    found = list(with_day_of_leaving(plan, houses(plan, numbers)))
    written = list(records(plan))
    lines = list(ledger(filed(plan, found, written)))
    yield "clients", table(CLIENT_HEAD, found)
    yield "papers", table(PAPER_HEAD, papers(plan, found))
    yield "records", table(RECORD_HEAD, written)
    yield "ledger", table(LEDGER_HEAD, lines)
    yield "consultations", table(CONSULTATION_HEAD, consultations(plan, deputy, lines))


def main(folder: Path) -> None:
    """Write all stations below a folder."""
    stations = folder / "stations"
    (stations / "photos").mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    numbers: set[str] = set()
    for plan in PLANS:
        write_station(plan, stations, taken, numbers)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
