// The scripts' words, in the page's language where there are any in it, from the JSON block #Words.

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("Words")?.textContent ?? "{}");

const own = document.documentElement.lang;

/** The language of the words where the page's own is another, for what is made of them; empty where it is the same. */
export const foreign = words.language && words.language !== own.split("-")[0]?.toLowerCase() ? words.language : "";

/**
 * Return a phrase, its {names} filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function word(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Return a number as people of the words' language write it.
 * @param {number} value
 * @returns {string}
 */
export function number(value) {
  return value.toLocaleString(foreign || own || undefined, { maximumFractionDigits: 2 });
}

/**
 * Return a time as a clock shows it, "1:02:03" or "2:03".
 * @param {number} milliseconds
 * @returns {string}
 */
export function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}
