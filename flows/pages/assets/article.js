"use strict";
(() => {
  const lit = [];
  const light = (selector) => {
    for (const element of document.querySelectorAll(selector)) {
      element.classList.add("lit");
      lit.push(element);
    }
  };
  const numbers = (list) => (list ?? "").split(" ").filter(Boolean);
  const follow = (target) => {
    while (lit.length) lit.pop().classList.remove("lit");
    const place = target?.closest?.("[data-q]") ?? target?.closest?.("[data-e]");
    if (!place) return;
    for (const number of numbers(place.dataset.q)) light(`[data-q~="${number}"]`);
    for (const number of numbers(place.dataset.e)) light(`article .mention[data-e="${number}"], h1 .mention[data-e="${number}"]`);
  };

  const card = document.createElement("div");
  card.id = "card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);
  let shown = null;
  let leaving = 0;
  const hide = () => {
    card.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };
  const fill = (row) => {
    const list = document.createElement("dl");
    const add = (name, text) => {
      const term = document.createElement("dt");
      const value = document.createElement("dd");
      term.textContent = name;
      value.textContent = text;
      list.append(term, value);
    };
    for (const cell of row.querySelectorAll("td[data-label]")) {
      if (cell.textContent.trim()) add(cell.dataset.label, cell.textContent);
    }
    add("Confidence", row.querySelector("summary").lastChild.textContent);
    card.replaceChildren(list);
  };
  const show = (link) => {
    clearTimeout(leaving);
    if (shown === link) return;
    hide();
    const row = document.getElementById(link.hash.slice(1));
    if (!row) return;
    fill(row);
    card.hidden = false;
    const place = link.getClientRects()[0];
    const below = place.bottom + card.offsetHeight + 12 < innerHeight;
    card.style.top = `${below ? place.bottom + 6 : Math.max(6, place.top - card.offsetHeight - 6)}px`;
    card.style.left = `${Math.max(8, Math.min(place.left, document.documentElement.clientWidth - card.offsetWidth - 8))}px`;
    link.setAttribute("aria-describedby", "card");
    shown = link;
  };
  const attend = (target) => {
    if (card.contains(target)) return clearTimeout(leaving);
    const link = target?.closest?.("a.figure, a.date");
    if (link) return show(link);
    clearTimeout(leaving);
    leaving = setTimeout(hide, 200);
  };
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      follow(event.target);
      attend(event.target);
    });
  }
  document.addEventListener("focusout", () => follow(null));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", hide, { passive: true });
})();
