// What has only one cure: the change is shown, line by line, and written into the data file after a yes.

const MEND_WORDS = {
  zh: {
    open: (n) => `自动改（${n} 处）…`, title: (file) => `${file}：会这样改`, was: "现在", becomes: "改为", write: "写入文件", leave: "不改",
    note: "只改下面这些，别的一个字也不动；原来的文件留在旁边（.bak1，再改是 .bak2）。", written: (name) => `已经写入；原来的文件存为 ${name}`,
  },
  en: {
    open: (n) => `Mend (${n})…`, title: (file) => `${file}: what would change`, was: "Now", becomes: "Then", write: "Write it", leave: "Leave it",
    note: "Only this changes; the file as it was stays beside it (.bak1, then .bak2).", written: (name) => `Written; the file as it was is ${name}`,
  },
};
const mendWords = () => (words === WORDS.en ? MEND_WORDS.en : MEND_WORDS.zh);
let mends = []; // the files that can be mended, and how

async function renewMends(current) {
  if (exported) return;
  const found = (await ask("mends", shown.slug)).files ?? [];
  if (!current()) return;
  mends = found;
  if (tab === "problems") showPanel();
}

// The button of a problem whose cure is among the changes.
function mendOf({ file, line, cell, sheet, places = [] }) {
  const at = new Set([line, cell, ...places].filter(Boolean).map(String));
  const meant = ({ line: number, before, cell: named }) => number
    ? before.split("\n").some((_, more) => at.has(String(number + more)))
    : [...at].some((each) => named === `${sheet}!${each}`);
  const mend = mends.find((each) => each.file === file && each.changes.some(meant));
  return mend ? [mendButton(mend)] : [];
}

// Of every file once, whatever its problems are called.
const mendable = () => mends.map((mend) => element("p", {}, `${mend.file} `, mendButton(mend)));

function mendButton(mend) {
  const button = element("button", { type: "button", className: "mend", textContent: mendWords().open(mend.changes.length) });
  button.addEventListener("click", () => showMend(mend));
  return button;
}

function showMend(mend) {
  const said = mendWords();
  const told = element("p", { role: "alert" });
  const write = element("button", { type: "button", className: "write", textContent: said.write });
  const leave = element("button", { type: "button", textContent: said.leave });
  const dialog = element("dialog", {}, element("h2", { textContent: said.title(mend.file) }), element("p", { textContent: said.note }),
    element("div", { className: "changes", tabIndex: 0, role: "region", ariaLabel: said.title(mend.file) }, ...mend.changes.map(changeOf)), told, element("p", { className: "choice" }, leave, write));
  dialog.setAttribute("aria-label", said.title(mend.file));
  leave.addEventListener("click", () => dialog.close());
  write.addEventListener("click", () => writeMend(mend, dialog, write, told));
  dialog.addEventListener("close", () => { dialog.remove(); $("panel").focus(); });
  document.body.append(dialog);
  dialog.showModal();
  leave.focus();
}

function changeOf({ line, cell, before, after }) {
  const side = (name, label, text) => element(name, {}, element("span", { className: "side", textContent: label }), element("code", { textContent: text || " " }));
  const sides = after || line ? [side("del", mendWords().was, before), side("ins", mendWords().becomes, after)] : [element("p", { textContent: before })];
  return element("div", { className: "change" }, element("p", { className: "place", textContent: line ? words.line(line) : cell }), ...sides);
}

// What is written is what was shown: its sums go with the yes.
async function writeMend({ file, before, after }, dialog, write, told) {
  write.disabled = true;
  const query = new URLSearchParams({ file, before, after });
  try {
    const answer = await (await fetch(`mend/${encodeURIComponent(shown.slug)}?${query}`, { method: "POST" })).json();
    if ("kept" in answer) { dialog.close(); mends = mends.filter((each) => each.file !== file); showPanel(); say(mendWords().written(answer.kept)); return; }
    const problem = answer.problems?.[0];
    told.textContent = problem ? `${problem.message}。${problem.remedy}` : words.limit;
    await renewMends(() => true);
  } catch { say("gone"); }
}
