// Sentences by hand: which one a click, a selection or the window points at. A sentence is no stop of the Tab key: a
// chapter has hundreds.

import { hasShutPanel } from "./panel.js";

/** @typedef {import("./times.js").Sentence} Sentence */

const CONTROLS = "a, button, input, select, textarea, label, summary, audio, video, dialog, #Player";

/**
 * Return the place of the sentence that a node lies in; -1 where it lies in none.
 * @param {readonly Sentence[]} sentences
 * @param {Node | null} node
 * @returns {number}
 */
export function sentenceOf(sentences, node) {
  return node ? sentences.findIndex(({ element }) => element.contains(node)) : -1;
}

/**
 * Return the place of the first sentence at or after an element; -1 where there is none.
 * @param {readonly Sentence[]} sentences
 * @param {Element} element
 * @returns {number}
 */
export function sentenceFrom(sentences, element) {
  const inside = sentenceOf(sentences, element);
  if (inside >= 0) return inside;
  return sentences.findIndex(
    (sentence) => element.compareDocumentPosition(sentence.element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
}

/**
 * Return the place of the sentence that a person has selected or put the caret in; -1 where there is none.
 * @param {readonly Sentence[]} sentences
 */
export function selected(sentences) {
  return sentenceOf(sentences, getSelection()?.anchorNode ?? null);
}

/**
 * Return the place of the first sentence that begins in the window; -1 where there is none.
 * @param {readonly Sentence[]} sentences
 */
export function firstInView(sentences) {
  const tops = sentences.map(({ element }, place) => ({ place, top: element.getBoundingClientRect().top }));
  const below = tops.filter(({ top }) => top >= 0).sort((one, other) => one.top - other.top);
  return below[0]?.place ?? -1;
}

/**
 * Call `hear` with the place of a sentence that is clicked or tapped: not for links and controls, not for a click that
 * makes a selection, takes one away or shuts a panel, not for the second click of two, which selects a word.
 * @param {() => readonly Sentence[]} sentences
 * @param {(index: number) => void} hear
 */
export function listenForClicks(sentences, hear) {
  const isSelected = () => getSelection()?.isCollapsed === false;
  let wasSelected = false;
  document.addEventListener("pointerdown", () => {
    wasSelected = isSelected();
  });
  document.addEventListener("click", (event) => {
    const { target } = event;
    const clears = wasSelected;
    wasSelected = false;
    if (event.defaultPrevented || event.button || event.detail > 1 || !(target instanceof Element)) return;
    if (target.closest(CONTROLS) || clears || isSelected() || hasShutPanel(event)) return;
    const index = sentenceOf(sentences(), target);
    if (index >= 0) hear(index);
  });
}
