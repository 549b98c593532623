// The few kinds of control that the panels are made of.

import { make } from "./elements.js";
import { say } from "./saying.js";

let made = 0;

/** Return an id that nothing else on the page has: those of the manuscript have no capital letters. */
export function freshId() {
  made += 1;
  return `Control-${made}`;
}

/**
 * @typedef {object} Steps
 * @property {string} label
 * @property {string} less What the button on the left is called.
 * @property {string} more
 * @property {() => number} value
 * @property {(value: number) => void} set Is given what lies within the limits.
 * @property {number} step
 * @property {number} least
 * @property {number} most
 * @property {(value: number) => string} shown
 */

/**
 * A value with a button for less and one for more; what it comes to is said.
 * @param {Steps} steps
 * @returns {{ element: HTMLElement, show: () => void }}
 */
export function stepper(steps) {
  const id = freshId();
  const shown = make("span", { class: "value" });
  const less = make("button", { type: "button", "aria-label": steps.less, title: steps.less, click: () => by(-1) }, "−");
  const more = make("button", { type: "button", "aria-label": steps.more, title: steps.more, click: () => by(1) }, "+");
  const label = make("span", { id, class: "label" }, steps.label);
  const show = () => {
    shown.textContent = steps.shown(steps.value());
  };
  /** @param {number} way */
  function by(way) {
    const value = Math.round((steps.value() + way * steps.step) * 100) / 100;
    steps.set(Math.min(steps.most, Math.max(steps.least, value)));
    show();
    say(`${steps.label}: ${shown.textContent}`);
  }
  show();
  return { element: make("div", { role: "group", "aria-labelledby": id, class: "steps" }, label, less, shown, more), show };
}

/**
 * A box to tick.
 * @param {string} label
 * @param {boolean} checked
 * @param {(checked: boolean) => void} set
 * @returns {HTMLElement}
 */
export function tick(label, checked, set) {
  const box = make("input", { type: "checkbox", checked, change: () => set(box.checked) });
  return make("label", { class: "tick" }, box, make("span", {}, label));
}

/**
 * One of several, as radio buttons.
 * @param {string} label
 * @param {readonly [value: string, label: string][]} choices
 * @param {string} chosen
 * @param {(value: string) => void} set
 * @returns {HTMLFieldSetElement}
 */
export function oneOf(label, choices, chosen, set) {
  const name = freshId();
  const options = choices.map(([value, text]) => {
    const radio = make("input", { type: "radio", name, value, checked: value === chosen, change: () => set(value) });
    return make("label", { class: "tick" }, radio, make("span", {}, text));
  });
  return make("fieldset", {}, make("legend", {}, label), ...options);
}

/**
 * One of several, as a list that opens.
 * @param {string} label
 * @param {readonly [value: string, label: string][]} choices
 * @param {string} chosen
 * @param {(value: string, label: string) => void} set
 * @returns {HTMLElement}
 */
export function choice(label, choices, chosen, set) {
  const id = freshId();
  const options = choices.map(([value, text]) => make("option", { value, selected: value === chosen }, text));
  const change = () => set(select.value, select.selectedOptions[0]?.text ?? "");
  const select = make("select", { id, change }, ...options);
  return make("div", { class: "choice" }, make("label", { for: id }, label), select);
}
