// The whole district side by side, and what is carried off: bundles for the shops, papers.

const HAND_WORDS = {
  zh: {
    since: "和上次交付相比", same: "相同", count: (n) => `${n} 项不同`, carry: "下载", bundle: "交给制作单位的压缩包", papers: "公文", short: "压缩包",
    whole: { bundle: "下载全区压缩包", papers: "下载全区公文" }, own: { bundle: "下载压缩包", papers: "下载公文" },
    packing: "正在打包，大的要一两分钟……", carried: (name) => `已下载 ${name}`, again: "交付以后不同了、要重新制作或告知制作单位的：",
    note: "区里统一做的门牌在“全区”的压缩包里。压缩包取自成品文件夹，没有生成的、生成以后数据又改动过的，不给。在这里下载不记作一次交付；要记的，运行 mzdocs bundle。",
    waiting: "正在和上次交付比较……", unjudged: "数据有错误，还没有检查完",
  },
  en: {
    since: "Since the last hand-over", same: "the same", count: (n) => `${n} differ`, carry: "Download", bundle: "Bundle for the shop", papers: "Papers", short: "Bundle",
    whole: { bundle: "Download the district's bundle", papers: "Download the district's papers" }, own: { bundle: "Download the bundle", papers: "Download the papers" },
    packing: "Packing; a large one takes a minute or two…", carried: (name) => `Downloaded ${name}`, again: "Other than what was handed over, to be made again or told the shop:",
    note: "Plaques the bureau has made are in the district's bundle. A bundle is taken from the output folder: what is not built, or not as the data are now, is not given. It is not taken as a hand-over: run mzdocs bundle for that.",
    waiting: "Comparing…", unjudged: "Not wholly judged: the data have errors",
  },
};
const handWords = () => (words === WORDS.en ? HAND_WORDS.en : HAND_WORDS.zh);
const DISTRICT = "district"; // how the bureau's own bundle and papers are called
let since = null; // what of the chosen station is another than what was handed over
let refusal = ""; // why nothing was carried off

// A row a station, filled in as its data are read; then what was handed over.
async function showDistrict(current) {
  say("reading");
  leaves = [];
  const columns = [words.station, words.error, ...stations.criteria, words.notice, ...(exported ? [] : [handWords().since, handWords().carry])];
  const head = element("tr", {}, ...columns.map((each) => element("th", { scope: "col", textContent: each })));
  const table = element("table", {}, element("caption", { textContent: words.all }), element("thead", {}, head), element("tbody"));
  const there = $("pages").querySelector("table"); // stays until the new one is whole
  const show = () => $("pages").replaceChildren(...(exported ? [] : [element("p", { className: "carry" }, ...carriers(DISTRICT)), refused()]), table);
  if (!there) show();
  turn(0, false);
  const found = [];
  for (const slug of stations.stations) {
    const seen = await ask("station", slug).catch(() => null);
    if (!current()) return;
    if (!seen) continue;
    name(seen);
    found.push(...(seen.problems ?? []));
    table.tBodies[0].append(districtRow(slug, seen));
  }
  if (there) show();
  station = { documents: [], withheld: [], problems: found.filter((each) => each.severity === "error") };
  showPanel();
  say("ready");
  for (const cell of exported ? [] : table.querySelectorAll("td.since")) {
    const answer = await ask("since", cell.dataset.slug).catch(() => ({ problems: [] }));
    if (!current()) return;
    cell.replaceChildren(...sinceShown(answer));
  }
}

function districtRow(slug, seen) {
  const go = element("button", { type: "button", className: "go", textContent: seen.name || slug });
  go.addEventListener("click", () => choose({ slug, kind: "", file: "" }));
  const problems = seen.problems ?? [];
  const count = (test) => problems.filter(test).length;
  const cell = (number, name) => element("td", { textContent: number, className: number ? name : "none" });
  const wrong = count((each) => each.severity === "error");
  const judged = (criterion) => {
    const missed = count((each) => each.criterion === criterion);
    return wrong && !missed ? element("td", { textContent: "—", className: "none", title: handWords().unjudged }) : cell(missed, "finding");
  };
  const handed = exported ? [] : [element("td", { className: "since", textContent: handWords().waiting }), element("td", { className: "carry" }, ...carriers(slug, { bundle: handWords().short, papers: handWords().papers }))];
  if (handed.length) handed[0].dataset.slug = slug;
  return element("tr", {}, element("td", {}, go), cell(wrong, "error"),
    ...stations.criteria.map(judged),
    cell(count((each) => each.severity === "notice"), ""), ...handed);
}

function sinceShown({ again, problems }) {
  if (!again) return [problems?.[0]?.message ?? ""];
  if (!again.length) return [handWords().same];
  return [element("details", {}, element("summary", { textContent: handWords().count(again.length) }), element("ul", {}, ...again.map((each) => element("li", { textContent: each }))))];
}

// What is carried off is fetched whole first: a refusal is a sentence, never a broken file.

function carriers(slug, texts = slug === DISTRICT ? handWords().whole : handWords().own) {
  const called = slug === DISTRICT ? words.all : slug;
  const make = (what, text) => {
    const button = element("button", { type: "button", className: `carry-${what}`, textContent: text });
    button.setAttribute("aria-label", `${text}（${called}，${handWords()[what]}）`);
    button.addEventListener("click", () => carry(what, slug, button));
    return button;
  };
  return Object.entries(texts).map(([what, text]) => make(what, text));
}

async function carry(what, slug, button) {
  button.disabled = true;
  refuse("");
  say(handWords().packing);
  try {
    const answer = await fetch(`${what}/${encodeURIComponent(slug)}`);
    if (answer.headers.get("Content-Type") === "application/zip") {
      const file = what === "bundle" ? `${slug}.zip` : `${slug}-${HAND_WORDS.zh.papers}.zip`;
      save(await answer.blob(), file);
      say(handWords().carried(file));
    } else {
      const { problems = [] } = await answer.json();
      refuse(problems.length ? `${problems[0].message}。${problems[0].remedy}` : words.limit);
      say("ready");
    }
  } catch { say("gone"); }
  button.disabled = false;
}

const refused = () => element("p", { className: "refused", role: "alert", textContent: refusal });
function refuse(why) {
  refusal = why;
  for (const each of document.querySelectorAll(".refused")) each.textContent = why;
}

function save(blob, file) {
  const href = URL.createObjectURL(blob);
  element("a", { href, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

// Of one station, beside its pages.

async function renewSince(current) {
  const found = await ask("since", shown.slug);
  if (!current()) return;
  since = found;
  showPanel();
}

function handPanel() {
  const slug = shown.slug === ALL ? DISTRICT : shown.slug;
  const buttons = element("p", { className: "carry" }, ...carriers(slug));
  const state = shown.slug === ALL ? [] : since === null ? [said(handWords().waiting)] : [element("h3", { textContent: handWords().since }), ...(since.again?.length ? [said(handWords().again), element("ul", {}, ...since.again.map((each) => element("li", { textContent: each })))] : sinceShown(since).map(said))];
  return [buttons, refused(), said(handWords().note, "note"), ...state];
}
