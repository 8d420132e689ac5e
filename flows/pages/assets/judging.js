// One row at a time; a judgement is kept in this browser at once, and saved as a file for `onrecord validate --score`.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const cards = Array.from(document.querySelectorAll("article.row"));
const judge = document.getElementById("judge");
const told = document.getElementById("told");
const LAST_JUDGE = "onrecord-judge";
let judgements = new Map();
let at = 0;
let judging = "";
let shown = cards[0];

// A browser may refuse storage to a page of a file; judging goes on, and the file is what counts.
function kept(key, value) {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    told.textContent = "This browser keeps nothing for this page: save before you close it.";
    return null;
  }
}

function place() {
  return `onrecord-judged:${data.sample.sample_id}:${judge.value.trim()}`;
}

const ids = new Set(cards.map((card) => card.dataset.row));

function known(found) {
  return new Map(Object.entries(found ?? {}).filter(([id, one]) => ids.has(id) && typeof one?.verdict === "string" && Array.isArray(one.wrong)));
}

// The row that is shown alone is painted: a page has up to five thousand.
function paint() {
  shown.hidden = true;
  shown = cards[at];
  shown.hidden = false;
  const one = judgements.get(shown.dataset.row);
  for (const button of shown.querySelectorAll("[data-verdict]")) {
    button.setAttribute("aria-pressed", String(one?.verdict === button.dataset.verdict));
  }
  for (const button of shown.querySelectorAll("[data-attribute]")) {
    button.setAttribute("aria-pressed", String(one?.wrong.includes(button.dataset.attribute) ?? false));
  }
  document.getElementById("progress").textContent = `${judgements.size} of ${cards.length} judged`;
}

function keep() {
  kept(place(), JSON.stringify(Object.fromEntries(judgements)));
  paint();
}

function go(index) {
  at = Math.min(Math.max(index, 0), cards.length - 1);
  paint();
  cards[at].focus({ preventScroll: true });
  cards[at].scrollIntoView({ block: "nearest" });
}

function nextOpen() {
  const order = [...cards.keys()].map((step) => (at + 1 + step) % cards.length);
  const open = order.find((index) => !judgements.has(cards[index].dataset.row));
  if (open === undefined) told.textContent = "Every row is judged: save the file.";
  go(open ?? at);
}

function judgeAs(verdict) {
  judgements.set(cards[at].dataset.row, { verdict, wrong: [] });
  keep();
  nextOpen();
}

// The attribute is wrong, or no longer; with none left the row is without a judgement again.
function toggle(attribute) {
  const id = cards[at].dataset.row;
  const before = judgements.get(id)?.wrong ?? [];
  const wrong = before.includes(attribute) ? before.filter((name) => name !== attribute) : [...before, attribute];
  if (wrong.length) judgements.set(id, { verdict: "attributes", wrong });
  else judgements.delete(id);
  keep();
}

function save() {
  const name = judge.value.trim();
  if (!name) {
    told.textContent = "Write who judges first.";
    judge.focus();
    return;
  }
  const text = JSON.stringify({ ...data, judge: name, judgements: Object.fromEntries(judgements) }, null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `judged-${data.sample.sample_id}-${name.replace(/[^\p{L}\p{N}]+/gu, "_")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  told.textContent = `Saved ${judgements.size} judgements.`;
}

async function resume(file) {
  try {
    const found = JSON.parse(await file.text());
    if (found.format !== data.format || found.sample?.sample_id !== data.sample.sample_id) throw new Error();
    judging = String(found.judge ?? "");
    judge.value = judging;
    judgements = known(found.judgements);
    keep();
    told.textContent = `Read ${judgements.size} judgements.`;
  } catch {
    told.textContent = "That is no file of judgements on this sample.";
  }
}

// Judgements made before a name was written become that judge's; another judge has their own, and never sees these.
function named() {
  const own = kept(place());
  if (own !== null) judgements = known(JSON.parse(own));
  else if (judging) judgements = new Map();
  judging = judge.value.trim();
  kept(LAST_JUDGE, judging);
  keep();
  go(at);
}

const KEYS = new Map([
  ["r", () => judgeAs("right")],
  ["w", () => judgeAs("wrong")],
  ["u", () => judgeAs("unsure")],
  ["x", () => { judgements.delete(cards[at].dataset.row); keep(); }],
  ["n", nextOpen],
  ["s", save],
  ["j", () => go(at + 1)],
  ["ArrowRight", () => go(at + 1)],
  ["k", () => go(at - 1)],
  ["ArrowLeft", () => go(at - 1)],
]);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, summary")) return;
  const attribute = cards[at].querySelectorAll("[data-attribute]")[Number(event.key) - 1];
  const act = KEYS.get(event.key) ?? (attribute && (() => toggle(attribute.dataset.attribute)));
  if (!act) return;
  event.preventDefault();
  act();
});

cards.forEach((card) => {
  card.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.verdict) judgeAs(button.dataset.verdict);
    else if (button?.dataset.attribute) toggle(button.dataset.attribute);
  });
});
judge.addEventListener("change", named);
// Another tab of this page judged: what it kept is everything, or the next judgement here would be kept without it.
window.addEventListener("storage", (event) => {
  if (event.key !== place() || event.newValue === null) return;
  judgements = known(JSON.parse(event.newValue));
  paint();
});
document.getElementById("save").addEventListener("click", save);
document.getElementById("resume").addEventListener("change", (event) => {
  if (event.target.files.length) resume(event.target.files[0]);
});

for (const card of cards) card.hidden = true;
judging = kept(LAST_JUDGE) ?? "";
judge.value = judging;
const before = kept(place());
if (before !== null) judgements = known(JSON.parse(before));
paint();
