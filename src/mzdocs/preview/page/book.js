// A workbook that is dropped, or chosen: what is wrong in it, and its marked copy. It is only looked at.

let book = null; // the one that was given last, and what is wrong in it; only its name as long as it is checked

function bookPanel() {
  const chooser = element("input", { type: "file", accept: ".xlsx" });
  chooser.addEventListener("change", () => chooser.files[0] && checkBook(chooser.files[0]));
  const choose = element("label", { className: "choose" }, chooser, element("span", { textContent: words.choose }));
  const drop = element("div", { className: "drop" }, element("p", {}, `${words.drop} `, choose), said(words.dropped));
  return book ? [drop, element("h3", { textContent: book.name }), ...checked(book)] : [drop];
}

function checked({ problems, marked, refused }) {
  if (refused) return [element("p", { role: "alert", textContent: refused })];
  if (!problems) return [said(words.checking)];
  const sound = problems.every((each) => each.severity !== "error");
  const next = sound ? [said(words.sound, "met"), said(words.adopt)] : [said(words.more)];
  const told = folded([...problems].sort(byGrade));
  return [tally(told), ...next, ...(marked ? [markedCopy()] : []), ...told.map(problemOf)];
}

function markedCopy() {
  const button = element("button", { type: "button", textContent: words.marked });
  button.addEventListener("click", () => {
    const bytes = Uint8Array.from(atob(book.marked), (each) => each.charCodeAt(0));
    save(new Blob([bytes], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }), book.name.replace(/\.xlsx$/i, "-标注.xlsx"));
  });
  return element("p", {}, button);
}

async function checkBook(file) {
  const asked = (book = { name: file.name });
  tab = "book";
  showPanel();
  say("checking");
  const answer = await bookAnswer(file);
  if (book !== asked) return;
  book = { ...answer, name: file.name };
  showPanel();
  say("ready");
}

async function bookAnswer(file) {
  let body;
  try { body = await file.arrayBuffer(); } catch { return { refused: words.unbookable }; }
  const answer = await fetch(`workbook?name=${encodeURIComponent(file.name)}`, { method: "POST", body }).catch(() => null);
  if (!answer) return { refused: words.gone };
  if (answer.headers.get("Content-Type") !== "application/json") return { refused: await answer.text() };
  const told = await answer.json();
  return told.limit ? { refused: words.limit } : told;
}

function dragged(event) {
  if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
  event.preventDefault();
  document.body.classList.toggle("over", event.type === "dragover");
  if (event.type === "dragover" && tab !== "book") { tab = "book"; showPanel(); }
  if (event.type === "drop" && event.dataTransfer.files[0]) checkBook(event.dataTransfer.files[0]);
}
