// How a problem is told: where, what, the remedy; its line; and, for who asks, why it matters.

const MOST_PLACES = 20;
const ORDER = ["error", "finding", "notice"];
const byGrade = (one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity);
const baseOf = (file) => file.split("/").pop();

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

// How many there are of each grade.
function tally(problems) {
  const counts = ORDER.map((grade) => [grade, problems.filter((each) => each.severity === grade).length]);
  const parts = counts.filter(([, count]) => count).map(([grade, count]) => element("span", { className: `of-${grade}`, textContent: `${words.tally[grade]} ${count}` }));
  return element("p", { className: "tally" }, ...parts);
}

function problemOf(problem) {
  const { severity, message, remedy } = problem;
  return element("div", { className: `problem ${severity}` },
    element("p", { className: "head" }, element("span", { className: "grade", textContent: words[severity] }), " ", placeOf(problem)),
    said(message), said(`→ ${remedy}`, "remedy"),
    ...(problem.line_text && severity === "error" ? [excerpt(problem)] : []), ...mendOf(problem), whyOf(problem));
}

// A sheet and cell, or a file and line; how the program calls the place only where there is neither cell nor line.
function placeOf(problem) {
  const { file, sheet, cell, line, path } = problem;
  const places = problem.places ?? [cell ?? line ?? ""];
  const named = places.slice(0, MOST_PLACES).join("、") + (places.length > MOST_PLACES ? "…" : "");
  const at = sheet ? `${sheet}!${named}` : line ? words.line(named) : path;
  const many = places.length > 1 ? ` ${words.places(places.length)}` : "";
  const whole = at ? [element("b", { textContent: `${at}${many}` }), ` ${baseOf(file)}`] : [element("b", { textContent: baseOf(file) })];
  return element("span", { className: "place", title: file }, ...whole);
}

function excerpt({ line_text: text, column }) {
  const at = (column ?? 1) - 1;
  return element("pre", {}, text.slice(0, at), element("mark", { textContent: text.slice(at) || " " }));
}

// Fetched when it is first opened.
function whyOf({ code }) {
  const more = element("details", { className: "why" }, element("summary", { textContent: `${words.why}（${code}）` }));
  const open = async () => {
    const { why, wrong, right } = await ask("explanation", code).catch(() => ({}));
    const sample = (label, text) => (text ? [said(label, "label"), element("pre", { textContent: text })] : []);
    more.append(said(why ?? ""), ...sample(words.wrong, wrong), ...sample(words.right, right));
  };
  more.addEventListener("toggle", open, { once: true });
  return more;
}
