// The one dialog: a form, and after saving the card that answers it.

import { newDelivery } from "./api.js";
import { announce, byId, el } from "./dom.js";
import { card, parts } from "./cards.js";
import { draw } from "./fields.js";

// `act(event)` sends an event and returns its parts; `closed()` is called when the dialog is gone.
export function dialogs(act, closed) {
  const dialog = byId("ev-dialog");
  let open = null; // the form that is open, if one is
  let under = null; // the form that lies under a card or a file, with all that was typed in it
  let opener = null;

  const title = (text) => el("h2", { id: "ev-dialog-title", tabindex: "-1", dir: "auto" }, text);
  const close = () => dialog.close();
  const leave = async () => {
    if (under) return back();
    const form = open;
    const lost = form && (await form.wouldLose());
    if (form !== open) return;
    if (lost) form.askToDiscard();
    else close();
  };
  const show = (content) => {
    dialog.replaceChildren(...content);
    if (!dialog.open) { opener = document.activeElement; dialog.showModal(); }
    dialog.scrollTop = 0;
  };
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); leave(); }
  });
  dialog.addEventListener("close", () => {
    open = under = null;
    dialog.replaceChildren();
    if (opener?.isConnected) opener.focus();
    closed();
  });

  function onTop(content) {
    if (open) under = { form: open, nodes: [...dialog.childNodes], focused: document.activeElement, top: dialog.scrollTop };
    open = null;
    show([...content, footer()]);
  }
  function back() {
    const { form, nodes, focused, top } = under;
    [open, under] = [form, null];
    show(nodes);
    dialog.scrollTop = top;
    focused?.focus({ preventScroll: true });
  }
  function showForm(form) {
    under = null;
    open = makeForm(form, act, take, leave, close);
    show([title(form.title), open.node]);
    open.focus();
  }
  function showCard(shown, keepForm = false) {
    if (!keepForm) open = under = null;
    onTop([title(shown.title), card({ ...shown, title: "" }, press)]);
    byId("ev-dialog-title").focus();
    announce(shown.title);
  }
  function showFile(part, said) {
    const type = part.name.endsWith(".png") ? "image/png" : "application/octet-stream";
    const address = `data:${type};base64,${part.content_base64}`;
    const picture = type === "image/png" && el("img", { class: "picture", src: address, alt: part.alt });
    const about = said ? card({ ...said, title: "" }, press) : el("p", {}, part.alt);
    onTop([title(said?.title ?? part.name), picture, about, el("p", {}, el("a", { href: address, download: part.name }, `Download ${part.name}`))].filter(Boolean));
    byId("ev-dialog-title").focus();
  }
  const footer = () => el("div", { class: "row end" }, under ? el("button", { type: "button", onclick: back }, "Back") : el("button", { type: "button", onclick: close }, "Close"));

  async function press(button, element) {
    const trouble = await pending(element, () => act({ type: "press", action: button.action, value: button.value }).then(take));
    if (trouble) element.closest(".card").append(el("p", { class: "trouble", role: "alert" }, trouble));
  }
  function take(list) {
    const said = list.find((part) => part.part === "whisper")?.card;
    for (const part of list) {
      if (part.part === "ask") showForm(part.form);
      else if (part.part === "refresh") { if (open) open.refresh(part.form); else showForm(part.form); }
      else if (part.part === "file") showFile(part, said);
      else if (part.part === "replace" && dialog.open) showCard(part.card);
      else if (part.part === "whisper" && dialog.open && list.length === 1) showCard(part.card, true);
    }
    if (!list.length && open) close();
  }
  return { take };
}

// Shows that a button works, until it is done; the trouble's sentence, if there was one.
export async function pending(button, work) {
  if (button.getAttribute("aria-busy")) return "";
  button.setAttribute("aria-busy", "true");
  try {
    await work();
    return "";
  } catch (trouble) {
    return trouble.message;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// A watched choice is kept as soon as it is made: closing the dialog loses nothing.
const isKept = (field) => field.type === "choice" && field.watch;

function makeForm(form, act, take, leave, close) {
  const fields = new Map();
  const notices = el("div", { class: "notices", "aria-live": "polite" });
  const errors = el("div", { class: "errors", tabindex: "-1", role: "alert", hidden: true });
  const body = el("div", { class: "fields" });
  const more = el("details", { open: form.more_shown }, el("summary", {}, form.more_label));
  const submit = el("button", { type: "submit", class: "go" }, form.submit);
  const discard = el("div", { class: "row discard", role: "alert", hidden: true }, el("span", {}, "Discard what you typed?"),
    el("button", { type: "button", onclick: () => { discard.hidden = true; first().focus(); } }, "Keep writing"),
    el("button", { type: "button", class: "stop", onclick: close }, "Discard"));
  const beside = el("span", { class: "beside" });
  const buttons = el("div", { class: "row end" }, el("button", { type: "button", onclick: leave }, form.kept ? "Close" : "Cancel"), beside, submit);
  const node = el("form", { novalidate: true, "data-action": form.action }, errors, body, more, discard, buttons);
  let attempt = { delivery: "", print: "" }, turn = 0;
  let told = Promise.resolve(true); // whether the bot has what was filled in of a form that it keeps

  const first = () => fields.values().next().value ?? submit;
  const values = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value()]));
  const ask = async (field, text) => (await act({ type: "lookup", field, typed: text })).find((part) => part.part === "options")?.options ?? [];
  const isOpenIn = (field) => field.node.contains(document.activeElement);

  async function chosen(field, control) {
    fields.get(field.name).touched = true;
    if (!field.watch && !form.kept) return;
    const now = (turn += 1);
    const asked = tell({ type: "change", action: form.action, field: field.name, fields: values(), value: form.value });
    const list = await asked.catch(() => []);
    if (list.length && now === turn && node.isConnected && control.input.isConnected) take(list);
  }
  // One after the other, so that what was filled in last is kept last.
  function tell(event) {
    const asked = told.then(() => act(event));
    told = asked.then(() => true, () => false);
    return asked;
  }
  // Each field stands where the form has it, also one that a choice brings along.
  function place(list, box) {
    let above = box.querySelector(":scope > summary");
    for (const field of list) {
      const old = fields.get(field.name);
      above = standing(field, old, (node) => (above ? above.after(node) : box.prepend(node)));
    }
  }
  function standing(field, old, insert) {
    if (old && (old.touched || isOpenIn(old) || JSON.stringify({ ...old.field, error: "", help: "" }) === JSON.stringify({ ...field, error: "", help: "" }))) {
      old.tell(field);
      return old.node;
    }
    const drawn = draw(field, ask, chosen);
    drawn.onchanged?.(() => { turn += 1; notices.replaceChildren(); });
    if (old) old.node.replaceWith(drawn.node);
    else insert(drawn.node);
    fields.set(field.name, drawn);
    return drawn.node;
  }
  function leaveOut(kept) {
    const names = new Set(kept.map((field) => field.name));
    for (const [name, field] of fields) {
      if (names.has(name)) continue;
      field.node.remove();
      fields.delete(name);
    }
  }
  function show(next) {
    leaveOut([...next.fields, ...next.more]);
    place(next.fields, body);
    place(next.more, more);
    const after = fields.get(next.notices_after);
    if (after) after.node.after(notices);
    else body.prepend(notices);
    notices.replaceChildren(...parts(next.notices, press));
    beside.replaceChildren(...parts(next.beside ? [{ type: "buttons", shown: [next.beside], more: [] }] : [], press));
    more.hidden = !next.more.length;
    if (next.more_shown || next.more.some((field) => field.error)) more.open = true;
    const wrong = [...next.fields, ...next.more].filter((field) => field.error);
    complain(next.error, wrong);
  }
  function complain(sentence, wrong = []) {
    errors.hidden = !sentence && !wrong.length;
    const item = (field) => el("li", {}, el("a", { href: `#${field.name}`, onclick: (event) => { event.preventDefault(); fields.get(field.name).focus(); } }, `${field.label.replace(/[?:]?$/, ":")} ${field.error}`));
    errors.replaceChildren(el("p", {}, sentence || "Please look at this again:"), el("ul", {}, wrong.map(item)));
    if (!errors.hidden) errors.focus();
  }
  const press = async (button, element) => {
    const event = { type: "press", action: button.action, value: button.value, fields: values() };
    const trouble = await pending(element, async () => take(await act(event)));
    if (trouble) complain(trouble);
  };
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    const sent = { type: "submit", action: form.action, fields: values(), value: form.value };
    const print = JSON.stringify(sent);
    if (print !== attempt.print) attempt = { delivery: newDelivery(), print };
    discard.hidden = true;
    [submit.disabled, submit.textContent] = [true, "Saving…"];
    try {
      await told;
      take(await act({ ...sent, delivery: attempt.delivery }));
    } catch (trouble) {
      complain(trouble.message);
    } finally {
      [submit.disabled, submit.textContent] = [false, form.submit];
    }
  });
  node.addEventListener("change", ({ target }) => {
    const field = form.kept && [...fields.values()].find((each) => each.node.contains(target));
    if (field && !field.field.watch) chosen(field.field, { input: target });
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); node.requestSubmit(); }
  });
  show(form);
  return {
    node,
    // What stands above the fields is read first: a long notice must not scroll away under somebody who has to decide.
    focus: () => { if (errors.hidden) (form.notices.some((part) => part.type !== "quiet") && !form.notices_after ? byId("ev-dialog-title") : first()).focus(); },
    refresh: (next) => { Object.assign(form, { value: next.value }); show(next); },
    wouldLose: async () => {
      if (!form.kept) return [...fields.values()].some((field) => field.touched && !isKept(field.field));
      if (node.contains(document.activeElement)) document.activeElement.blur();
      return !(await told);
    },
    askToDiscard: () => { discard.hidden = false; discard.querySelector("button").focus(); },
  };
}
