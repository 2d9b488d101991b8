// Where on a page something is wrong: a box on the picture and the words below it, each of which shows the other; and
// of a page that is enlarged beyond what one picture holds, the piece that is looked at.

const SPOT_WORDS = { zh: { see: "看位置", at: "这一处" }, en: { see: "Show the place", at: "This place" } };
const MOST_DOTS = 4000; // of a picture's longer side
const SETTLED = 150; // milliseconds after the last move

const spotWords = () => (words === WORDS.en ? SPOT_WORDS.en : SPOT_WORDS.zh);

// The words of what is wrong on a page; what has a place there gets its box, all that is at one place the same.
function spotted(sheet, leaf, problems) {
  for (const each of sheet.querySelectorAll(".spot")) each.remove();
  const spots = new Map();
  return problems.map((problem) => {
    const told = problemOf(problem);
    if (!problem.on_page || view === "before") return told;
    const place = JSON.stringify(problem.on_page);
    if (!spots.has(place)) spots.set(place, sheet.appendChild(boxOn(leaf, problem.on_page)));
    join(told, spots.get(place), problem);
    return told;
  });
}

function boxOn(leaf, box) {
  const spot = element("button", { type: "button", className: "spot" });
  const share = (length, whole) => `${Math.max(0, Math.min(100, (100 * length) / whole))}%`;
  Object.assign(spot.style, {
    left: share(box.left, leaf.width), top: share(box.top, leaf.height),
    width: share(box.width, leaf.width), height: share(box.height, leaf.height),
  });
  return spot;
}

// Whichever of box and words is pointed at or focused, both stand out; a click goes from one to the other.
function join(told, spot, { message }) {
  const link = element("button", { type: "button", className: "see", textContent: spotWords().see });
  told.append(link);
  const first = !spot.title;
  spot.title = first ? message : `${spot.title}\n${message}`;
  spot.setAttribute("aria-label", `${spotWords().at}：${spot.title}`);
  const light = (on) => [told, spot].forEach((each) => each.classList.toggle("lit", on));
  for (const each of [told, spot]) {
    for (const event of ["mouseenter", "focusin"]) each.addEventListener(event, () => light(true));
    for (const event of ["mouseleave", "focusout"]) each.addEventListener(event, () => light(false));
  }
  const go = (to) => { to.focus({ preventScroll: true }); to.scrollIntoView({ block: "center", inline: "center" }); };
  link.addEventListener("click", () => go(spot));
  if (first) spot.addEventListener("click", () => go(link));
}

// The piece of each page that shows, where one picture of the whole would have too few dots.

let settling = 0;
const sharpenSoon = () => { clearTimeout(settling); settling = setTimeout(sharpen, SETTLED); };

function sharpen() {
  [...$("pages").querySelectorAll("figure")].forEach((figure, page) => {
    const sheet = figure.firstElementChild;
    const leaf = leaves[page];
    const dense = leaf && Math.max(leaf.width, leaf.height) * scale(leaf) * devicePixelRatio > MOST_DOTS;
    if (exported || view !== "now" || !dense) { sheet.querySelector(".piece")?.remove(); return; }
    const box = shownOf(sheet, leaf);
    if (box) bringPiece(sheet, leaf, page, box);
  });
}

// What of a page lies in the window, in whole millimetres.
function shownOf(sheet, leaf) {
  const window = $("pages").getBoundingClientRect();
  const own = sheet.getBoundingClientRect();
  const unit = scale(leaf);
  const left = Math.floor(Math.max(0, window.left - own.left) / unit);
  const top = Math.floor(Math.max(0, window.top - own.top) / unit);
  const right = Math.min(leaf.width, Math.ceil((Math.min(own.right, window.right) - own.left) / unit));
  const bottom = Math.min(leaf.height, Math.ceil((Math.min(own.bottom, window.bottom) - own.top) / unit));
  return right - left >= 1 && bottom - top >= 1 ? [left, top, right - left, bottom - top] : null;
}

async function bringPiece(sheet, leaf, page, [left, top, width, height]) {
  const longest = Math.min(MOST_DOTS, Math.ceil(Math.max(width, height) * scale(leaf) * devicePixelRatio));
  const parts = ["leaf", shown.slug, shown.kind, shown.file, page].map(encodeURIComponent).join("/");
  const source = `${parts}?longest=${longest}&box=${[left, top, width, height]}&sum=${leaf.sum}`;
  if (sheet.dataset.piece === source && sheet.querySelector(".piece")) return;
  sheet.dataset.piece = source;
  const arriving = element("img", { src: source, alt: "", className: "piece" });
  const share = (length, whole) => `${(100 * length) / whole}%`;
  Object.assign(arriving.style, {
    left: share(left, leaf.width), top: share(top, leaf.height), width: share(width, leaf.width), height: share(height, leaf.height),
  });
  try { await arriving.decode(); } catch { return; }
  if (sheet.dataset.piece !== source) return;
  sheet.querySelector(".piece")?.remove();
  sheet.querySelector("img").after(arriving);
}
