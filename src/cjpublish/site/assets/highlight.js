// Marks the sentence that is spoken, and the word within it where the voice tells its words.

import { placeAt } from "./times.js";

/** @typedef {import("./times.js").Sentence} Sentence */
/** @typedef {[node: Node, offset: number]} Point Where a character begins. */

const NO_TEXT = "a.noteref, [role='doc-pagebreak']";

/** The name that the style sheet knows the word by. */
const WORD = "word";

/**
 * Return where each character (UTF-16 unit) of a sentence stands, as the file of times counts them: none of references to
 * notes and of page numbers, one for a line break.
 * @param {HTMLElement} element
 * @returns {Point[]}
 */
export function characters(element) {
  /** @type {Point[]} */
  const points = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(NO_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) for (let at = 0; at < node.length; at += 1) points.push([node, at]);
    else if (node instanceof HTMLBRElement) points.push([node, 0]);
  }
  return points;
}

/** One mark for the whole page. */
export class Marker {
  /** @type {Sentence | undefined} */
  #sentence;
  /** @type {Point[]} */
  #points = [];
  #word = -1;
  /** Where the word stands that is marked; null where none is. @type {Range | null} */
  range = null;

  /**
   * Mark a sentence in the place of another; none is marked for undefined.
   * @param {Sentence | undefined} sentence
   */
  sentence(sentence) {
    this.#sentence?.element.classList.remove("spoken");
    this.#sentence = sentence;
    this.#points = sentence?.words.length && wordsCanBeMarked() ? characters(sentence.element) : [];
    this.#mark(-1);
    sentence?.element.classList.add("spoken");
  }

  /**
   * Mark the word that is heard at a time; return whether it is another one than before.
   * @param {number} time
   * @returns {boolean}
   */
  word(time) {
    if (!this.#sentence || !this.#points.length) return false;
    const word = placeAt(this.#sentence.words, time, (item) => item[2]);
    if (word === this.#word) return false;
    this.#mark(word);
    return true;
  }

  /** @param {number} word */
  #mark(word) {
    this.#word = word;
    const found = this.#sentence?.words[word];
    const first = found && this.#points[found[0]];
    const last = found && this.#points[found[1] - 1];
    this.range = first && last ? between(first, last) : null;
    if (!wordsCanBeMarked()) return;
    if (this.range) CSS.highlights.set(WORD, new Highlight(this.range));
    else CSS.highlights.delete(WORD);
  }
}

/**
 * @param {Point} first
 * @param {Point} last
 * @returns {Range}
 */
function between(first, last) {
  const range = document.createRange();
  const [node, at] = last;
  range.setStart(...first);
  if (node instanceof Text) range.setEnd(node, at + 1);
  else range.setEndAfter(node);
  return range;
}

function wordsCanBeMarked() {
  return typeof Highlight === "function" && "highlights" in CSS;
}
