// Draws scenes as HTML: `node draw.mjs SCENES.json FOLDER` writes one page a scene.
// What people read is drawn by slack-blocks-to-jsx; what they fill in and press, and the frame, by us.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import jsx from "slack-blocks-to-jsx";
import { actions, image, input } from "./interactive.mjs";

const [scenes, folder] = process.argv.slice(2);
const here = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const theirs = readFileSync(createRequire(import.meta.url).resolve("slack-blocks-to-jsx/dist/style.css"), "utf8");

const OURS = { input, actions, image };
const AS_TYPED = { emoji: (found) => `:${found.name}:` }; // it reads :30: in "08:30:" as an emoji, even where emoji are off

// The package takes `verbatim` for "no marks at all"; Slack then only makes no links by itself.
function asSlackReadsIt(drawn) {
  if (Array.isArray(drawn)) return drawn.map(asSlackReadsIt);
  if (drawn === null || typeof drawn !== "object") return drawn;
  const read = Object.fromEntries(Object.entries(drawn).map(([name, value]) => [name, asSlackReadsIt(value)]));
  delete read.verbatim;
  return read;
}

function block(drawn, scene, number) {
  const own = OURS[drawn.type];
  const props = { blocks: [asSlackReadsIt(drawn)], theme: "light", name: "Evenhand", logo: "", withoutWrapper: true, hooks: AS_TYPED };
  return h("div", { className: `block ${drawn.type}`, key: number }, own ? own(drawn, scene) : h(jsx.Message, props));
}

const blocks = (scene) => scene.shown.blocks.map((drawn, number) => block(drawn, scene, number));
const icon = h("div", { className: "icon" }, "E");

function dialog(scene) {
  const { title, submit, close } = scene.shown;
  return h("div", { className: "dialog" },
    h("div", { className: "top" }, icon, h("div", { className: "title" }, title.text), h("div", { className: "x" }, "✕")),
    h("div", { className: "content" }, blocks(scene)),
    h("div", { className: "bottom" },
      h("span", { className: "button" }, close?.text ?? "Close"),
      submit && h("span", { className: "button primary" }, submit.text)));
}

function message(scene) {
  const whispered = scene.kind === "whisper";
  return h("div", { className: "channel" },
    h("div", { className: "name" }, scene.where),
    whispered && h("div", { className: "only" }, "Only visible to you"),
    h("div", { className: "message" }, icon,
      h("div", { className: "said" },
        h("div", null, h("b", null, "Evenhand"), h("span", { className: "app" }, "APP")),
        blocks(scene),
        scene.shown.edited && h("span", { className: "edited" }, "(edited)"))));
}

const home = (scene) => h("div", { className: "channel" },
  h("div", { className: "name" }, "Evenhand"),
  h("div", { className: "tabs" }, h("b", null, "Home"), h("span", null, "Messages"), h("span", null, "About")),
  h("div", { className: "home" }, blocks(scene)));

const KINDS = { dialog, message, whisper: message, home };

for (const scene of JSON.parse(readFileSync(scenes, "utf8"))) {
  const frame = renderToStaticMarkup(h("div", { id: "frame" }, KINDS[scene.kind](scene)));
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${scene.name}</title>`
    + `<style>${theirs}</style><style>${here("slack.css")}</style>${frame}</html>`;
  writeFileSync(join(folder, `${scene.name}.html`), page);
}
