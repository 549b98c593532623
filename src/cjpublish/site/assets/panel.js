// Panels that open above the player: one at a time, shut by Escape, by their button or by a click elsewhere.

import { iconButton, make } from "./elements.js";
import { freshId } from "./controls.js";

/** @typedef {import("./elements.js").Icon} Icon */

/** Shuts the panel that is open. */
let shut = () => {};

/** Clicks that have shut a panel. @type {WeakSet<Event>} */
const shutting = new WeakSet();

/**
 * A button and the panel that it opens; they are to stand beside each other.
 * @param {Icon} icon
 * @param {string} label
 * @param {() => Node[]} content Made anew each time it opens.
 * @returns {[HTMLButtonElement, HTMLElement]}
 */
export function panel(icon, label, content) {
  const id = freshId();
  const button = iconButton(icon, label, { class: icon, "aria-expanded": "false", "aria-controls": id, click: toggle });
  const box = make("div", { id, class: "panel", role: "group", "aria-label": label, hidden: true });

  function close() {
    box.hidden = true;
    box.replaceChildren();
    button.setAttribute("aria-expanded", "false");
    shut = () => {};
  }

  function toggle() {
    const open = box.hidden;
    shut();
    if (!open) return;
    box.replaceChildren(make("p", { class: "panel-title", "aria-hidden": "true" }, label), ...content());
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    shut = close;
    box.scrollIntoView({ block: "nearest" });
  }

  const parts = [button, box];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden || document.querySelector("dialog[open]")) return;
    const inside = box.contains(document.activeElement);
    close();
    if (inside) button.focus();
  });
  // Before anything that the click does, which may take its target out of the panel.
  const elsewhere = (/** @type {Event} */ event) => {
    const { target } = event;
    if (box.hidden || !(target instanceof Node) || parts.some((part) => part.contains(target))) return;
    shutting.add(event);
    close();
  };
  document.addEventListener("click", elsewhere, { capture: true });
  return [button, box];
}

/**
 * Say whether a click has shut a panel, which is then all that it was for.
 * @param {Event} event
 */
export function hasShutPanel(event) {
  return shutting.has(event);
}

/** Shut the panel that is open, if any. */
export function shutPanel() {
  shut();
}
