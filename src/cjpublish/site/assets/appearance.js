// How the page looks: colours, typeface, size and line spacing. theme.js applies what is remembered before the first paint.

import { make } from "./elements.js";
import { oneOf, stepper } from "./controls.js";
import { panel } from "./panel.js";
import { recall, remember } from "./store.js";
import { number, word } from "./words.js";

const root = document.documentElement;

const SIZE = { property: "--text-size", usual: 1, least: 0.8, most: 3, step: 0.1 };
const SPACE = { property: "--line-space", usual: 1.6, least: 1.2, most: 3, step: 0.2 };

/** @typedef {typeof SIZE} Measure */

/** Remember all of it, as it stands on the page. */
function keep() {
  /** @param {Measure} measure */
  const set = (measure) => (root.style.getPropertyValue(measure.property) ? value(measure) : undefined);
  remember("appearance", {
    ...recall("appearance"),
    theme: root.dataset.theme,
    font: root.dataset.font,
    size: set(SIZE),
    space: set(SPACE),
  });
}

/** @param {Measure} measure */
function value(measure) {
  return Number(root.style.getPropertyValue(measure.property)) || measure.usual;
}

/**
 * @param {"theme" | "font"} name
 * @returns {(choice: string) => void}
 */
function chooses(name) {
  return (choice) => {
    if (choice) root.dataset[name] = choice;
    else delete root.dataset[name];
    keep();
  };
}

/**
 * @param {Measure} measure
 * @param {string} key
 */
function steps(measure, key) {
  return stepper({
    label: word(key),
    less: word(`${key}-less`),
    more: word(`${key}-more`),
    value: () => value(measure),
    set: (to) => {
      root.style.setProperty(measure.property, String(to));
      keep();
    },
    shown: (of) => `${number(Math.round((of / measure.usual) * 100))} %`,
    ...measure,
  }).element;
}

function reset() {
  delete root.dataset.theme;
  delete root.dataset.font;
  root.style.removeProperty(SIZE.property);
  root.style.removeProperty(SPACE.property);
  keep();
}

/**
 * @param {"theme" | "font"} kind
 * @param {string[]} choices
 */
function group(kind, choices) {
  const named = choices.map((choice) => /** @type {[string, string]} */ ([choice, word(`${kind}-${choice || "usual"}`)]));
  return oneOf(word(kind), named, root.dataset[kind] ?? "", chooses(kind));
}

/** @returns {Node[]} */
function content() {
  const box = make("div", { class: "settings" });
  const fill = () =>
    box.replaceChildren(
      group("theme", ["", "light", "dark", "sepia", "contrast"]),
      group("font", ["", "sans", "wide"]),
      steps(SIZE, "text-size"),
      steps(SPACE, "line-space"),
    );
  fill();
  const again = () => {
    reset();
    fill();
  };
  return [box, make("button", { type: "button", class: "plain", click: again }, word("reset"))];
}

/** Return the button and the panel of how the page looks. */
export function appearance() {
  return panel("appearance", word("appearance"), content);
}
