// Chapters: the one that the page shows, and others, fetched and put in its place so that the voice need not stop.

import { sentences } from "./times.js";

/** @typedef {import("./times.js").Sentence} Sentence */
/** @typedef {import("./times.js").Times} Times */

/**
 * A chapter, ready to be shown and heard.
 * @typedef {object} Chapter
 * @property {HTMLElement} main What the page shows of it.
 * @property {Element | null} foot What the page has beneath it.
 * @property {string} address Of its page, absolute, without fragment.
 * @property {string} page The title of its page, for the window.
 * @property {string} title
 * @property {string} sound Where its sound lies, absolute; empty where it has none.
 * @property {number} length Milliseconds.
 * @property {Sentence[]} sentences
 */

/** @type {Map<string, Promise<Chapter>>} */
const fetched = new Map();

/**
 * Return an address without its fragment.
 * @param {string} address
 * @returns {string}
 */
export function pageOf(address) {
  return new URL(address, location.href).href.replace(/#.*/, "");
}

/**
 * Read the chapter that a document shows, with its times. Rejects where they can't be had.
 * @param {Document} page
 * @param {string} address
 * @returns {Promise<Chapter>}
 */
export async function read(page, address) {
  const times = page.querySelector("main")?.dataset.times;
  return chapter(page, address, times ? await fetchTimes(new URL(times, address)) : null);
}

/**
 * Return the chapter that a document shows; without times it has no sound.
 * @param {Document} page
 * @param {string} address
 * @param {Times | null} times
 * @returns {Chapter}
 */
export function chapter(page, address, times) {
  const main = page.querySelector("main");
  if (!main) throw new Error(`${address} has no text`);
  const sound = times && main.querySelector(".sound audio")?.getAttribute("src");
  return {
    main,
    foot: page.querySelector(".foot"),
    address: pageOf(address),
    page: page.title,
    title: main.querySelector("h1")?.textContent?.trim() || page.title,
    sound: sound ? new URL(sound, address).href : "",
    length: times?.length ?? 0,
    sentences: times ? sentences(main, times) : [],
  };
}

/**
 * @param {URL} address
 * @returns {Promise<Times>}
 */
async function fetchTimes(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/**
 * Fetch another chapter; what is asked for twice is fetched once. Rejects where it can't be had.
 * @param {string} address
 * @returns {Promise<Chapter>}
 */
export function load(address) {
  const page = pageOf(address);
  const known = fetched.get(page);
  if (known) return known;
  const chapter = fetchChapter(page);
  fetched.set(page, chapter);
  chapter.catch(() => fetched.delete(page));
  return chapter;
}

/**
 * @param {string} page
 * @returns {Promise<Chapter>}
 */
async function fetchChapter(page) {
  const answer = await fetch(page);
  if (!answer.ok) throw new Error(`${page}: ${answer.status}`);
  return read(new DOMParser().parseFromString(await answer.text(), "text/html"), page);
}

/**
 * Put a chapter in the place of the one that is shown: text, title and the mark in the contents.
 * @param {Chapter} shown
 * @param {Chapter} next
 */
export function show(shown, next) {
  shown.main.replaceWith(document.adoptNode(next.main));
  if (next.foot) shown.foot?.replaceWith(document.adoptNode(next.foot));
  document.title = next.page;
  for (const link of document.querySelectorAll(".toc a")) {
    if (link instanceof HTMLAnchorElement && pageOf(link.href) === next.address) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const list of document.querySelectorAll("details.toc")) list.removeAttribute("open");
}

/**
 * Return the address of the chapter before or after one; empty where there is none.
 * @param {Chapter} chapter
 * @param {"prev" | "next"} way
 * @returns {string}
 */
export function beside(chapter, way) {
  const href = chapter.main.querySelector(`.turn a[rel~="${way}"]`)?.getAttribute("href");
  return href ? new URL(href, chapter.address).href : "";
}
