// Inputs with what stands in them, rows of buttons and pictures: drawn by us, because the package shows neither a dialog's state
// nor "(optional)", and puts a note of its own beside every text field and look-up.
import { createElement as h } from "react";

const PLACEHOLDERS = {
  external_select: "Select an option",
  static_select: "Select an option",
  multi_static_select: "Select options",
  datepicker: "Select a date",
};

export function input(block, scene) {
  const wrong = scene.errors[block.block_id];
  return h("div", { className: wrong ? "field wrong" : "field" },
    h("div", { className: "label" }, block.label.text, block.optional && h("span", null, " (optional)")),
    element(block.element, stands(block, scene)),
    wrong && h("div", { className: "error" }, wrong),
    block.hint && h("div", { className: "hint" }, block.hint.text));
}

const stands = (block, scene) => scene.shown.state?.values?.[block.block_id]?.[block.element.action_id] ?? {};

function element(drawn, state) {
  switch (drawn.type) {
    case "plain_text_input":
      return h("div", { className: drawn.multiline ? "box tall" : "box" }, state.value);
    case "number_input":
      return h("div", { className: "box" }, state.value);
    case "datetimepicker":
      return h("div", { className: "two" }, moment(state.selected_date_time).map((part) => h("div", { className: "box", key: part }, part)));
    case "datepicker":
      return chosen(drawn, state.selected_date && day(new Date(`${state.selected_date}T12:00`)));
    case "checkboxes":
      return drawn.options.map((option) => h("div", { className: "check", key: option.value },
        h("span", { className: ticked(option, state) ? "tick on" : "tick" }, ticked(option, state) && "✓"),
        h("div", null, option.text.text, option.description && h("div", { className: "hint" }, option.description.text))));
    case "multi_static_select":
      return chosen(drawn, state.selected_options?.map((option) => option.text.text).join(", "));
    case "static_select":
    case "external_select":
      return chosen(drawn, state.selected_option?.text.text);
    default:
      throw new Error(`an input that nobody draws: ${drawn.type}`);
  }
}

const ticked = (option, state) => state.selected_options?.some((each) => each.value === option.value);

function chosen(drawn, text) {
  return h("div", { className: "box select" }, h("span", { className: text ? "" : "empty" }, text || PLACEHOLDERS[drawn.type]), h("i", null, "⌄"));
}

const LONDON = { timeZone: "Europe/London" };
const day = (date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", ...LONDON });

function moment(seconds) {
  const date = new Date(seconds * 1000);
  return [day(date), date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...LONDON })];
}

export function image(block) {
  return h("img", { src: block.image_url, alt: block.alt_text });
}

export function actions(block) {
  return h("div", { className: "row" }, block.elements.map((each) => press(each)));
}

function press(drawn) {
  switch (drawn.type) {
    case "button":
      return h("span", { className: `button ${drawn.style ?? ""}`, key: drawn.action_id }, drawn.text.text);
    case "overflow":
      return h("span", { className: "button dots", key: drawn.action_id }, "•••");
    case "static_select":
      return h("span", { className: "button", key: drawn.action_id }, drawn.placeholder.text, h("i", null, " ⌄"));
    default:
      throw new Error(`something to press that nobody draws: ${drawn.type}`);
  }
}
