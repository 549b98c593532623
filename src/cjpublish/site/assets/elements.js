// Making elements, so that nothing is ever written as HTML text.

/** @typedef {string | boolean | ((event: Event) => void)} Attribute */

/** Drawn with a pen two units wide in a square of 24. */
const ICONS = {
  play: "M7 4 20 12 7 20z",
  pause: "M8 4v16M16 4v16",
  back: "M15 5 8 12l7 7",
  forward: "M9 5l7 7-7 7",
  previous: "M6 5v14M19 5 9 12l10 7z",
  next: "M18 5v14M5 5l10 7L5 19z",
  chapters: "M4 6h1M4 12h1M4 18h1M9 6h11M9 12h11M9 18h11",
  appearance: "M2 19 8 5l6 14M4 15h8M16 19l3-8 3 8M17 17h4",
  listening: "M4 7h8m4 0h4M4 17h2m4 0h10M16 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM10 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
};

/** @typedef {keyof typeof ICONS} Icon */

/**
 * Make an element with attributes, listeners (an attribute that is a function) and content.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Attribute>} [attributes]
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...content);
  return element;
}

/**
 * Make a picture for a button; the button's words say the same.
 * @param {Icon} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI ?? "", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon ${name}`);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * Make a button that shows an icon. Its words are its name; a narrow window hides them from the eye only.
 * @param {Icon} name
 * @param {string} words
 * @param {Record<string, Attribute>} attributes
 * @returns {HTMLButtonElement}
 */
export function iconButton(name, words, attributes) {
  return make("button", { type: "button", title: words, ...attributes }, icon(name), make("span", {}, words));
}

/**
 * Give a button made by iconButton another icon and other words.
 * @param {HTMLButtonElement} button
 * @param {Icon} name
 * @param {string} words
 */
export function relabel(button, name, words) {
  if (button.title === words) return;
  button.title = words;
  button.replaceChildren(icon(name), make("span", {}, words));
}
