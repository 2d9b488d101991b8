// What the page says, in both languages, and how it makes an element of it.

const WORDS = {
  zh: {
    skip: "跳到页面", station: "工作站", documents: "文件", tools: "页面工具", previous: "上一页", next: "下一页",
    smaller: "缩小", larger: "放大", fit: "适合窗口", real: "原大 1:1", ruler: "尺", calibrate: "屏幕校准：让尺和身份证的宽 85.6 毫米一致",
    pages: "页面；左右方向键翻页", problems: "问题", none: "没有问题。", loading: "正在生成……", ready: "已是最新",
    kept: "数据有错，暂时显示上一次的页面", gone: "和 mzdocs preview 的连接断了；重新运行它，再打开新的地址", reading: "正在读数据……",
    page: (n, all) => `第 ${n} 页，共 ${all} 页`, size: (w, h) => `${w} × ${h} 毫米`, withheld: "因错误没有生成：",
    error: "错误", finding: "未达标", notice: "提示", line: (n) => `第 ${n} 行`, places: (n) => `（${n} 处）`, nopicture: "这种文件没有页面可看，请在成品文件夹里打开。",
    limit: "这份文件太大或太复杂，没有做出来。", views: "对比", now: "现在", before: "上次成品", difference: "差别",
    notbefore: "成品文件夹里还没有这一份，没有可以对比的。", beside: "这个工作站", standard: "三有四全", again: "要重做的", hand: "交付", book: "工作簿",
    all: "全区", met: "没有发现问题", nothing: "和成品文件夹里的一样，没有要重做的。", count: (n) => `有 ${n} 份和成品文件夹里的不同，重新生成时会换新：`,
    drop: "把填好的工作簿（.xlsx）拖到页面上，或者", choose: "选一个工作簿", dropped: "只检查，不收下，原文件不动；查完可以下载一份标好错误的副本。",
    marked: "下载标注的副本", checking: "正在检查……", sound: "没有错误，可以用了。", remade: "正在和成品核对……",
    adopt: "这里只检查了一遍。要用它，把它存进工作站的数据文件夹 data/stations，换下原来的那一份，页面就换新。",
    more: "改好这些再查一遍：有的问题要等它们改好了才查得出来。", unbookable: "读不到这个文件。用 WPS 或 Excel 存好、关掉以后再拖一次。",
    tally: { error: "错误", finding: "未达标", notice: "提示" }, why: "为什么", wrong: "错的", right: "对的",
    part: "数据有错误，有的还没有检查。先改好“问题”里的错误。", sofar: "已检查的没有发现问题",
    unfilled: (keys) => `还没有填：${keys}。没有填的没有检查，不算达标，也不算不达标。`,
    nopages: "还没有页面可看：数据有错误，右边写着错在哪里、怎样改，改好一保存就有了。", unfilledpages: "还没有页面可看：要填的还没有填，右边写着还缺什么。",
    broken: "数据有错误", unmade: "这一份还做不出来：照右边说的改，改好一保存就有了。", sounddistrict: "各站的数据都没有错误；没有达标的见左边的表。", nostations: "还没有工作站的数据文件。",
  },
  en: {
    skip: "Skip to the pages", station: "Station", documents: "Documents", tools: "Page tools", previous: "Previous",
    next: "Next", smaller: "Smaller", larger: "Larger", fit: "Fit", real: "Real size 1:1", ruler: "Ruler",
    calibrate: "Calibrate: make the ruler agree with a card 85.6 mm wide", pages: "Pages; arrow keys turn them",
    problems: "Problems", none: "No problems.", loading: "Making…", ready: "Up to date",
    kept: "The data have errors: the pages shown are the last good ones",
    gone: "mzdocs preview is not there any more: run it again and open the new address", reading: "Reading the data…",
    page: (n, all) => `Page ${n} of ${all}`, size: (w, h) => `${w} × ${h} mm`, withheld: "Not made because of errors: ",
    error: "Error", finding: "Finding", notice: "Notice", line: (n) => `line ${n}`, places: (n) => `(${n} places)`,
    nopicture: "There are no pages of such a file; open it in the output folder.",
    limit: "This document is too large or too complex and was not made.", views: "Compare", now: "Now",
    before: "As delivered", difference: "Difference", notbefore: "There is none in the output folder to compare with.",
    beside: "This station", standard: "Standard", again: "To make again", hand: "Hand-over", book: "Workbook", all: "Whole district",
    met: "nothing found", nothing: "The same as in the output folder: nothing to make again.",
    count: (n) => `${n} differ from the output folder and would be made again:`,
    drop: "Drop a filled-in workbook (.xlsx) on the page, or", choose: "choose a workbook", dropped: "It is only checked; yours stays. You get a copy with every fault marked.",
    marked: "Download the marked copy", checking: "Checking…", sound: "No errors: it can be used.", remade: "Comparing with the output…",
    adopt: "It was only checked. To use it, save it in data/stations in the place of the one that is there.",
    more: "Mend these and check it again: some faults are only found then.", unbookable: "The file cannot be read. Save it, close it, and drop it again.",
    tally: { error: "Errors", finding: "Findings", notice: "Notices" }, why: "Why", wrong: "Wrong", right: "Right",
    sofar: "nothing found in what was judged", part: "The data have errors: not all was judged. Mend the errors first.",
    unfilled: (keys) => `Not filled in: ${keys}. What is not filled in is neither met nor missed.`,
    nopages: "There are no pages yet: the data have errors, told at the right.", unfilledpages: "There are no pages yet: what is wanting is told at the right.",
    broken: "The data have errors", unmade: "This one cannot be made yet: see what is told at the right.", sounddistrict: "No station's data have errors; findings are in the table.", nostations: "There are no stations' data files yet.",
  },
};

let words = WORDS.zh;
const $ = (id) => document.getElementById(id);
const said = (text, className = "") => element("p", { textContent: text, className });

function element(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) key in made ? (made[key] = value) : made.setAttribute(key, value);
  made.append(...children);
  return made;
}
