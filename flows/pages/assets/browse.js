// Keys, copying, and facets that a phone opens when it is asked to. Without this script all is read and followed as links.
"use strict";

const box = document.getElementById("q");
const rows = Array.from(document.querySelectorAll(".hit-row"));
const told = document.getElementById("told");
const help = document.getElementById("syntax");
let at = -1;

function tell(words) {
  if (told) told.textContent = words;
}

// The link has the focus, so that Enter opens it and a screen reader says where one is.
function go(index) {
  if (!rows.length) return;
  rows[at]?.classList.remove("current");
  at = Math.min(Math.max(index, 0), rows.length - 1);
  rows[at].classList.add("current");
  const link = rows[at].querySelector("a.open");
  link.focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

// Where a browser refuses the clipboard, the citation is shown and selected instead.
async function copy(button) {
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy with citation"; }, 2000);
    tell("Copied with its citation.");
  } catch {
    const cited = button.parentElement.querySelector(".cited");
    cited.open = true;
    getSelection().selectAllChildren(cited.querySelector("pre"));
    tell("The citation is selected: copy it.");
  }
}

function follow(selector) {
  document.querySelector(selector)?.click();
}

const KEYS = new Map([
  ["/", () => { box.focus(); box.select(); }],
  ["j", () => go(at + 1)],
  ["k", () => go(at - 1)],
  ["c", () => copy(rows[at]?.querySelector(".copy"))],
  ["n", () => follow("a[rel=next]")],
  ["p", () => follow("a[rel=prev]")],
  ["?", () => { help.open = !help.open; help.scrollIntoView({ block: "nearest" }); }],
]);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && document.activeElement === box) return box.blur();
  if (event.target.closest?.("input, select, textarea")) return;
  const act = KEYS.get(event.key);
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.(".hit-row");
  if (!row) return;
  rows[at]?.classList.remove("current");
  at = rows.indexOf(row);
  row.classList.add("current");
});

for (const button of document.querySelectorAll(".copy")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
for (const select of document.querySelectorAll(".settings select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
const facets = document.querySelector(".facets");
if (facets && !matchMedia("(min-width: 62rem)").matches) facets.open = false;
