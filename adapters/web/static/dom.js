// Builds elements: text always goes in as text, never as markup.

export const byId = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false && child !== ""));
  return element;
}

// What somebody typed: keeps its own direction, whatever stands around it.
export const typed = (text, tag = "span") => el(tag, { dir: "auto", class: "typed" }, whole(text));

// The text, with references such as I-0007 never broken at the end of a line.
export const whole = (text) => text.split(/\b([RICM]-\d+)\b/).map((part, spot) => (spot % 2 ? el("span", { class: "reference" }, part) : part));

// Makes the children of `parent` these elements, moving only what is out of place, so that focus stays.
export function sync(parent, wanted) {
  wanted.forEach((element, spot) => {
    if (parent.children[spot] !== element) parent.insertBefore(element, parent.children[spot] ?? null);
  });
  while (parent.children.length > wanted.length) parent.lastElementChild.remove();
}

export function announce(text) {
  byId("ev-status").textContent = "";
  requestAnimationFrame(() => (byId("ev-status").textContent = text));
}

// Arrow keys, Home and End within a list: the next index, or null for another key.
export function moved(key, index, length) {
  const last = length - 1;
  const to = { ArrowDown: index >= last ? 0 : index + 1, ArrowUp: index <= 0 ? last : index - 1, Home: 0, End: last };
  return length && key in to ? to[key] : null;
}

export function showOptions(box, input, options, active) {
  box.hidden = !options.length;
  sync(box, options);
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
  if (options[active]) {
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}
