// Tells people who can't see the page what they have just asked for, and nothing else.

import { make } from "./elements.js";

/** The page's only live region. */
export const region = make("p", { role: "status", class: "unseen" });

/**
 * Have a short text read out once what is being read out has ended.
 * @param {string} text
 */
export function say(text) {
  region.textContent = text;
}
