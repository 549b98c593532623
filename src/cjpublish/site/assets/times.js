// When each sentence of a chapter is heard, and which one is heard at a time.

/**
 * A word: UTF-16 units [from, to) of its sentence's text, heard from begin to end (milliseconds).
 * @typedef {[from: number, to: number, begin: number, end: number]} WordTime
 */

/**
 * A sentence as the file of times has it.
 * @typedef {[id: string, begin: number, end: number, words?: WordTime[]]} SentenceTime
 */

/** @typedef {{ length: number, sentences: SentenceTime[] }} Times */

/**
 * Why a listener may want to pass over a sentence; empty where it is plain text.
 * @typedef {"" | "note" | "description"} Kind
 */

/**
 * A sentence on the page.
 * @typedef {object} Sentence
 * @property {HTMLElement} element
 * @property {number} begin
 * @property {number} end
 * @property {WordTime[]} words
 * @property {Kind} kind
 */

/**
 * Find the sentences of a chapter on its page.
 * @param {ParentNode} main
 * @param {Times} times
 * @returns {Sentence[]}
 */
export function sentences(main, times) {
  /** @type {Sentence[]} */
  const found = [];
  for (const [id, begin, end, words] of times.sentences) {
    const element = main.querySelector(`#${CSS.escape(id)}`);
    if (element instanceof HTMLElement) found.push({ element, begin, end, words: words ?? [], kind: kind(element) });
  }
  return found;
}

/**
 * @param {HTMLElement} element
 * @returns {Kind}
 */
function kind(element) {
  if (element.closest("section.notes")) return "note";
  return element.matches("img") || element.closest("section.description") ? "description" : "";
}

/**
 * Return the place in a list in time order of what began last at a time; -1 before the first has begun.
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} time
 * @param {(item: Item) => number} begin
 * @returns {number}
 */
export function placeAt(items, time, begin) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (begin(/** @type {Item} */ (items[middle])) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
