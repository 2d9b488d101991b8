"""Names of counties and towns -> what kind each is: not every district is one, nor is every street."""

from __future__ import annotations

from mzdocs.model.district import District

STREETS = ("街道", "民族乡", "民族苏木", "苏木", "镇", "乡")
"""What the name of a township ends in, the longer ending before the one it ends in itself."""
COUNTIES = ("自治县", "自治旗", "林区", "特区", "区", "县", "市", "旗")


def ending(name: str, endings: tuple[str, ...]) -> str:
    """Which of the endings a name has; "" for a name that has none, or is nothing else."""
    return next((each for each in endings if name.endswith(each) and name != each), "")


def street_word(name: str) -> str:
    """What a township of this name is called for short: 街道 for what has no ending of its own."""
    found = ending(name, STREETS) or STREETS[0]
    return found.removeprefix("民族")


def bureau_word(district: District) -> str:
    """What the bureau is called for short: 区民政局, 县民政局, 市民政局 or 旗民政局."""
    found = ending(district.name, COUNTIES) or "区"
    return f"{found[-1]}民政局"


PROVINCES = {
    "北京市": "11", "天津市": "12", "河北省": "13", "山西省": "14", "内蒙古自治区": "15", "辽宁省": "21",
    "吉林省": "22", "黑龙江省": "23", "上海市": "31", "江苏省": "32", "浙江省": "33", "安徽省": "34",
    "福建省": "35", "江西省": "36", "山东省": "37", "河南省": "41", "湖北省": "42", "湖南省": "43",
    "广东省": "44", "广西壮族自治区": "45", "海南省": "46", "重庆市": "50", "四川省": "51", "贵州省": "52",
    "云南省": "53", "西藏自治区": "54", "陕西省": "61", "甘肃省": "62", "青海省": "63", "宁夏回族自治区": "64",
    "新疆维吾尔自治区": "65", "台湾省": "71", "香港特别行政区": "81", "澳门特别行政区": "82",
}  # fmt: skip
"""What the codes of each province's districts begin with (GB/T 2260)."""
