// Draws cards. `press(button, event)` is called for a button, confirmed where it asks for that.

import { announce, el, moved, typed, whole } from "./dom.js";

export function card(shown, press, heading = "h3") {
  const title = shown.title && el(heading, { class: "card-title", dir: "auto" }, whole(shown.title));
  return el("div", { class: "card" }, title, parts(shown.parts, press));
}

export const parts = (list, press) => list.map((part) => DRAW[part.type](part, press));

const DRAW = {
  text: (part) => el("p", { dir: "auto" }, runs(part.runs)),
  quiet: (part) => el("p", { dir: "auto", class: "quiet" }, runs(part.runs)),
  bullets: (part) => el("ul", {}, part.items.map((item) => el("li", { dir: "auto" }, runs(item)))),
  facts: (part) => el("dl", {}, part.pairs.map(([label, value]) => el("div", {}, el("dt", {}, label), typed(value, "dd")))),
  divider: () => el("hr"),
  copyable,
  image: (part) => el("img", { class: "picture", src: `data:image/png;base64,${part.png_base64}`, alt: part.alt }),
  buttons,
};

const runs = (list) => list.map((run) => {
  if (run.url) return el("a", { href: run.url, target: "_blank", rel: "noopener noreferrer" }, run.text);
  return run.bold ? typed(run.text, "strong") : typed(run.text);
});

function copyable(part) {
  const box = el("pre", { tabindex: "0", dir: "auto", "aria-label": part.label }, part.text);
  const button = el("button", { type: "button", onclick: copy }, part.label);
  async function copy() {
    await navigator.clipboard.writeText(part.text).then(() => done("Copied"), () => {
      getSelection().selectAllChildren(box);
      done("Selected: copy it with Ctrl+C");
    });
  }
  function done(text) {
    button.textContent = text;
    announce(text);
    setTimeout(() => (button.textContent = part.label), 2500);
  }
  return el("div", { class: "copyable" }, box, button);
}

function buttons(part, press) {
  const row = el("div", { class: "row buttons" });
  const draw = (button, role) => el("button", {
    type: "button", role, class: button.style, "data-action": button.action, tabindex: role && "-1",
    onclick: (event) => (button.confirm ? confirm(row, button, press) : press(button, event.currentTarget)),
  }, button.label);
  row.append(...part.shown.map((button) => draw(button)));
  if (part.more.length) row.append(menu(part.more.map((button) => draw(button, "menuitem"))));
  return row;
}

// Asks in place of the row; keeps focus where the question is, and gives it back.
export function confirm(row, button, press) {
  const before = [...row.childNodes];
  const back = () => { row.replaceChildren(...before); row.querySelector("button")?.focus(); };
  const yes = el("button", { type: "button", class: button.style, "data-action": button.action, "data-confirm": true }, button.label);
  yes.addEventListener("click", () => { back(); press(button, row.querySelector("button")); });
  row.replaceChildren(el("span", { class: "question", role: "alert" }, button.confirm), yes,
    el("button", { type: "button", onclick: back }, "Cancel"));
  yes.focus();
}

let menus = 0;
function menu(items) {
  const id = `ev-menu-${(menus += 1)}`;
  const list = el("div", { role: "menu", id, class: "menu", popover: "manual", "aria-label": "More" }, items);
  const opener = el("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id }, "More");
  const isOpen = () => list.matches(":popover-open");
  const toggle = (open) => {
    opener.setAttribute("aria-expanded", String(open));
    if (!open) { if (isOpen()) list.hidePopover(); return; }
    list.showPopover();
    const [at, size] = [opener.getBoundingClientRect(), list.getBoundingClientRect()];
    const below = at.bottom + 4 + size.height <= innerHeight;
    list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
    list.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - size.height - 4)}px`;
    items[0].focus();
  };
  const box = el("div", { class: "menu-box" }, opener, list);
  opener.addEventListener("click", () => toggle(!isOpen()));
  opener.addEventListener("keydown", (event) => { if (event.key === "ArrowDown") { event.preventDefault(); toggle(true); } });
  list.addEventListener("click", () => toggle(false));
  list.addEventListener("keydown", (event) => {
    const to = moved(event.key, items.indexOf(document.activeElement), items.length);
    if (to !== null) items[to].focus();
    else if (event.key === "Escape") { toggle(false); opener.focus(); } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) toggle(false); });
  return box;
}
