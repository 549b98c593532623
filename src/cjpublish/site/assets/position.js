// Where a person was in a publication. It is found again after an edit, by the sentences around it. Also for other pages.

import { forget, recall, remember } from "./store.js";

/** @typedef {{ element: { id: string }, begin: number, end: number }} Sentence */
/** @typedef {{ address: string, title: string, length: number, sentences: readonly Sentence[] }} Chapter */

/**
 * A place in a publication.
 * @typedef {object} Place
 * @property {string} page The file of the chapter's page, below `read/`.
 * @property {string} title Of the chapter.
 * @property {string} sentence The id of the sentence that was spoken.
 * @property {string[]} before Ids of the sentences before it, the nearest first.
 * @property {string[]} after Ids of those after it, the nearest first.
 * @property {number} offset Milliseconds into the sentence.
 * @property {number} time Milliseconds into the chapter.
 */

/** How many sentences around it are remembered. */
const AROUND = 4;

/**
 * Return where a person was in a publication; null where that is not known. `read/` + its `page` is the address.
 * @param {string} publication Its identifier.
 * @returns {Place | null}
 */
export function where(publication) {
  const { page, title, sentence, before, after, offset, time } = recall(`place.${publication}`);
  if (typeof page !== "string" || !/^[^/\\:?#]+$/.test(page) || typeof sentence !== "string") return null;
  return {
    page,
    title: typeof title === "string" ? title : "",
    sentence,
    before: texts(before),
    after: texts(after),
    offset: typeof offset === "number" ? offset : 0,
    time: typeof time === "number" ? time : 0,
  };
}

/**
 * Remember that a person is at a sentence of a chapter.
 * @param {string} publication
 * @param {Chapter} chapter
 * @param {number} index Of the sentence.
 * @param {number} time Milliseconds into the chapter.
 */
export function keep(publication, chapter, index, time) {
  const { sentences, address, title } = chapter;
  const sentence = sentences[index];
  if (!sentence) return;
  const ids = (/** @type {Sentence[]} */ some) => some.map((each) => each.element.id);
  remember(`place.${publication}`, {
    page: address.replace(/.*\//, ""),
    title,
    sentence: sentence.element.id,
    before: ids(sentences.slice(Math.max(0, index - AROUND), index).reverse()),
    after: ids(sentences.slice(index + 1, index + 1 + AROUND)),
    offset: Math.round(time - sentence.begin),
    time: Math.round(time),
  });
}

/**
 * Forget where a person was: the publication has been heard to its end.
 * @param {string} publication
 */
export function finish(publication) {
  forget(`place.${publication}`);
}

/**
 * Return the time of a place in its chapter as it is now, in milliseconds.
 * @param {Place} place
 * @param {Chapter} chapter
 * @returns {number}
 */
export function timeOf(place, chapter) {
  const byId = new Map(chapter.sentences.map((sentence) => [sentence.element.id, sentence]));
  const found = byId.get(place.sentence);
  if (found) return Math.min(found.begin + Math.max(0, place.offset), found.end);
  const after = place.after.map((id) => byId.get(id)).find(Boolean);
  const before = place.before.map((id) => byId.get(id)).find(Boolean);
  return before?.end ?? after?.begin ?? Math.min(place.time, chapter.length);
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
function texts(value) {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
