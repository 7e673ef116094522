// A type-ahead field: typed text that was not chosen counts as typed.

import { el, moved, showOptions, sync } from "./dom.js";

const PAUSE = 120;

export function lookup(field, common, ask, chosen) {
  const box = el("div", { role: "listbox", id: `${field.name}:options`, class: "suggest", "aria-label": field.label, hidden: true });
  const input = el("input", { ...common, type: "text", role: "combobox", "aria-autocomplete": "list", autocomplete: "off",
    "aria-expanded": "false", "aria-controls": box.id, spellcheck: "false", maxlength: 150 });
  const control = { input, value: () => key || input.value, changed: () => {} };
  let key = field.value, options = [], active = -1, timer, asked = 0;
  input.value = field.shown || field.value;

  const draw = (list, at = -1) => {
    [options, active] = [list, at];
    input.setAttribute("aria-expanded", String(list.length > 0));
    showOptions(box, input, list.map((option, index) => option.element ??= element(option, index)), at);
  };
  const element = (option, index) => el("div", { role: "option", id: `${field.name}:${index}-${asked}`, class: "option",
    onmousedown: (event) => { event.preventDefault(); choose(option); } },
  el("span", { dir: "auto" }, option.label), option.hint && el("span", { class: "quiet", dir: "auto" }, option.hint));
  const choose = (option) => {
    key = option.key;
    input.value = option.label;
    draw([]);
    chosen(field, control);
  };
  async function search() {
    const turn = (asked += 1);
    const found = await ask(field.name, input.value).catch(() => []);
    if (turn === asked && document.activeElement === input) draw(found);
  }
  const stop = () => { clearTimeout(timer); asked += 1; draw([]); };

  input.addEventListener("input", () => {
    if (key) { key = ""; control.changed(); }
    clearTimeout(timer);
    if (input.value.trim()) timer = setTimeout(search, PAUSE);
    else stop();
  });
  input.addEventListener("blur", stop);
  input.addEventListener("keydown", (event) => {
    const to = event.key.startsWith("Arrow") ? moved(event.key, active, options.length) : null;
    if (to !== null) draw(options, to);
    else if (event.key === "ArrowDown" && input.value.trim()) search();
    else if (event.key === "Enter" && active >= 0) choose(options[active]);
    else if (event.key === "Tab" && active >= 0) { choose(options[active]); return; }
    else if (event.key === "Escape" && options.length) stop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  sync(box, []);
  return { ...control, node: el("div", { class: "lookup" }, input, box), onchanged: (call) => (control.changed = call) };
}
