// Draws one field of a dialog. The id of its input is exactly the field's name.

import { el } from "./dom.js";
import { lookup } from "./lookup.js";

export function draw(field, ask, chosen) {
  const describedby = `${field.name}:help ${field.name}:error`;
  const common = { id: field.name, name: field.name, "aria-describedby": describedby, dir: "auto", "aria-required": field.required && "true" };
  const many = field.type === "choices";
  const control = field.type === "lookup" ? lookup(field, common, ask, chosen) : CONTROLS[field.type](field, common, chosen);
  const label = [field.label, field.required && el("span", { class: "needed", "aria-hidden": "true" }, "needed")];
  const help = el("p", { class: "help", id: `${field.name}:help` });
  const error = el("p", { class: "error", id: `${field.name}:error` });
  const top = many ? [el("legend", {}, label)] : [el("label", { for: field.name }, label)];
  const node = many
    ? el("fieldset", { class: "field", id: field.name, "aria-describedby": describedby }, top, help, error, control.node)
    : el("div", { class: "field" }, top, help, error, control.node);
  const drawn = { ...control, node, field, touched: false, focus: () => (many ? node.querySelector("input") : node.querySelector("input, textarea, select")).focus() };
  drawn.tell = (next) => {
    help.textContent = next.help;
    error.textContent = next.error;
    for (const input of node.querySelectorAll("input, textarea, select")) {
      if (next.error) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  };
  node.addEventListener("input", () => (drawn.touched = true));
  drawn.tell(field);
  return drawn;
}

function input(type, field, common, more = {}) {
  const node = el("input", { ...common, type, value: field.value, ...more });
  return { node, value: () => node.value };
}

const CONTROLS = {
  text(field, common) {
    if (!field.multiline) return input("text", field, common, { autocomplete: "off" });
    const node = el("textarea", { ...common, rows: 4 }, field.value);
    return { node, value: () => node.value };
  },
  number: (field, common) => input("number", field, common, { min: field.least, max: field.most, inputmode: "numeric" }),
  date: (field, common) => input("date", field, common),
  datetime: (field, common) => input("datetime-local", field, common),
  choice(field, common, chosen) {
    const blank = !field.options.some((option) => option.key === field.value);
    const options = field.options.map((option) => el("option", { value: option.key, selected: option.key === field.value },
      option.hint ? `${option.label} (${option.hint})` : option.label));
    const node = el("select", common, blank && el("option", { value: "" }, ""), options);
    const control = { node, input: node, value: () => node.value };
    if (field.watch) node.addEventListener("change", () => chosen(field, control));
    return control;
  },
  choices(field) {
    const boxes = field.options.map((option) => el("input", { type: "checkbox", name: field.name, id: `${field.name}:${option.key}`,
      value: option.key, checked: field.values.includes(option.key) }));
    const rows = field.options.map((option, index) => el("label", { class: "check" }, boxes[index],
      el("span", {}, option.label, option.hint && el("span", { class: "quiet" }, ` ${option.hint}`))));
    return { node: el("div", { class: "checks" }, rows), value: () => boxes.filter((box) => box.checked).map((box) => box.value) };
  },
};
