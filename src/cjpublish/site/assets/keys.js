// Single keys that move the voice. They can be turned off (WCAG 2.2, 2.1.4), and are never taken from a control, from a
// text field or from the browser: nothing with Ctrl, Alt or the system's key is ours, and the space bar scrolls, as ever.

import { make } from "./elements.js";
import { recall, remember } from "./store.js";
import { tick } from "./controls.js";
import { foreign, word } from "./words.js";

/**
 * What keys do.
 * @typedef {object} Action
 * @property {string} name The key of its words.
 * @property {readonly (string | undefined)[]} keys As events name them.
 * @property {string} shown The keys as people know them, with blanks between them.
 * @property {() => void} act
 */

/** What takes every key for itself, and what Enter presses. */
const FIELDS = "input, select, textarea, audio, video, [contenteditable], dialog";
const PRESSED = "button, summary, a[href]";

let enabled = recall("listening").keys !== false;

/** @param {boolean} on */
function enable(on) {
  enabled = on;
  remember("listening", { ...recall("listening"), keys: on });
}

/**
 * Listen for keys.
 * @param {readonly Action[]} actions
 */
export function listenForKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (!enabled || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest(FIELDS)) return;
    if (event.key === "Enter" && event.target instanceof Element && event.target.closest(PRESSED)) return;
    const action = actions.find(({ keys }) => keys.includes(event.key));
    if (!action) return;
    event.preventDefault();
    action.act();
  });
}

/**
 * Make the window that tells which keys there are, and turns them off.
 * @param {readonly Action[]} actions
 * @returns {HTMLDialogElement}
 */
function help(actions) {
  const rows = actions.map(({ name, shown }) =>
    make("tr", {}, make("th", { scope: "row" }, ...keyCaps(shown)), make("td", {}, word(name))),
  );
  const title = make("h2", { id: "Keys-title" }, word("keys"));
  const dialog = make(
    "dialog",
    { class: "help", "aria-labelledby": "Keys-title", lang: foreign || false },
    title,
    make("table", {}, make("tbody", {}, ...rows)),
    tick(word("keys-on"), enabled, enable),
    make("button", { type: "button", class: "plain", click: () => dialog.close() }, word("close")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

/**
 * Open the window of keys.
 * @param {readonly Action[]} actions
 */
export function showHelp(actions) {
  if (document.querySelector("dialog.help")) return;
  const dialog = help(actions);
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {string} shown Keys with blanks between them.
 * @returns {(Node | string)[]}
 */
function keyCaps(shown) {
  return shown.split(" ").flatMap((key, place) => [...(place ? [" "] : []), make("kbd", {}, word(key))]);
}
