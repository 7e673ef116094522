// The page: who you are, where you are, what was said there.

import * as api from "./api.js";
import { card, confirm } from "./cards.js";
import { composer } from "./composer.js";
import { announce, byId, el, sync, typed } from "./dom.js";
import { dialogs, pending } from "./forms.js";

const MARKS = { channel: "#", person: "✦", group: "⚭" };
const ABOUT = { channel: { team: "Everyone on the staff", managers: "Managers only" }, person: "Between you and Evenhand", group: "A conversation of these people" };
const same = (a, b) => a.kind === b.kind && a.target === b.target;

let me = sessionStorage.getItem("me") ?? "amira";
let here = { kind: "channel", target: "team" };
let state = null, stopFollowing = () => {}, reading = null, again = false;
const drawn = new Map(); // messages on the page, by who sees them where, with what they were drawn from
const dialog = dialogs((event) => api.act(me, here, event), refresh);

async function refresh() {
  if (reading) { again = true; return reading; }
  reading = api.state(me).then(show, () => {}).finally(() => { reading = null; });
  await reading;
  if (again) { again = false; await refresh(); }
}

function show(next) {
  if (next.you !== me) { again = true; return; }
  state = next;
  if (byId("ev-trouble").textContent === api.OFFLINE) byId("ev-trouble").hidden = true;
  here = state.places.find((place) => same(place, here)) ?? state.places[0];
  byId("ev-now").textContent = moment(state.now, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  byId("ev-now").dateTime = state.now;
  people();
  sync(byId("ev-places"), state.places.map(place));
  room();
  if (here.unread && document.visibilityState === "visible") api.seen(me, { kind: here.kind, target: here.target }).catch(() => {});
}

// The times carry the service's own offset: shown as written, wherever this browser thinks it is.
const moment = (iso, options) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(new Date(`${iso.slice(0, 19)}Z`));
const badge = (count) => count > 0 && el("span", { class: "badge" }, String(count), el("span", { class: "unseen" }, " unread"));

function people() {
  const box = byId("ev-you");
  const rows = state.people.map((person) => {
    const row = box.querySelector(`[data-handle="${person.handle}"]`) ?? someone(person);
    row.querySelector("input").checked = person.handle === me;
    row.querySelector(".badge-box").replaceChildren(...[badge(person.handle === me ? 0 : person.unread)].filter(Boolean));
    return row;
  });
  sync(box, [box.querySelector("legend"), ...rows]);
}

function someone(person) {
  const [name, about] = [`ev-name-${person.handle}`, `ev-about-${person.handle}`];
  const initials = person.name.split(" ").map((word) => word[0]).join("");
  return el("label", { class: "person", "data-handle": person.handle },
    el("input", { type: "radio", name: "ev-who", value: person.handle, "aria-labelledby": name, "aria-describedby": about, onchange: () => become(person.handle) }),
    el("span", { class: "face", "aria-hidden": "true" }, initials),
    el("span", { class: "who" }, el("span", { id: name }, person.name), el("span", { class: "quiet" }, person.role)),
    el("span", { class: "badge-box", id: about }));
}

function become(who) {
  me = who;
  sessionStorage.setItem("me", who);
  if (here.kind !== "channel") here = { kind: "person", target: who };
  drawn.clear();
  follow();
  return refresh();
}

function place(each) {
  const current = same(each, here);
  const id = `ev-place-${each.kind}-${each.target}`;
  const item = byId(id)?.parentElement ?? el("li", {}, el("button", { type: "button", id, class: "place" }));
  const button = item.firstChild;
  button.onclick = () => { here = each; show(state); byId("ev-message").focus(); };
  button.toggleAttribute("aria-current", current);
  if (current) button.setAttribute("aria-current", "true");
  button.replaceChildren(el("span", { class: "mark", "aria-hidden": "true" }, MARKS[each.kind]), typed(each.name), badge(each.unread) || "");
  return item;
}

function room() {
  const box = byId("ev-messages");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80 || box.dataset.room !== key(here);
  byId("ev-room").textContent = here.name;
  byId("ev-room-about").textContent = ABOUT[here.kind][here.target] ?? (here.kind === "channel" ? "" : ABOUT[here.kind]);
  let day = "";
  const elements = here.messages.flatMap((said) => {
    const new_day = said.at.slice(0, 10) !== day && (day = said.at.slice(0, 10));
    return [new_day && drawnOnce(`day ${key(here)} ${day}`, day, () => el("h2", { class: "day" }, dayName(day))),
      drawnOnce(`${key(here)} ${said.id}`, JSON.stringify(said), () => message(said))].filter(Boolean);
  });
  const empty = drawnOnce(`empty ${key(here)}`, "", () => el("p", { class: "empty quiet" }, "Nothing here yet. Type / to see what Evenhand can do."));
  const news = box.dataset.room === key(here) && box.dataset.last !== here.messages.at(-1)?.id;
  sync(box, elements.length ? elements : [empty]);
  if (news && here.messages.length) announce(`New message: ${here.messages.at(-1).card?.title ?? here.messages.at(-1).text}`);
  [box.dataset.room, box.dataset.last] = [key(here), here.messages.at(-1)?.id ?? ""];
  box.dataset.end = String(atEnd);
  if (atEnd) toEnd(box);
}
// The end, but a message that is longer than the room from its beginning.
function toEnd(box) {
  box.scrollTop = box.scrollHeight;
  const last = box.lastElementChild;
  if (last && last.offsetHeight > box.clientHeight) last.scrollIntoView({ block: "start" });
}
byId("ev-messages").addEventListener("load", ({ currentTarget: box }) => { if (box.dataset.end === "true") toEnd(box); }, true);

const key = (each) => `${me} ${each.kind} ${each.target}`;
const dayName = (day) => (day === state.now.slice(0, 10) ? "Today" : moment(`${day}T12:00:00`, { weekday: "long", day: "numeric", month: "long" }));

function drawnOnce(name, print, make) {
  const old = drawn.get(name);
  if (old?.print === print) return old.element;
  const element = make();
  if (old?.element.contains(document.activeElement)) requestAnimationFrame(() => element.focus());
  drawn.set(name, { print, element });
  return element;
}

function message(said) {
  const bot = said.from === "bot";
  const name = bot ? "Evenhand" : state.people.find((person) => person.handle === said.from)?.name ?? said.from;
  const marks = [said.only_you && el("span", { class: "tag" }, "Only you can see this"), said.edited && el("span", { class: "quiet" }, "edited")];
  const head = el("p", { class: "by" }, el("strong", {}, name), el("time", { class: "quiet", datetime: said.at }, said.at.slice(11, 16)), marks);
  const face = el("span", { class: bot ? "face bot" : "face", "aria-hidden": "true" }, bot ? "✦" : name.split(" ").map((word) => word[0]).join(""));
  const content = bot ? card(said.card, (button, element) => press(said, button, element)) : el("p", { class: "line", dir: "auto" }, said.text);
  return el("article", { class: said.only_you ? "message only" : "message", tabindex: "-1", "data-key": said.key }, face, el("div", { class: "said" }, head, content));
}

async function press(said, button, element) {
  const article = element.closest("article");
  article.querySelector(".trouble")?.remove();
  const event = { type: "press", action: button.action, value: button.value, message: said.id };
  let answered = false;
  const trouble = await pending(element, async () => {
    const parts = await api.act(me, here, event);
    answered = parts.some((part) => part.part === "whisper");
    dialog.take(parts);
  });
  if (trouble) article.querySelector(".said").append(el("p", { class: "trouble", role: "alert" }, trouble));
  await refresh();
  if (answered) toEnd(byId("ev-messages"));
}

async function send(text) {
  const box = byId("ev-trouble");
  try {
    dialog.take(await api.act(me, here, { type: "line", text }));
    box.hidden = true;
    byId("ev-messages").scrollTop = byId("ev-messages").scrollHeight;
    refresh();
    return true;
  } catch (trouble) {
    [box.hidden, box.textContent] = [false, trouble.message];
    return false;
  }
}

function follow() {
  stopFollowing();
  stopFollowing = api.follow(me, () => refresh());
}

function timeButton(id, work, done, question) {
  const row = byId("ev-time-buttons");
  const run = async (_button, element) => { const trouble = await pending(element, work); announce(trouble || done); drawn.clear(); await refresh(); };
  byId(id).addEventListener("click", (event) => (question ? confirm(row, { ...question, action: id, style: "stop" }, run) : run(null, event.currentTarget)));
}

timeButton("ev-next-morning", api.nextMorning, "It is the next working morning.");
timeButton("ev-start-again", api.startAgain, "Everything is as at the start.", { label: "Yes, start again", confirm: "Forget everything done here?" });
byId("ev-log").addEventListener("click", (event) => pending(event.currentTarget, () => send("/incident")));
const hideGuide = () => { byId("ev-guide").hidden = true; sessionStorage.setItem("guide", "hidden"); };
byId("ev-guide-close").addEventListener("click", () => { hideGuide(); byId("ev-message").focus(); });
if (sessionStorage.getItem("guide")) hideGuide();
if (matchMedia("(max-width: 60rem)").matches) byId("ev-guide").querySelector("details").open = false;
document.addEventListener("visibilitychange", () => state && show(state));
composer(() => state?.commands ?? [], send);
follow();
refresh();
