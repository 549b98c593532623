// The search of a library's index: filters the list as one types. The list itself needs no script.

/** Letters that Unicode does not take for a plain letter with a mark, and what is typed for them. */
const LETTERS = new Map(
  Object.entries({ æ: "ae", œ: "oe", ø: "o", ð: "d", đ: "d", ı: "i", ł: "l", ß: "ss", þ: "th", ς: "σ" }),
);
/** Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel marks of Arabic; other scripts' signs are letters. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
/** What stands between words that are looked for: spaces, and the commas and semicolons of a list. */
const BETWEEN = /[\s,;\u060c\u061b\u3001]+/;
/** Milliseconds without a key before it is said how much was found, so that a screen reader is not interrupted. */
const QUIET = 400;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.search"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("q"));
const status = /** @type {HTMLElement} */ (document.querySelector(".number"));
const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".books > li")]);
const texts = items.map((item) => {
  const parts = item.querySelectorAll(".title, .subtitle, .authors, .subjects > span:last-child");
  return folded(Array.from(parts, (part) => part.textContent).join(" "));
});
let timer = 0;

/**
 * Return a text as it is compared: without accents and capitals.
 * @param {string} text
 */
export function folded(text) {
  const plain = text.normalize("NFKD").replace(MARKS, "").toLowerCase();
  return plain.replace(/[^\0-\x7f]/g, (letter) => LETTERS.get(letter) ?? letter);
}

/** Show what all words stand in, at once; say how much that is when nobody types any more. */
function search(wait = QUIET) {
  const words = folded(field.value).split(BETWEEN);
  let found = 0;
  items.forEach((item, place) => {
    const isFound = words.every((word) => texts[place]?.includes(word));
    if (item.hidden === isFound) item.hidden = !isFound;
    if (isFound) found += 1;
  });
  clearTimeout(timer);
  timer = setTimeout(() => say(found), wait);
}

/**
 * Say how much was found, and keep what is asked for in the address.
 * @param {number} found
 */
function say(found) {
  const query = field.value.trim();
  const { every, none, one, some } = form.dataset;
  const phrase = (!query ? every : !found ? none : found === 1 ? one : some) ?? "";
  const values = new Map(Object.entries({ number: `${found}`, total: `${items.length}`, query }));
  status.textContent = phrase.replace(/\{(\w+)\}/g, (_, name) => values.get(name) ?? "");
  const address = new URL(location.href);
  address.searchParams.delete("q");
  if (query) address.searchParams.set("q", query);
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/** Take over what the address asks for. */
function recall() {
  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  if (field.value) search(0);
}

/** Show what a link leads to, where the search has hidden it or the list of its subject is closed. */
function reveal() {
  const target = /** @type {HTMLElement | null} */ (document.querySelector(":target"));
  const list = target?.closest("details");
  if (target?.hidden) {
    field.value = "";
    search(0);
  } else if (list && !list.open) {
    list.open = true;
  } else {
    return;
  }
  target?.scrollIntoView();
}

/** Give languages their names, in the page's own language; one that has none keeps its code. */
function nameLanguages() {
  for (const each of document.querySelectorAll(".language > span:last-child")) {
    try {
      const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
      each.textContent = names.of(each.textContent) ?? each.textContent;
    } catch {
      // A private tag (`x-…`) is no language that browsers know.
    }
  }
}

field.addEventListener("input", () => search());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(0);
});
addEventListener("popstate", recall);
addEventListener("hashchange", reveal);
form.classList.add("ready");
recall();
reveal();
nameLanguages();
