"use strict";
// Places and stations as rows of numbers; the page has no other source and asks nobody.
const DATA = JSON.parse(document.getElementById("data").textContent);
const AT = Object.fromEntries(DATA.columns.map((name, number) => [name, number]));
const MOST = 1000, NOT_TOLD = -1;
const LACKING = DATA.criteria.map((name) => "缺 " + name);
const BAD = new Set([...LACKING, "只做成一部分", "没有做成", "任期已过"]);
const MOST_NEEDY = 10, MOST_CHANGED = 30;
const byPlace = new Map(DATA.rows.map((row) => [row[AT.place], row]));
const below = new Map();
for (const row of DATA.rows) {
  const parent = parentOf(row[AT.place]);
  if (!below.has(parent)) below.set(parent, []);
  below.get(parent).push(row);
}
let here = "", sorting = null;

function parentOf(place) {
  if (place === "") return null;
  const above = place.slice(0, Math.max(0, place.lastIndexOf("/")));
  return above === "." ? "" : above;
}

function made(tag, text, more = {}) {
  const element = Object.assign(document.createElement(tag), more);
  if (text !== undefined) element.textContent = text;
  return element;
}

function shown(value, column) {
  if (value === null) return "—";
  if (value === NOT_TOLD) return "*";
  if (column === "平均分") return value.toFixed(1);
  return column === "等次" ? value.map((pair) => pair.join(" ")).join("，") || "—" : String(value);
}

function isBad(row, column) {
  return BAD.has(column) ? row[AT[column]] > 0 : column === "数据可用" && row[AT[column]] < row[AT["工作站"]];
}

function order(rows) {
  if (!sorting) return rows;
  const [column, way] = sorting, at = AT[column];
  const value = (row) => (column === "等次" ? shown(row[at], column) : row[at] === NOT_TOLD ? null : row[at]);
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return (x === null) - (y === null);
    return way * (typeof x === "string" ? x.localeCompare(y, "zh") : x - y);
  });
}

function isInside(place) {
  return place !== "" && (here === "" || place.startsWith(here + "/"));
}

function nameOf(place) {
  return byPlace.get(place)?.[AT["名称"]] || place || "全部";
}

// The names of the places one lies in, from above, without those one is looking at.
function around(place) {
  const names = [];
  for (let above = parentOf(place); above && above !== here; above = parentOf(above)) names.unshift(nameOf(above));
  return names.join(" › ");
}

function wanted() {
  const sought = document.getElementById("sought").value.trim(), lacking = document.getElementById("lacking").checked;
  const rows = sought
    ? DATA.rows.filter((row) => isInside(row[AT.place]) && (row[AT.place] + " " + row[AT["名称"]]).includes(sought))
    : below.get(here) || [];
  return lacking ? rows.filter((row) => row[AT["全部达标"]] < row[AT["工作站"]]) : rows;
}

function line(row, all) {
  const tr = made("tr", undefined, { className: all ? "all" : "" }), place = row[AT.place];
  for (const column of DATA.columns.slice(1)) {
    const value = row[AT[column]], td = made(column === "名称" ? "th" : "td");
    if (column === "名称") {
      td.scope = "row";
      if (all) td.textContent = below.has(place) ? "合计" : value;
      else td.append(made("button", value, { type: "button", onclick: () => go(place) }));
      if (!all && around(place)) td.append(made("small", around(place)));
    } else {
      if (column === "等次" && value.length) td.append(...value.map((pair) => made("span", pair.join(" "))));
      else td.textContent = shown(value, column);
      if (isBad(row, column)) td.className = "bad";
      if (column === "等次") td.classList.add("levels");
    }
    tr.append(td);
  }
  return tr;
}

function drawFailing() {
  const failing = DATA.failing[here] || [], station = here !== "" && !below.has(here);
  const said = ([code, count]) => `${DATA.said[code]}（${code}）` + (station || !count ? "" : `：${count} 个工作站`);
  document.getElementById("failing").replaceChildren(
    ...(failing.length ? failing.map((each) => made("li", said(each))) : [made("li", "没有")]));
  document.getElementById("failing-head").textContent = station ? "这个工作站的问题" : "最常见的问题";
}

// The stations in here that miss most criteria, the lower score first.
function drawNeediest() {
  const missed = (row) => LACKING.reduce((sum, column) => sum + row[AT[column]], 0);
  const score = (row) => row[AT["平均分"]] ?? Infinity;
  const found = DATA.rows.filter((row) => !below.has(row[AT.place]) && isInside(row[AT.place]) && missed(row))
    .sort((a, b) => missed(b) - missed(a) || score(a) - score(b)).slice(0, MOST_NEEDY);
  document.getElementById("neediest").replaceChildren(...found.map((row) => {
    const li = made("li"), lacking = DATA.criteria.filter((name) => row[AT["缺 " + name]]).join("、");
    const where = around(row[AT.place]), points = row[AT["平均分"]];
    li.append(goTo(row), `${where ? "（" + where + "）" : ""}：${lacking}` + (points === null ? "" : `；${points.toFixed(1)} 分`));
    return li;
  }));
  document.getElementById("neediest-part").hidden = !found.length;
}

const signed = (count) => (count > 0 ? "+" : "") + Math.round(count * 10) / 10;

function goTo(row) {
  return made("button", row[AT["名称"]], { type: "button", onclick: () => go(row[AT.place]) });
}

// What is other than in the earlier roll-up: numbers of the place itself, and the stations in here by name.
function drawChanges() {
  const {day, columns, rows} = DATA.earlier ?? {day: "", columns: [], rows: {}};
  const all = byPlace.get(here), then = rows[here], complete = columns.indexOf("全部达标");
  document.getElementById("changes-part").hidden = !DATA.earlier;
  const said = columns.flatMap((column, number) => {
    const now = all?.[AT[column]] ?? null, before = then?.[number] ?? null;
    return now === null || before === null ? [] : [`${column} ${signed(now - before)}`];
  });
  document.getElementById("changes").textContent = `比 ${day} 的汇总：${then ? said.join("，") : "那时还没有这里"}`;
  const stations = DATA.rows.filter((row) => !below.has(row[AT.place]) && isInside(row[AT.place]));
  const kinds = [
    ["新达标", (row, before) => before && row[AT["全部达标"]] > before[complete]],
    ["不再达标", (row, before) => before && row[AT["全部达标"]] < before[complete]],
    ["新来的", (row, before) => !before],
  ];
  document.getElementById("changed").replaceChildren(...kinds.flatMap(([kind, is]) => {
    const found = stations.filter((row) => is(row, rows[row[AT.place]]));
    if (!found.length) return [];
    const li = made("li", `${kind} ${found.length} 个：`);
    found.slice(0, MOST_CHANGED).forEach((row, number) => li.append(number ? "、" : "", goTo(row)));
    if (found.length > MOST_CHANGED) li.append(" 等");
    return [li];
  }));
}

function drawPath() {
  const path = [here];
  while (path[0] !== "") path.unshift(parentOf(path[0]));
  document.getElementById("path").replaceChildren(...path.map((place) => {
    const li = made("li"), name = nameOf(place);
    li.append(place === here
      ? made("span", name, { tabIndex: -1 })
      : made("button", name, { type: "button", onclick: () => go(place) }));
    if (place === here) li.setAttribute("aria-current", "page");
    return li;
  }));
  document.title = nameOf(here) + "：民政工作站建设情况";
}

function draw() {
  const rows = order(wanted()), all = byPlace.get(here), body = document.getElementById("rows");
  const sought = document.getElementById("sought").value.trim();
  body.replaceChildren(...(all && !sought ? [line(all, true)] : []), ...rows.slice(0, MOST).map((row) => line(row, false)));
  document.getElementById("count").textContent =
    rows.length > MOST ? `${rows.length} 行，列出前 ${MOST} 行` : `${rows.length} 行`;
  drawChanges();
  drawNeediest();
  drawFailing();
  drawPath();
  for (const th of document.getElementById("heads").children) {
    const way = sorting && sorting[0] === th.dataset.column ? sorting[1] : 0;
    th.setAttribute("aria-sort", way > 0 ? "ascending" : way < 0 ? "descending" : "none");
  }
}

function go(place) {
  here = place;
  document.getElementById("sought").value = "";
  location.hash = encodeURIComponent(place);
  draw();
  document.querySelector("#path [aria-current] span").focus();
}

// A name of more than three characters may be broken in its middle, and nowhere else.
function inParts(name) {
  return name.split(" ").flatMap((word, number) => {
    const middle = Math.ceil(word.length / 2), parts = word.length > 3 ? [word.slice(0, middle), made("wbr"), word.slice(middle)] : [word];
    return number ? [" ", ...parts] : parts;
  });
}

for (const column of DATA.columns.slice(1)) {
  const th = made("th", undefined, { scope: "col" });
  th.dataset.column = column;
  const button = made("button", undefined, {
    type: "button",
    onclick: () => {
      sorting = sorting && sorting[0] === column ? [column, -sorting[1]] : [column, column === "名称" ? 1 : -1];
      draw();
    },
  });
  button.append(...inParts(column));
  th.append(button);
  document.getElementById("heads").append(th);
}
document.getElementById("day").textContent = `截至 ${DATA.day}`;
document.getElementById("sought").addEventListener("input", draw);
document.getElementById("lacking").addEventListener("change", draw);
addEventListener("hashchange", () => {
  const place = decodeURIComponent(location.hash.slice(1));
  if (place !== here && byPlace.has(place)) go(place);
});
here = byPlace.has(decodeURIComponent(location.hash.slice(1))) ? decodeURIComponent(location.hash.slice(1)) : "";
draw();
