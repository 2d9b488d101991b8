// The page to look at: asks the server on this machine for stations, documents and their pictures, and hears of saves.

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
    drop: "把填好的工作簿（.xlsx）拖到这里，或者选一个：检查以后得到一份标好错误的副本，原文件不动。",
    marked: "下载标注的副本", checking: "正在检查……", sound: "没有错误。", remade: "正在和成品核对……",
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
    drop: "Drop a filled-in workbook (.xlsx) here, or choose one: you get a copy with every fault marked; yours stays.",
    marked: "Download the marked copy", checking: "Checking…", sound: "No errors.", remade: "Comparing with the output…",
  },
};
const ALL = "*";
const FEW = 12; // stations whose names are found out before anybody asks for them
const DOTS_OF_A_MILLIMETRE = 96 / 25.4;
const STEPS = [0.05, 0.1, 0.15, 0.25, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8];
const $ = (id) => document.getElementById(id);

let words = WORDS.zh;
let stations = { title: "", kinds: {}, stations: [] };
let station = null; // what the data of the chosen one give
let shown = { slug: "", kind: "", file: "" };
let leaves = []; // of the pages on the screen
let verdict = []; // what gate 2 says of them
let here = 0; // the page that is turned to, from 0
let view = "now"; // or "before", "difference"
let tab = "problems"; // what is shown beside the pages
let again = null; // what a build would make anew
let book = null; // the workbook that was dropped last, and what is wrong in it
let zoom = null; // null: as the window allows; else 1 is real size
let dots = Number(localStorage.getItem("dots")) || DOTS_OF_A_MILLIMETRE;
let wanted = 0; // counts what was asked for: an answer to an older question is not shown

function element(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) key in made ? (made[key] = value) : made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// A page that was exported has all its answers beside it and asks nobody.
const exported = typeof EXPORTED === "undefined" ? null : EXPORTED;

async function ask(...parts) {
  if (exported) return exported[parts.join("/")] ?? { problems: [] };
  const answer = await fetch(parts.map(encodeURIComponent).join("/"));
  if (!answer.ok && answer.headers.get("Content-Type") !== "application/json") throw new Error(String(answer.status));
  return answer.json();
}

function say(word) { $("status").textContent = words[word] ?? word; }

// What is chosen: in the address, so that a link or a reload shows the same.

function chosen() {
  const [slug, kind, file] = location.hash.slice(1).split("/").map(decodeURIComponent);
  return { slug: slug === ALL || stations.stations.includes(slug) ? slug : stations.stations[0], kind: kind ?? "", file: file ?? "" };
}

function choose(next) {
  location.hash = [next.slug, next.kind, next.file].map(encodeURIComponent).join("/");
}

async function look() {
  const before = shown;
  shown = chosen();
  const another = before.slug !== shown.slug;
  if (another) { station = null; again = since = null; mends = []; refusal = ""; $("station").value = shown.slug; }
  if (another || before.file !== shown.file) { here = 0; verdict = []; leaves = []; $("pages").replaceChildren(); }
  await renew();
}

// Anew after a choice or a save: first what is looked at, then the rest.

async function renew() {
  const asked = ++wanted;
  const current = () => asked === wanted;
  document.body.classList.toggle("district", shown.slug === ALL);
  try {
    if (shown.slug === ALL) { await showDistrict(current); return; }
    if (shown.file) await renewProof(current);
    if (!current()) return;
    if (!shown.file) say("reading");
    const seen = await ask("station", shown.slug);
    if (!current()) return;
    station = seen;
    name(seen);
    if (!shown.file && seen.documents.length) { choose({ slug: shown.slug, ...firstOf(seen.documents) }); return; }
    showDocuments();
    showPanel();
    if (shown.file && hasPages(shown.file)) await renewVerdict(current);
    if (current()) await renewMends(current);
    again = since = null;
    if (current() && tab === "again") await renewAgain(current);
    if (current() && tab === "hand") await renewSince(current);
    if (stations.stations.length <= FEW && !exported) await learnNames(current);
  } catch (error) { if (current() && error instanceof TypeError) say("gone"); }
}

const hasPages = (file) => file.endsWith(".pdf");
const firstOf = (documents) => { const first = documents.find((each) => hasPages(each.file)) ?? documents[0]; return { kind: first.kind, file: first.file }; };

async function renewProof(current) {
  if (!hasPages(shown.file)) { $("pages").replaceChildren(element("p", { textContent: words.nopicture })); say("ready"); return; }
  if (!leaves.length) say("loading");
  const proof = await ask(view === "before" ? "before" : "proof", shown.slug, shown.kind, shown.file);
  if (!current()) return;
  dispatchEvent(new CustomEvent("shown", { detail: { sha256: proof.sha256 } }));
  $("pages").classList.toggle("old", view === "before");
  if (view === "before" && !proof.leaves) { leaves = []; $("pages").replaceChildren(element("p", { textContent: words.notbefore })); say("ready"); return; }
  $("pages").classList.toggle("stale", !proof.leaves);
  if (proof.leaves && String(proof.leaves.map((each) => each.sum)) !== String(leaves.map((each) => each.sum))) $("pages").classList.add("judging");
  if (proof.leaves) { leaves = proof.leaves; await showLeaves(); say("ready"); } else say(proof.limit ? "limit" : "kept");
}

// Stations are called by their names as soon as these are known.
function name({ slug, name: called }) {
  const option = [...$("station").options].find((each) => each.value === slug);
  if (option && called) option.textContent = called;
}

async function learnNames(current) {
  for (const option of $("station").options) {
    if (!current()) return;
    if (option.textContent === option.value && option.value !== ALL) name(await (await fetch(`station/${encodeURIComponent(option.value)}?later`)).json());
  }
}

async function renewAgain(current) {
  say("remade");
  const found = await ask("again", shown.slug);
  if (!current()) return;
  again = found.documents ?? [];
  showPanel();
  say("ready");
}

async function renewVerdict(current) {
  const found = await ask("verdict", shown.slug, shown.kind, shown.file);
  if (!current()) return;
  verdict = found.problems ?? [];
  $("pages").classList.remove("judging");
  showPanel();
  captions();
}

// The pages.

const scale = (leaf) => dots * (zoom ?? Math.min(fitting(leaf), 4));
function fitting(leaf) {
  const box = $("pages");
  const beside = leaves.length === 2 && leaf.width < leaf.height * 3 ? 2 : 1;
  const across = (box.clientWidth - 64 - 32 * (beside - 1)) / beside;
  return Math.min(across / leaf.width, (box.clientHeight - 110) / leaf.height) / dots;
}

function source(leaf, page) {
  const needed = Math.max(leaf.width, leaf.height) * scale(leaf) * devicePixelRatio;
  const longest = Math.min(4000, Math.max(400, Math.ceil(needed / 400) * 400));
  const address = { now: "leaf", before: "before-leaf", difference: "difference" }[view];
  const parts = [address, shown.slug, shown.kind, shown.file, page].map(encodeURIComponent).join("/");
  return exported ? `pages/${parts.slice("leaf/".length)}.png` : `${parts}?longest=${longest}&sum=${leaf.sum}`;
}

// A new picture takes the place of the old one only when it is there: nothing flashes, nothing jumps.
async function showLeaves() {
  if (shown.slug === ALL) return;
  const box = $("pages");
  while (box.children.length > leaves.length || box.querySelector(":scope > p")) box.lastElementChild.remove();
  const arriving = leaves.map((leaf, page) => showLeaf(box.children[page] ?? box.appendChild(newFigure()), leaf, page));
  turn(Math.min(here, leaves.length - 1), false);
  $("zoom").textContent = leaves.length ? `${Math.round((scale(leaves[here]) / dots) * 100)}%` : "";
  captions();
  sharpenSoon();
  await Promise.all(arriving);
}

const newFigure = () => element("figure", {}, element("div", { className: "sheet" }, element("img", { alt: "" })), element("figcaption"));

async function showLeaf(figure, leaf, page) {
  const sheet = figure.firstElementChild;
  sheet.style.width = `${leaf.width * scale(leaf)}px`;
  sheet.style.height = `${leaf.height * scale(leaf)}px`;
  measure(sheet, leaf);
  const now = sheet.querySelector("img");
  const next = source(leaf, page);
  if (now.dataset.source === next) return;
  now.dataset.source = next;
  if (!near(figure)) { nearby.observe(figure); return; }
  await bring(sheet, next, page);
}

// Pages far from the window wait until they come near: what is looked at is not kept waiting for them.
const near = (figure) => { const box = figure.getBoundingClientRect(); return box.top < innerHeight * 2 && box.bottom > -innerHeight; };
const nearby = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    nearby.unobserve(target);
    const sheet = target.firstElementChild;
    bring(sheet, sheet.querySelector("img").dataset.source, [...target.parentElement.children].indexOf(target));
  }
}, { rootMargin: "100%" });

async function bring(sheet, next, page) {
  const arriving = element("img", { src: next });
  arriving.dataset.source = next;
  try { await arriving.decode(); } catch { return; }
  const now = sheet.querySelector("img");
  if (now.dataset.source !== next) return;
  arriving.alt = `${titleOf(shown.file)} ${words.page(page + 1, leaves.length)}`;
  now.replaceWith(arriving);
}

const short = (title) => (station?.name && title.startsWith(station.name) ? title.slice(station.name.length).trim() : title);
const titleOf = (file) => short(station?.documents.find((each) => each.file === file)?.title ?? file);

function captions() {
  [...$("pages").querySelectorAll("figure")].forEach((figure, page) => {
    const leaf = leaves[page];
    if (!leaf) return;
    const size = words.size(Math.round(leaf.width * 10) / 10, Math.round(leaf.height * 10) / 10);
    const own = verdict.filter((each) => (each.on_page ? each.on_page.page === page + 1 : each.path === `p${page + 1}`));
    const key = JSON.stringify([page, leaves.length, size, view, own]);
    if (figure.dataset.told === key) return;
    figure.dataset.told = key;
    figure.lastElementChild.replaceChildren(`${words.page(page + 1, leaves.length)}，${size}`, ...spotted(figure.firstElementChild, leaf, own));
  });
}

function measure(sheet, leaf) {
  sheet.querySelector(".ruler")?.remove();
  if ($("ruler").getAttribute("aria-pressed") !== "true") return;
  const unit = scale(leaf);
  const step = [1, 2, 5, 10, 50, 100].find((each) => each * unit >= 4);
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.classList.add("ruler");
  drawing.setAttribute("width", leaf.width * unit);
  drawing.setAttribute("height", leaf.height * unit);
  for (const [length, along] of [[leaf.width, true], [leaf.height, false]]) {
    for (let at = 0; at <= length; at += step) {
      const long = at % (step * 10) === 0 ? 14 : at % (step * 5) === 0 ? 10 : 6;
      const point = at * unit;
      drawing.append(stroke(along ? [point, 0, point, long] : [0, point, long, point]));
      if (long === 14 && at) drawing.append(number(at, along ? [point + 2, 22] : [16, point + 4]));
    }
  }
  sheet.append(drawing);
}

function stroke([x1, y1, x2, y2]) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "line");
  for (const [key, value] of Object.entries({ x1, y1, x2, y2 })) made.setAttribute(key, value);
  return made;
}

function number(at, [x, y]) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "text");
  made.setAttribute("x", x);
  made.setAttribute("y", y);
  made.textContent = at;
  return made;
}

function turn(page, follow = true) {
  const figures = [...$("pages").querySelectorAll("figure")];
  here = Math.max(0, Math.min(page, figures.length - 1));
  figures.forEach((figure, at) => figure.classList.toggle("here", at === here && figures.length > 1));
  if (follow) figures[here]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  $("place").textContent = leaves.length ? `${here + 1} / ${leaves.length}` : "";
  $("previous").disabled = here === 0;
  $("next").disabled = here >= figures.length - 1;
}

function magnify(next) {
  zoom = next;
  $("fit").setAttribute("aria-pressed", String(zoom === null));
  $("real").setAttribute("aria-pressed", String(zoom === 1));
  showLeaves();
}

const step = (by) => {
  const now = leaves.length ? scale(leaves[here]) / dots : 1;
  const next = by > 0 ? STEPS.find((each) => each > now * 1.01) : STEPS.findLast((each) => each < now * 0.99);
  if (next) magnify(next);
};

// The lists at both sides.

function showDocuments() {
  const groups = Object.entries(stations.kinds).map(([kind, title]) => {
    const own = station.documents.filter((each) => each.kind === kind && hasPages(each.file));
    const items = own.filter((each) => !each.made_of).map((each) => item(each, own));
    return items.length ? [element("h3", { textContent: title }), element("ul", {}, ...items)] : [];
  });
  const missing = station.withheld.map((kind) => stations.kinds[kind]).join("、");
  const note = missing && station.problems.some((each) => each.severity === "error") ? [element("p", { textContent: words.withheld + missing })] : [];
  const focused = document.activeElement?.dataset?.file;
  $("documents").replaceChildren(...groups.flat(), ...note);
  if (focused) $("documents").querySelector(`[data-file="${CSS.escape(focused)}"]`)?.focus();
}

function item(each, own) {
  const current = each.file === shown.file;
  const button = element("button", { type: "button", textContent: short(each.title) });
  button.dataset.file = each.file;
  if (current) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => choose({ slug: shown.slug, kind: each.kind, file: each.file }));
  const made = own.filter((other) => other.made_of === each.file).map((other) => item(other, []));
  return element("li", {}, button, ...(made.length ? [element("ul", {}, ...made)] : []));
}

const MOST_PLACES = 20;
const ORDER = ["error", "finding", "notice"];

function showPanel() {
  for (const each of TABS) $(`tab-${each}`).setAttribute("aria-selected", String(each === tab));
  $("panel").setAttribute("aria-labelledby", `tab-${tab}`);
  $("panel").replaceChildren(...PANELS[tab]());
}

const said = (words) => element("p", { textContent: words });
const byGrade = (one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity);

function problemsPanel() {
  const all = [...(station?.problems ?? []), ...verdict.filter((each) => !each.on_page && !/^p\d+$/.test(each.path))].sort(byGrade);
  return all.length ? [...mendable(), ...folded(all).map(problemOf)] : [said(words.none)];
}

// One cause, one message: what is equal but for its place is told once, with all its places; what is told twice, once.
function folded(problems) {
  const found = new Map();
  for (const each of problems) {
    const key = [each.code, each.file, each.sheet, each.message, each.remedy].join("\n");
    const place = each.cell ?? each.line ?? each.path;
    if (!found.has(key)) found.set(key, { ...each, places: [] });
    if (!found.get(key).places.includes(place)) found.get(key).places.push(place);
  }
  return [...found.values()];
}

function standardPanel() {
  return stations.criteria.flatMap((criterion) => {
    const missed = (station?.problems ?? []).filter((each) => each.criterion === criterion);
    const head = element("h3", { textContent: criterion });
    return missed.length ? [head, ...folded(missed).map(problemOf)] : [head, element("p", { className: "met", textContent: words.met })];
  });
}

function againPanel() {
  if (again === null) return [said(words.remade)];
  if (!again.length) return [said(words.nothing)];
  const own = again.filter((each) => hasPages(each.file)).map((each) => item({ ...each, made_of: "" }, []));
  return [said(words.count(again.length)), element("ul", {}, ...own)];
}

function bookPanel() {
  const chooser = element("input", { type: "file", accept: ".xlsx" });
  chooser.addEventListener("change", () => chooser.files[0] && checkBook(chooser.files[0]));
  const drop = element("label", { className: "drop" }, said(words.drop), chooser);
  if (!book) return [drop];
  const wrong = book.problems.filter((each) => each.severity === "error");
  const link = book.marked ? [element("p", {}, markedLink(book))] : [];
  return [drop, element("h3", { textContent: book.name }), ...link, ...(wrong.length ? [] : [said(words.sound)]), ...folded([...book.problems].sort(byGrade)).map(problemOf)];
}

function markedLink({ name, marked }) {
  const bytes = Uint8Array.from(atob(marked), (each) => each.charCodeAt(0));
  const href = URL.createObjectURL(new Blob([bytes], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }));
  return element("a", { href, download: name.replace(/\.xlsx$/i, "-标注.xlsx"), textContent: words.marked });
}

async function checkBook(file) {
  tab = "book";
  say("checking");
  const answer = await fetch(`workbook?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
  book = answer.ok ? { name: file.name, ...(await answer.json()) } : { name: `${file.name}：${await answer.text()}`, problems: [] };
  say("ready");
  showPanel();
}

const TABS = exported ? ["problems", "standard"] : ["problems", "standard", "again", "hand", "book"];
const PANELS = { problems: problemsPanel, standard: standardPanel, again: againPanel, hand: handPanel, book: bookPanel };

function choosePanel(next) {
  tab = next;
  showPanel();
  $(`tab-${tab}`).focus();
  const asked = wanted;
  if (tab === "again" && again === null && station) renewAgain(() => asked === wanted).catch(() => say("gone"));
  if (tab === "hand" && since === null && shown.slug !== ALL) renewSince(() => asked === wanted).catch(() => say("gone"));
}

function problemOf(problem) {
  const places = problem.places ?? [problem.cell ?? problem.line ?? ""];
  const named = places.slice(0, MOST_PLACES).join("、") + (places.length > MOST_PLACES ? "…" : "");
  const line = problem.line ? `，${words.line(named)}` : "";
  const where = problem.sheet ? `${problem.file} ${problem.sheet}!${named}` : `${problem.file}${line}`;
  const place = places.length > 1 ? `${where} ${words.places(places.length)}` : where;
  return element("div", { className: `problem ${problem.severity}` },
    element("p", {}, element("span", { className: "grade", textContent: words[problem.severity] }), ` ${problem.message}`),
    element("p", { className: "remedy", textContent: `→ ${problem.remedy}` }),
    element("p", { className: "place", textContent: `${place} ${problem.path} ${problem.code}` }),
    ...(problem.line_text && problem.severity === "error" ? [excerpt(problem)] : []), ...mendOf(problem));
}

function excerpt({ line_text: text, column }) {
  const at = (column ?? 1) - 1;
  return element("pre", {}, text.slice(0, at), element("mark", { textContent: text.slice(at) || " " }));
}

// The start.

function dress() {
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = words[each.dataset.word];
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", words[each.dataset.label]);
}

function wire() {
  $("station").addEventListener("change", () => choose({ slug: $("station").value, kind: "", file: "" }));
  $("previous").addEventListener("click", () => turn(here - 1));
  $("next").addEventListener("click", () => turn(here + 1));
  $("smaller").addEventListener("click", () => step(-1));
  $("larger").addEventListener("click", () => step(1));
  $("fit").addEventListener("click", () => magnify(null));
  $("real").addEventListener("click", () => magnify(1));
  $("ruler").addEventListener("click", () => {
    const on = $("ruler").getAttribute("aria-pressed") !== "true";
    $("ruler").setAttribute("aria-pressed", String(on));
    document.querySelector(".calibrate").hidden = !on;
    showLeaves();
  });
  $("dots").value = dots;
  $("dots").addEventListener("input", () => { dots = Number($("dots").value); localStorage.setItem("dots", dots); showLeaves(); });
  const keys = { ArrowLeft: () => turn(here - 1), PageUp: () => turn(here - 1), ArrowRight: () => turn(here + 1),
    PageDown: () => turn(here + 1), Home: () => turn(0), End: () => turn(Infinity), "+": () => step(1), "=": () => step(1),
    "-": () => step(-1), 0: () => magnify(null), 1: () => magnify(1) };
  $("pages").addEventListener("keydown", (event) => {
    const does = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (does) { event.preventDefault(); does(); }
  });
  for (const each of ["now", "before", "difference"]) $(each).addEventListener("click", () => see(each));
  for (const each of TABS) $(`tab-${each}`).addEventListener("click", () => choosePanel(each));
  $("tabs").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) choosePanel(TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]);
  });
  for (const name of exported ? [] : ["dragover", "dragleave", "drop"]) addEventListener(name, dragged);
  addEventListener("hashchange", look);
  addEventListener("resize", () => (zoom === null ? showLeaves() : sharpenSoon()));
  $("pages").addEventListener("scroll", sharpenSoon, { passive: true });
}

function see(next) {
  view = next;
  for (const each of ["now", "before", "difference"]) $(each).setAttribute("aria-pressed", String(each === view));
  renew();
}

function dragged(event) {
  event.preventDefault();
  document.body.classList.toggle("over", event.type === "dragover");
  if (event.type === "dragover" && tab !== "book") { tab = "book"; showPanel(); }
  if (event.type === "drop" && event.dataTransfer.files[0]) checkBook(event.dataTransfer.files[0]);
}

async function start() {
  dress();
  wire();
  stations = await ask("stations");
  words = WORDS[stations.language] ?? words;
  document.documentElement.lang = stations.language === "en" ? "en" : "zh-CN";
  document.title = $("title").textContent = stations.title;
  dress();
  const all = element("option", { value: ALL, textContent: words.all });
  $("station").replaceChildren(...(stations.stations.length > 1 ? [all] : []), ...stations.stations.map((slug) => element("option", { value: slug, textContent: slug })));
  for (const each of exported ? ["before", "difference", "tab-again", "tab-hand", "tab-book"] : []) $(each).hidden = true;
  if (!exported) listen(); // before anything is asked for: a save meanwhile is heard
  await look();
}

function listen() {
  let known = null;
  const heard = (state) => {
    if (known !== null && state !== known) renew();
    known = state;
  };
  hear(heard, () => say("gone"), () => { if ($("status").textContent === words.gone) say("ready"); });
}

start();
