// The page to look at: asks the server on this machine for stations, documents and their pictures, and hears of saves.

const ALL = "*";
const FEW = 12; // stations whose names are found out before anybody asks for them
const DOTS_OF_A_MILLIMETRE = 96 / 25.4;
const STEPS = [0.05, 0.1, 0.15, 0.25, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8];

let stations = { title: "", kinds: {}, criteria: [], stations: [] };
let station = null; // what the data of the chosen one give
let shown = { slug: "", kind: "", file: "" };
let leaves = []; // of the pages on the screen
let verdict = []; // what gate 2 says of them
let here = 0; // the page that is turned to, from 0
let view = "now"; // or "before", "difference"
let tab = "problems"; // what is shown beside the pages
let again = null; // what a build would make anew
let zoom = null; // null: as the window allows; else 1 is real size
let dots = Number(localStorage.getItem("dots")) || DOTS_OF_A_MILLIMETRE;
let wanted = 0; // counts what was asked for: an answer to an older question is not shown

// A page that was exported has all its answers beside it and asks nobody.
const exported = typeof EXPORTED === "undefined" ? null : EXPORTED;

async function ask(...parts) {
  if (exported) return exported[parts.join("/")] ?? { problems: [] };
  const answer = await fetch(parts.map(encodeURIComponent).join("/"));
  if (!answer.ok && answer.headers.get("Content-Type") !== "application/json") throw new Error(String(answer.status));
  return answer.json();
}

const TONES = { gone: "bad", kept: "bad", limit: "bad", broken: "bad", unmade: "bad", loading: "busy", reading: "busy", checking: "busy", remade: "busy" };

function say(word) {
  $("status").textContent = words[word] ?? word;
  $("status").className = TONES[word] ?? "";
}

// What is chosen: in the address, so that a link or a reload shows the same.

function chosen() {
  const [slug, kind, file] = location.hash.slice(1).split("/").map(decodeURIComponent);
  return { slug: slug === ALL || stations.stations.includes(slug) ? slug : stations.stations[0], kind: kind ?? "", file: file ?? "" };
}

function choose(next) {
  const hash = `#${[next.slug, next.kind, next.file].map(encodeURIComponent).join("/")}`;
  if (hash === location.hash) look();
  else location.hash = hash;
}

async function look() {
  const before = shown;
  shown = chosen();
  const another = before.slug !== shown.slug;
  if (another) { station = null; again = since = null; mends = []; refusal = ""; $("station").value = shown.slug; showReading(); }
  if (another || before.file !== shown.file) { here = 0; verdict = []; showNothing(words.loading); if (station && shown.slug !== ALL) showDocuments(); }
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
    if (seen.documents.length && (!shown.file || isGone(seen))) { choose({ slug: shown.slug, ...firstOf(seen.documents, shown.kind) }); return; }
    showDocuments();
    showPanel();
    if (!shown.file) { showNothing(hasErrors() ? words.nopages : words.unfilledpages); say(hasErrors() ? "broken" : "ready"); }
    if (shown.file && hasPages(shown.file)) await renewVerdict(current);
    if (current()) await renewMends(current);
    again = since = null;
    await renewOutput(current);
    if (stations.stations.length <= FEW && !exported) await learnNames(current);
  } catch (error) { if (current() && error instanceof TypeError) say("gone"); }
}

const hasPages = (file) => file.endsWith(".pdf");
const hasErrors = () => (station?.problems ?? []).some((each) => each.severity === "error");
const isGone = ({ documents, problems }) => !problems.some((each) => each.severity === "error") && !documents.some((each) => each.file === shown.file && each.kind === shown.kind);

function firstOf(documents, kind) {
  const { kind: its, file } = documents.find((each) => each.kind === kind && hasPages(each.file)) ?? documents.find((each) => hasPages(each.file)) ?? documents[0];
  return { kind: its, file };
}

// In the place of pages, a sentence; of lists that are not there yet, that they come.
function showNothing(why) {
  leaves = [];
  $("pages").replaceChildren(said(why, "empty"));
  $("zoom").textContent = "";
  turn(0, false);
}

function showReading() {
  $("documents").replaceChildren(...(shown.slug === ALL ? [] : [said(words.reading, "empty")]));
  showPanel();
}

async function renewProof(current) {
  if (!hasPages(shown.file)) { showNothing(words.nopicture); say("ready"); return; }
  if (!leaves.length) say("loading");
  const proof = await ask(view === "before" ? "before" : "proof", shown.slug, shown.kind, shown.file);
  if (!current()) return;
  dispatchEvent(new CustomEvent("shown", { detail: { sha256: proof.sha256 } }));
  $("pages").classList.toggle("old", view === "before");
  if (view === "before" && !proof.leaves) { showNothing(words.notbefore); say("ready"); return; }
  $("pages").classList.toggle("stale", !proof.leaves);
  if (proof.leaves && String(proof.leaves.map((each) => each.sum)) !== String(leaves.map((each) => each.sum))) $("pages").classList.add("judging");
  if (proof.leaves) { leaves = proof.leaves; await showLeaves(); say("ready"); return; }
  if (!leaves.length) showNothing(proof.limit ? words.limit : words.unmade);
  say(proof.limit ? "limit" : leaves.length ? "kept" : "unmade");
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
  again = found;
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

// What says the same stays as it is: whoever reads in it keeps the place, the focus, and what was opened.
let panelKey = "";

function showPanel() {
  if (!tabs().includes(tab)) tab = "problems";
  for (const each of Object.keys(PANELS)) {
    $(`tab-${each}`).hidden = !tabs().includes(each);
    $(`tab-${each}`).setAttribute("aria-selected", String(each === tab));
    $(`tab-${each}`).tabIndex = each === tab ? 0 : -1;
  }
  $("panel").setAttribute("aria-labelledby", `tab-${tab}`);
  const fresh = element("div", {}, ...PANELS[tab]());
  const key = fresh.innerHTML + JSON.stringify(mends);
  if (key === panelKey) return;
  panelKey = key;
  $("panel").replaceChildren(...fresh.childNodes);
}

function problemsPanel() {
  if (!station) return [said(words.reading, "empty")];
  const all = [...station.problems, ...verdict.filter((each) => !each.on_page && !/^p\d+$/.test(each.path))].sort(byGrade);
  if (!all.length) return [said(shown.slug === ALL ? words.sounddistrict : words.none, "met")];
  const told = folded(all);
  return [tally(told), ...mendable(), ...told.map(problemOf)];
}

// What could not be read or is not filled in was not judged: it is not said to be met.
function standardPanel() {
  if (!station) return [said(words.reading, "empty")];
  const wanting = station.unfilled?.length ? [said(words.unfilled(station.unfilled.join("、")))] : [];
  const notes = [...(hasErrors() ? [said(words.part)] : []), ...wanting];
  return [...notes, ...stations.criteria.flatMap((criterion) => {
    const missed = station.problems.filter((each) => each.criterion === criterion);
    const head = element("h3", { textContent: criterion });
    return missed.length ? [head, ...folded(missed).map(problemOf)] : [head, notes.length ? said(words.sofar) : said(words.met, "met")];
  })];
}

function againPanel() {
  if (again === null) return [said(words.remade)];
  const { documents, problems = [] } = again;
  if (!documents) return problems.map(problemOf);
  if (!documents.length) return [said(words.nothing, "met")];
  const own = documents.filter((each) => hasPages(each.file)).map((each) => item({ ...each, made_of: "" }, []));
  return [said(words.count(documents.length)), element("ul", { className: "list" }, ...own)];
}

const TABS = exported ? ["problems", "standard"] : ["problems", "standard", "again", "hand", "book"];
const tabs = () => (shown.slug === ALL ? TABS.filter((each) => each !== "standard" && each !== "again") : TABS); // the district's are in its table
const PANELS = { problems: problemsPanel, standard: standardPanel, again: againPanel, hand: handPanel, book: bookPanel };

function choosePanel(next) {
  tab = next;
  showPanel();
  $(`tab-${tab}`).focus();
  const asked = wanted;
  if (tab === "again" && again === null && station) renewAgain(() => asked === wanted).catch(() => say("gone"));
  if (tab === "hand" && since === null && shown.slug !== ALL) renewSince(() => asked === wanted).catch(() => say("gone"));
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
  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); $("pages").focus(); });
  $("documents").addEventListener("keydown", walkList);
  $("pages").addEventListener("keydown", (event) => {
    const does = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (does) { event.preventDefault(); does(); }
  });
  for (const each of ["now", "before", "difference"]) $(each).addEventListener("click", () => see(each));
  for (const each of TABS) $(`tab-${each}`).addEventListener("click", () => choosePanel(each));
  $("tabs").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const there = tabs();
    if (by) choosePanel(there[(there.indexOf(tab) + by + there.length) % there.length]);
  });
  for (const name of exported ? [] : ["dragover", "dragleave", "drop"]) addEventListener(name, dragged);
  addEventListener("hashchange", look);
  addEventListener("focus", returned);
  addEventListener("resize", () => (zoom === null ? showLeaves() : sharpenSoon()));
  $("pages").addEventListener("scroll", sharpenSoon, { passive: true });
}

// Up and down the list by the arrows: there may be a hundred documents in it.
function walkList(event) {
  const all = [...$("documents").querySelectorAll("button")];
  const now = all.indexOf(document.activeElement);
  const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || !all[to]) return;
  event.preventDefault();
  all[to].focus();
}

function see(next) {
  view = next;
  for (const each of ["now", "before", "difference"]) $(each).setAttribute("aria-pressed", String(each === view));
  renew();
}

// Whoever comes back to the window may have built meanwhile: what is said of the output folder is asked anew.
function returned() {
  if (exported || !station || shown.slug === ALL) return;
  const asked = wanted;
  again = since = null;
  renewOutput(() => asked === wanted).catch(() => say("gone"));
}

async function renewOutput(current) {
  if (current() && tab === "again") await renewAgain(current);
  if (current() && tab === "hand") await renewSince(current);
}

// The stations that are there now, by their names as far as these are known.
function listStations() {
  const known = Object.fromEntries([...$("station").options].map((each) => [each.value, each.textContent]));
  const all = element("option", { value: ALL, textContent: words.all });
  $("station").replaceChildren(all, ...stations.stations.map((slug) => element("option", { value: slug, textContent: known[slug] ?? slug })));
  $("station").value = shown.slug;
}

async function renewStations() {
  const found = await ask("stations").catch(() => ({}));
  if (!found.stations || String(found.stations) === String(stations.stations)) return;
  stations = found;
  listStations();
  if (chosen().slug !== shown.slug) await look();
  else if (shown.slug === ALL) await renew();
}

async function start() {
  dress();
  wire();
  const found = await ask("stations");
  stations = { ...stations, ...found };
  words = WORDS[stations.language] ?? words;
  document.documentElement.lang = stations.language === "en" ? "en" : "zh-CN";
  document.title = $("title").textContent = stations.title || "mzdocs";
  dress();
  listStations();
  for (const each of exported ? ["before", "difference"] : []) $(each).hidden = true;
  if (!exported) listen(); // before anything is looked at: no save goes unheard
  if (stations.stations.length) { await look(); return; }
  station = { problems: found.problems, documents: [], withheld: [] };
  showPanel();
  showNothing(words.nostations);
  say("nostations");
}

function listen() {
  let known = null;
  const heard = (state) => {
    if (known !== null && state !== known) (stations.stations.length ? renew().then(renewStations) : location.reload());
    known = state;
  };
  hear(heard, () => say("gone"), () => { if ($("status").textContent === words.gone) say("ready"); });
}

start();
