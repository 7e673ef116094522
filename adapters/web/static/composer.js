// The message box, with help on the commands as soon as a slash is typed.

import { announce, byId, el, moved, showOptions } from "./dom.js";

export function composer(commands, send) {
  const [box, input] = [byId("ev-commands"), byId("ev-message")];
  let [found, active] = [[], -1];
  const usage = (command) => `/${command.usage.replace(/^\//, "")}`;
  const bare = (command) => usage(command).match(/^\S+( [a-z]+\b)?/)[0];

  const draw = (list, at = -1) => {
    [found, active] = [list, at];
    showOptions(box, input, list.map((command, index) => el("div", { role: "option", id: `ev-command-${index}`, class: "option",
      onmousedown: (event) => { event.preventDefault(); fill(command); } }, el("code", {}, usage(command)), el("span", { class: "quiet" }, command.does))), at);
  };
  const fill = (command) => { input.value = `${bare(command)} `; draw([]); input.focus(); };
  const suggest = () => {
    const text = input.value.toLowerCase();
    const fits = (command) => usage(command).toLowerCase().startsWith(text) || (text.length > 1 && bare(command).split(" ")[1]?.startsWith(text.slice(1)));
    const list = text.startsWith("/") ? commands().filter(fits) : [];
    if (list.length && !found.length) announce(`${list.length} commands: arrow keys to choose`);
    draw(list);
  };
  async function go() {
    const text = input.value.trim();
    if (!text) return;
    draw([]);
    if (await send(text) && input.value.trim() === text) input.value = "";
    grow();
  }
  const grow = () => { input.style.height = "auto"; input.style.height = `${Math.min(input.scrollHeight + 2, 160)}px`; };
  const isPartOfWord = () => found.length && !commands().some((command) => bare(command).split(" ")[0] === input.value.trim().split(" ")[0]);

  input.addEventListener("input", () => { grow(); suggest(); });
  input.addEventListener("blur", () => draw([]));
  input.addEventListener("keydown", (event) => {
    const to = found.length && event.key.startsWith("Arrow") ? moved(event.key, active, found.length) : null;
    if (event.isComposing) return;
    if (to !== null) draw(found, to);
    else if (event.key === "Tab" && found.length && !event.shiftKey) fill(found[Math.max(active, 0)]);
    else if (event.key === "Escape" && found.length) draw([]);
    else if (event.key === "Enter" && !event.shiftKey) {
      if (active >= 0) fill(found[active]);
      else if (isPartOfWord()) fill(found[0]);
      else go();
    } else return;
    event.preventDefault();
  });
  byId("ev-composer").addEventListener("submit", (event) => { event.preventDefault(); go(); });
}
