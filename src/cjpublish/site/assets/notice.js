// One line above the player: what can't be done and how to mend it, or a way back to where the voice or the person was.

import { make } from "./elements.js";
import { say } from "./saying.js";
import { word } from "./words.js";

/**
 * @typedef {object} Note
 * @property {string} [text] What there is to say.
 * @property {string} [action] What the button does, in words.
 * @property {() => void} [act]
 * @property {string} [href] Where a link leads, in the place of a button.
 * @property {boolean} [urgent] Whether it is said to those who can't see it.
 */

export class Notice {
  element = make("div", { class: "notice-line", hidden: true });
  /** @type {string} */
  #kind = "";

  /**
   * Show a note in the place of any other; one that is not urgent gives way to one that is.
   * @param {string} kind
   * @param {Note} note
   */
  show(kind, note) {
    if (this.#kind === "problem" && kind !== "problem") return;
    this.#kind = kind;
    this.element.dataset.kind = kind;
    const parts = note.text ? [make("span", {}, note.text)] : [];
    const action = note.action ?? "";
    if (note.href) parts.push(make("a", { href: note.href, class: "plain" }, action));
    else if (action) parts.push(make("button", { type: "button", class: "plain", click: () => note.act?.() }, action));
    const close = make("button", { type: "button", class: "bare", "aria-label": word("dismiss"), title: word("dismiss") }, "×");
    close.addEventListener("click", () => this.hide(kind));
    this.element.replaceChildren(make("div", {}, ...parts), close);
    this.element.hidden = false;
    if (note.urgent && note.text) say(note.text);
  }

  /**
   * Take away a note of a kind, if it is the one that is shown.
   * @param {string} kind
   */
  hide(kind) {
    if (this.#kind !== kind) return;
    this.#kind = "";
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
