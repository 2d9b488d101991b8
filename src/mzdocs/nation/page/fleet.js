"use strict";
// Places and stations as rows of numbers; the page has no other source and asks nobody.
const DATA = JSON.parse(document.getElementById("data").textContent);
const AT = Object.fromEntries(DATA.columns.map((name, number) => [name, number]));
const MOST = 500;
const BAD = new Set([...DATA.criteria.map((name) => "缺 " + name), "没有做成", "任期已过"]);
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
  const cut = place.lastIndexOf("/");
  return cut < 0 ? "" : place.slice(0, cut);
}

function made(tag, text, more = {}) {
  const element = Object.assign(document.createElement(tag), more);
  if (text !== undefined) element.textContent = text;
  return element;
}

function shown(value, column) {
  if (value === null) return "—";
  if (value === -1) return "少";
  return column === "等次" ? value.map(([name, count]) => name + " " + count).join("，") || "—" : String(value);
}

function order(rows) {
  if (!sorting) return rows;
  const [column, way] = sorting, at = AT[column];
  const value = (row) => (column === "等次" ? shown(row[at], column) : row[at]);
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return (x === null) - (y === null);
    return way * (typeof x === "string" ? x.localeCompare(y, "zh") : x - y);
  });
}

function wanted() {
  const sought = document.getElementById("sought").value.trim(), lacking = document.getElementById("lacking").checked;
  const rows = sought
    ? DATA.rows.filter((row) => row[AT.place] !== "" && (row[AT.place] + " " + row[AT["名称"]]).includes(sought))
    : below.get(here) || [];
  return lacking ? rows.filter((row) => row[AT["全部达标"]] < row[AT["工作站"]]) : rows;
}

function line(row, all) {
  const tr = made("tr", undefined, { className: all ? "all" : "" });
  for (const column of DATA.columns.slice(1)) {
    const value = row[AT[column]], td = made("td");
    if (column === "名称" && !all && below.has(row[AT.place])) {
      td.append(made("button", value, { type: "button", onclick: () => go(row[AT.place]) }));
    } else {
      td.textContent = column === "名称" && all ? "合计" : shown(value, column);
      if (BAD.has(column) && value > 0) td.className = "bad";
    }
    tr.append(td);
  }
  return tr;
}

function draw() {
  const rows = order(wanted()), all = byPlace.get(here), body = document.getElementById("rows");
  const sought = document.getElementById("sought").value.trim();
  body.replaceChildren(...(all && !sought ? [line(all, true)] : []), ...rows.slice(0, MOST).map((row) => line(row, false)));
  document.getElementById("count").textContent =
    rows.length > MOST ? `${rows.length} 行，列出前 ${MOST} 行` : `${rows.length} 行`;
  const failing = DATA.failing[here] || [];
  document.getElementById("failing").replaceChildren(...(failing.length
    ? failing.map(([code, count]) => made("li", `${DATA.said[code]}（${code}）：${count} 个工作站`))
    : [made("li", "没有")]));
  const path = [""];
  here.split("/").filter(Boolean).forEach((part) => path.push((path.at(-1) ? path.at(-1) + "/" : "") + part));
  document.getElementById("path").replaceChildren(...path.map((place) => {
    const li = made("li"), name = place === "" ? "全部" : byPlace.get(place)?.[AT["名称"]] || place;
    li.append(place === here ? made("span", name) : made("button", name, { type: "button", onclick: () => go(place) }));
    if (place === here) li.setAttribute("aria-current", "page");
    return li;
  }));
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
}

for (const column of DATA.columns.slice(1)) {
  const th = made("th", undefined, { scope: "col" });
  th.dataset.column = column;
  th.append(made("button", column, {
    type: "button",
    onclick: () => {
      sorting = sorting && sorting[0] === column ? [column, -sorting[1]] : [column, column === "名称" ? 1 : -1];
      draw();
    },
  }));
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
