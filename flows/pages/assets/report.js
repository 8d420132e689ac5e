// Tables that sort and filter. Without this script they are read as they stand.
"use strict";

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const LIVE_ROWS = 8;

function valueOf(row, index, kind) {
  const cell = row.cells[index];
  const told = cell.dataset.sort ?? cell.textContent.trim();
  return kind === "number" && told !== "" ? Number(told) : told;
}

function compare(left, right) {
  return typeof left === "number" && typeof right === "number" ? left - right : collator.compare(left, right);
}

// Rows without a value stay last, whichever way the others go.
function sortBy(table, header, index) {
  const kind = header.dataset.kind;
  const first = kind === "text" ? "ascending" : "descending";
  const other = first === "ascending" ? "descending" : "ascending";
  const order = header.getAttribute("aria-sort") === first ? other : first;
  const sign = order === "ascending" ? 1 : -1;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => [valueOf(row, index, kind), row]);
  rows.sort(([a], [b]) => (a === "") - (b === "") || sign * compare(a, b));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", order);
  body.append(...rows.map(([, row]) => row));
}

function makeSortable(table) {
  Array.from(table.tHead.rows[0].cells, (header, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(table, header, index));
    header.append(button);
  });
}

function show(table, words, told) {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rows = Array.from(table.tBodies[0].rows);
  for (const row of rows) {
    const text = row.textContent.toLocaleLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word));
  }
  const left = rows.filter((row) => !row.hidden).length;
  told.textContent = wanted.length ? `${left} of ${rows.length} rows` : "";
}

function makeFilterable(box, table) {
  const line = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const told = document.createElement("output");
  line.className = "filter screen-only";
  input.type = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.addEventListener("input", () => show(table, input.value, told));
  label.append("Only rows with", input);
  line.append(label, told);
  box.prepend(line);
}

// On a phone each row is a card (report.css): its cells say what they are, and what lies as blocks is still a table to those
// who don't see it.
function makeStackable(table) {
  const labels = Array.from(table.tHead.rows[0].cells, (header) => header.textContent.trim());
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies]) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    Array.from(row.cells, (cell, index) => {
      const names = cell.tagName === "TH";
      cell.setAttribute("role", row.parentNode === table.tHead ? "columnheader" : names ? "rowheader" : "cell");
      if (row.parentNode !== table.tHead && index > 0) cell.dataset.label = labels[index];
    });
  }
  table.classList.add("stack");
}

for (const table of document.querySelectorAll("table.data")) makeStackable(table);
for (const box of document.querySelectorAll("[data-sortable]")) {
  const table = box.querySelector("table.data");
  makeSortable(table);
  if (table.tBodies[0].rows.length >= LIVE_ROWS) makeFilterable(box, table);
}

// The lines of the site's tables: those with all words, the first hundred of them. Without this script they stand as a list.
const MOST_LINES = 100;
const PAUSE_MS = 120;

function wordsOfAddress() {
  if (!location.hash.startsWith("#q=")) return "";
  try {
    return decodeURIComponent(location.hash.slice(3));
  } catch {
    return ""; // a broken address asks for nothing
  }
}

function makeSearchable(list) {
  const lines = Array.from(list.children, (line) => [line.textContent.toLocaleLowerCase(), line]);
  const box = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const told = document.createElement("output");
  let waiting = 0;
  function find() {
    const wanted = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const found = wanted.length ? lines.filter(([text]) => wanted.every((word) => text.includes(word))) : [];
    list.replaceChildren(...found.slice(0, MOST_LINES).map(([, line]) => line));
    const cut = found.length > MOST_LINES ? `, the first ${MOST_LINES} are shown` : "";
    told.textContent = wanted.length ? `${found.length} of ${lines.length} rows${cut}` : `${lines.length} rows`;
    history.replaceState(null, "", wanted.length ? `#q=${encodeURIComponent(input.value)}` : location.href.split("#")[0]);
  }
  box.className = "filter search screen-only";
  input.type = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, PAUSE_MS);
  });
  label.append("Rows with", input);
  box.append(label, told);
  list.before(box);
  input.value = wordsOfAddress();
  find();
}

for (const list of document.querySelectorAll("[data-search]")) makeSearchable(list);
