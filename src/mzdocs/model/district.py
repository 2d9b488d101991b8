"""The district: what the bureau decides for all its stations. Facts only, no reading of files."""

from __future__ import annotations

from typing import ClassVar, Literal

from mzdocs.model.boards import Board, Legal, Matter, Standard
from mzdocs.model.fields import (
    AgeRecipient,
    BadgeNumber,
    Count,
    CreditCode,
    Day,
    Decimal,
    Facts,
    LongText,
    Measure,
    Phone,
    PublicKey,
    RegionCode,
    Serial,
    Several,
    Slug,
    Text,
    Year,
    Yes,
    key,
)
from mzdocs.model.organisation import AcceptanceTeam, CityAgreement, Kickoff, Leadership, UnitDuty
from mzdocs.model.partial_facts import PartialFacts, may_wait
from mzdocs.model.score_sheet import ScoreSheet
from mzdocs.model.standard import BuildingStandard, ThingKind
from mzdocs.model.unified_design import BoardOrder, Design, OrderContact, PlateOrder, ScriptName, SignStyle


class Bureau(PartialFacts):
    """The district civil affairs bureau."""

    name: Text = key("名称", "区民政局全称，印在门牌下方")
    credit_code: CreditCode | None = key("统一社会信用代码", "18 位，末位为校验码（GB 32100-2015）", default=None)
    address: Text = may_wait("地址", "办公地址；公文用")
    phone: Phone | None = key("电话", "办公电话", default=None)
    complaint_phone: Phone = may_wait("监督电话", "群众监督投诉电话；印在展板、胸牌和公示名单上")


class BadgeKey(Facts):
    """A public key that badges' codes are verified with; the private half is never in a data file."""

    public: PublicKey = key("公钥", "mzdocs badge keygen 显示的公钥，43 个字符")
    since: Day = key("启用", "从哪一天起用它签胸牌")
    until: Day | None = key("停用", "从哪一天起它签的胸牌都不再有效，例如密钥泄露；没有就不写", default=None)


class VoidNumber(Facts):
    """The number of a badge that is no longer good before its term ends."""

    number: BadgeNumber = key("编号", "作废的证件编号，照胸牌上印的写；作废以后不再使用")
    since: Day = key("日期", "从哪一天起作废")


BADGE_REGISTER = "mzdocs-badge-keys-1"


class BadgeRegister(Facts):
    """What the bureau publishes so that others can verify badges."""

    format: Literal["mzdocs-badge-keys-1"] = key("格式", "格式和版本")
    keys: Several[BadgeKey] = key("胸牌公钥", "核验胸牌的公钥")
    void: Several[VoidNumber] = key("作废胸牌", "聘期未满而作废的胸牌")


class Street(Facts):
    """One of the district's street offices, as the bureau's register has it."""

    code: Serial = key("代码", "街道代码，3 位数字")
    name: Text = key("名称", "街道名称，例如 桃源街道")
    office: Text = key("办事处", "街道办事处全称，用作立卷单位和证件发放单位")
    station: Text = key("工作站", "民政工作站的法定名称（机构编制部门批准），一字不差地印在门牌上")
    signs: Several[SignStyle] = key(
        "门牌式样", "该站挂哪几种大门门牌；同式样的各站字号统一；不写就是两种", default=("横牌", "竖牌")
    )
    second_name: Several[Text] = key(
        "民族文字", "工作站名称的民族文字，由区里审定，一行或分两行，一字不差地印在门牌上；没有不写", default=()
    )


class SecondScript(Facts):
    """The script door plates bear beside Chinese, and which comes first: rules differ, so that nothing is assumed."""

    script: ScriptName = key("文字", "与汉字并用的文字")
    plate_order: PlateOrder = key("横牌次序", "大门横牌和科室牌上哪种文字在前；蒙古文竖写，只能在左或在右")
    board_order: BoardOrder = key("竖牌次序", "大门竖牌上哪种文字在左")
    source: Legal = key("依据", "规定次序的法规或文件，以及核对日期")


Arrangement = Literal["以户为单位", "按件"]
Clock = Literal["退出之日", "确认之日", "形成之日"]
Secrecy = Literal["公开", "限制", "秘密", "机密", "绝密"]
Openness = Literal["开放", "控制", "延期开放", "未审核"]
Language = Literal["汉语", "藏语", "维吾尔语", "朝鲜语", "壮语", "彝语", "蒙古语"]


class ArchiveClass(Facts):
    """A class of files: what it is called, how it is arranged and how long it is kept."""

    code: Text = key("代码", "档号中的类别代码，例如 DB")
    name: Text = key("名称", "救助类别名称，与客户档案表“类别”一栏一致")
    file_title: Text = key("题名", "每户材料的题名后半，例如 最低生活保障审核确认材料")
    retention: Text = key("保管期限", "例如 10年（退出保障后不少于3年）")
    retention_code: Text = key("期限代码", "档号中的期限代码：永久写 Y，定期写 D 加年限，例如 D30、D10")
    published: Yes = key("公布", "公众名单上是否有这一类（民发〔2021〕57号第二十四条）；按件整理的写 否", default=False)
    one_time: Yes = key("一次性", "是否一次性救助：名单上只有公示周期内确认的，不论退出没有", default=False)
    arrangement: Arrangement = key("整理", "以户为单位（审批类）或 按件（日常管理、文书）", default="以户为单位")
    clock: Clock = key("起算", "保管年限从哪一天算起；按件整理的写 形成之日", default="退出之日")
    keep_years: Count | None = key("年限", "保管年限，满了才列入到期鉴定；永久保管不写", default=None)
    papers: Several[Text] = key("材料", "户内材料的种类，按规定的排列次序；不写则不限种类", default=())
    secrecy: Secrecy | None = key("密级", "这一类的密级（GB/T 7156）；没有定密的不写", default=None)
    openness: Openness = key("开放标识", "开放审核的结果（DA/T 18-2022）；没有审核过的不写", default="未审核")

    @property
    def by_item(self) -> bool:
        """Whether it is arranged item by item (DA/T 22-2015) and not by household."""
        return self.arrangement == "按件"


class ArchiveDesign(Facts):
    """How volumes are made up and numbered."""

    kind_code: Text = key("门类代码", "档号中的档案门类代码，例如 MZ")
    class_title: Text = key("类目名称", "案卷封面的类目名称")
    classes: Several[ArchiveClass] = key("类别", "档案类别和保管期限")
    leaf_thickness: Measure = key("每张厚度", "一张纸（两页）装订后的平均厚度")
    spines: Several[Measure] = key("卷脊规格", "可用的卷脊厚度，由小到大")
    allowance: Measure = key("装订余量", "封面、封底和装订占用的厚度")
    by_community: Yes = key("一村一盒", "以户为单位的案卷和档案盒是否一个社区（村）不与另一个混装", default=False)
    language: Language = key("语种", "档案材料所用的语言，写进目录数据", default="汉语")


class PaperFacts(Facts):
    """What one paper needs beyond the facts it reports: its number, its days, who signs it."""

    code: Slug = key("代号", "与公文文字的文件名相同，例如 inspection-report")
    number: Text | None = key("发文字号", "例如 澄民〔2026〕41号；各站一份的可用 {序号} 代入", default=None)
    signer: Text | None = key("签发人", "上行文须标签发人", default=None)
    addressee: Text | None = key("主送机关", "写给谁", default=None)
    author: Text | None = key("发文机关", "署名机关", default=None)
    mark: Text | None = key("发文机关标志", "红色机关标志，例如 云川市澄江区民政局文件", default=None)
    urgency: Literal["特急", "加急"] | None = key("紧急程度", "函的紧急程度；平件不写", default=None)
    copies: Several[Text] = key("抄送", "抄送机关", default=())
    issued_on: Day = key("成文日期", "成文日期")
    printed_on: Day | None = key("印发日期", "印发日期", default=None)
    corrects: Text | None = key(
        "更正", "更正的公文（代号 correction）写：更正哪个文号，例如 澄民〔2026〕43号", default=None
    )


class Phase(Facts):
    """One phase of the work plan."""

    name: Text = key("阶段", "例如 准备阶段")
    start: Day = key("起", "首日")
    end: Day = key("止", "末日")
    tasks: Several[LongText] = key("任务", "做什么，一项一条")
    responsible: Text = key("责任单位", "由谁负责")


class Responsibility(Facts):
    """The agreement between district and street (目标责任书)."""

    year: Count = key("年度", "责任年度")
    signed_on: Day = key("签订日期", "签订日期")
    goals: Several[LongText] = key("目标", "责任目标，一项一条")
    duties: Several[LongText] = key("区民政局职责", "区民政局做什么，一项一条")
    assessed: LongText | None = key("考评运用", "会同街道考评怎样进行、结果怎样计入街道的责任考核", default=None)


class Criterion(Facts):
    """One line of an assessment form."""

    name: Text = key("内容", "考评内容")
    standard: LongText = key("标准", "怎样算好")
    points: Decimal = key("分值", "满分")


class Assessment(Facts):
    """How staff or monitors are assessed (考评)."""

    whom: Literal["工作人员", "信息监督员"] = key("对象", "考评谁")
    title: Text = key("名称", "表名")
    period: Text = key("周期", "例如 2026年度")
    full: Decimal = key("满分", "各条分值加起来应是几分；不写即 100", default=100)
    criteria: Several[Criterion] = key("条目", "考评条目")
    levels: Several[Text] = key("等次", "由高到低的等次")


class Announcement(Facts):
    """The public notice of the inspection's results (公示)."""

    start: Day = key("起", "公示首日")
    end: Day = key("止", "公示末日")
    ways: Several[Text] = key("方式", "在哪里公示，例如 区人民政府网站；写了就印在公示上", default=())


class District(PartialFacts):
    """A district: the bureau, its streets, its one design, its texts, its score sheet.

    What a product needs that no station makes yet may wait.
    """

    OF_THE_YEAR: ClassVar[tuple[str, ...]] = (
        "公文",
        "实施方案",
        "责任书",
        "市级责任书",
        "动员会",
        "检查验收组",
        "公示",
    )
    """The parts each year writes anew; none of them need be there."""

    city: Text = key("市", "所在市")
    name: Text = key("区", "全称；县、县级市、旗也写在这里")
    code: RegionCode = may_wait("行政区划代码", "6 位（GB/T 2260）；胸牌编号用")
    year: Year = key("年度", "这里的评分表、公文、责任书是哪一年的；过了年用 mzdocs new-year 换")
    bureau: Bureau = key("民政局", "区民政局")
    hotline: Phone = may_wait("救助热线", "社会救助服务热线（社会救助法第六十条）；展板和信息牌用")
    public_hotline: Phone | None = key("政务热线", "政务服务便民热线，印在信息牌上；没有不写", default=None)
    badge_keys: Several[BadgeKey] = key("胸牌公钥", "核验胸牌二维码签名的公钥；换过密钥的，新旧都列", default=())
    store_key: AgeRecipient | None = key(
        "加密公钥", "档案送到存放处（fleet --private-store）以前用它加密；age 的公钥，私钥离线保存", default=None
    )
    streets: Several[Street] = key("街道", "全区街道名册；门牌字号按全部名称统一求解")
    second_script: SecondScript | None = key("第二文字", "门牌并用的民族文字和次序；只用汉字的不写", default=None)
    design: Design = key("设计", "统一设计；不写就用程序自带的", default_factory=Design)
    boards: Several[Board] = key("展板", "五类展板的文字和流程；做展板用，还没有就不写", default=())
    matters: Several[Matter] = key("受理事项", "工作职责写明由工作站受理的事项和各自的展板", default=())
    standards: Several[Standard] = key("保障标准", "各类保障的现行标准，印在保障标准公示牌上", default=())
    archive: ArchiveDesign = may_wait("档案", "档案分类、期限与装订规格；做档案用")
    score_sheet: ScoreSheet = may_wait("评分表", "检查验收评分表；公文用")
    papers: Several[PaperFacts] = key("公文", "区里各份公文的文号、日期、签发人", default=())
    phases: Several[Phase] = key("实施方案", "工作的各个阶段，按先后排列；还没有就不写", default=())
    responsibility: Responsibility | None = key("责任书", "区与街道的目标责任书；还没有就不写", default=None)
    city_agreement: CityAgreement | None = key("市级责任书", "市与区的目标责任书；没有就不写", default=None)
    leadership: Leadership | None = key("领导责任", "区里的分管领导和责任人", default=None)
    unit_duties: Several[UnitDuty] = key("职责分工", "参加这项工作的各单位做什么，印在实施方案里", default=())
    kickoff: Kickoff | None = key("动员会", "动员部署会；没有就不写", default=None)
    team: AcceptanceTeam | None = key("检查验收组", "检查验收组；写了，各站的检查组须由其中的单位组成", default=None)
    monitor_duties: Several[LongText] = key("监督员职责", "民政信息监督员的职责，一项一条", default=())
    assessments: Several[Assessment] = key("考评", "工作人员和信息监督员的考评办法；没有就不写", default=())
    announcement: Announcement | None = key("公示", "检查验收结果的公示；还没有就不写", default=None)
    draft: Yes = key("样稿", "写 是：公文每一面印上浅灰的“样稿”二字，不作正式文件", default=False)
    issued_on: Day = key("制发日期", "统一门牌、展板的制发日期，印在文件上")
    contact: OrderContact | None = key("制作联系", "交给制作单位的制作单上写谁", default=None)
    standard: BuildingStandard = may_wait("标准", "建设标准里的数和地点，由区里写明并注明出处；档案、公文和验收用")
    equipment_kinds: Several[ThingKind] = may_wait("设备种类", "办公设备有哪些种类、又称什么、哪些必备；公文和验收用")
    vehicle_kinds: Several[ThingKind] = may_wait(
        "交通工具种类", "交通工具有哪些种类；没有一种必备的，有一种就行；公文和验收用"
    )
    facility_kinds: Several[ThingKind] = may_wait(
        "便民设施种类", "便民设施有哪些种类；没有一种必备的，有一种就行；公文和验收用"
    )
    monitor_threshold: Count = may_wait("监督员双配人口", "常住人口达到多少（含本数）应配两名监督员；公文和验收用")
    monitor_term: Count | None = key("监督员聘期", "本区规定监督员一聘最多几年；没有规定就不写", default=None)

    def street(self, code: str) -> Street | None:
        """The street of this code, if the district has it."""
        return next((street for street in self.streets if street.code == code), None)

    def board(self, code: str) -> Board | None:
        """The wall board of this code, if the district has it."""
        return next((board for board in self.boards if board.code == code), None)

    def assessment(self, whom: str, period: str | None = None) -> Assessment | None:
        """The form for staff or monitors of this period; without a period the only one there is."""
        found = [each for each in self.assessments if each.whom == whom and period in (None, each.period)]
        return found[0] if len(found) == 1 else None

    def paper(self, code: str) -> PaperFacts | None:
        """The district's entry of the paper of this code, if there is one."""
        return next((paper for paper in self.papers if paper.code == code), None)
