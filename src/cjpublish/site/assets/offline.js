// Makes the site work without a connection: sets the worker (sw.js) to work, keeps the sounds that are played, and all
// of them for who asks. A page that shows the control has an element [data-offline] for it and the words.

import { make } from "./elements.js";
import { forget, recall, remember } from "./store.js";
import { foreign, number, word } from "./words.js";

/** @typedef {{ cache: string, sounds: [string, number][] }} Keeping The cache, and each sound with its size in bytes. */

const ROOT = new URL(document.body.dataset.root ?? "./", location.href);
const MEMORY = `offline ${ROOT.pathname}`;

/** @type {Keeping} */
let keeping = { cache: "", sounds: [] };
/** @type {Set<string>} */
let kept = new Set();
/** @type {Map<string, Promise<void>>} */
const fetching = new Map();
/** Sounds that were played on this page. */
const played = new Set();
let stopper = new AbortController();
let busy = false;

const keepButton = make("button", { type: "button", click: () => (busy ? stop() : void keepAll(true)) });
const removeButton = make("button", { type: "button", class: "second", click: () => void removeAll() });
const progress = make("progress", { max: "1", "aria-label": word("offline-progress") });
const ready = make("p");
const status = make("p", { role: "status" });
/** The key of what the status says. */
let said = "";

// A browser has no worker where an address is not secure, or where a person has forbidden it; then all else works.
if ("serviceWorker" in navigator && location.protocol.startsWith("http")) start().catch(() => {});

async function start() {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  const workers = navigator.serviceWorker;
  workers.addEventListener("message", ({ data }) => void keepPlayed(data.sound));
  workers.addEventListener("controllerchange", () => void learn().catch(() => {}));
  await workers.register(new URL("sw.js", ROOT));
  await workers.ready;
  await learn();
  document.addEventListener("visibilitychange", () => !document.hidden && void learn().catch(() => {}));
  for (const { name } of performance.getEntriesByType("resource")) void keepPlayed(name);
}

/** Ask the worker what there is to keep, and show later whether it has all of the text: it fetches what it has not. */
async function learn() {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      if ("whole" in data) ready.textContent = word(data.whole ? "offline-ready" : "offline-unready");
      else resolve(data);
    };
  });
  active?.postMessage({}, [port2]);
  keeping = await answered;
  await refresh();
  show();
  if (recall(MEMORY).all === true && missing().length && !busy && !isSaving()) void keepAll(false);
}

/** Whether a person has asked the browser to fetch little. */
function isSaving() {
  return Boolean(/** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData);
}

// --- what is kept

async function refresh() {
  const cache = await caches.open(keeping.cache);
  const all = new Set((await cache.keys()).map((request) => request.url));
  kept = new Set(keeping.sounds.map(([address]) => address).filter((address) => all.has(address)));
  if (said === "offline-kept" && missing().length) say("");
  draw();
}

function missing() {
  return keeping.sounds.filter(([address]) => !kept.has(address));
}

/**
 * Keep a sound; what is asked for twice is fetched once.
 * @param {string} address
 */
function keep(address) {
  const asked = fetching.get(address) ?? fetchWhole(address).finally(() => fetching.delete(address));
  fetching.set(address, asked);
  return asked;
}

/** @param {string} address */
async function fetchWhole(address) {
  const cache = await caches.open(keeping.cache);
  if (await cache.match(address, { ignoreVary: true })) return;
  const answer = await fetch(address, { signal: stopper.signal });
  if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`);
  await cache.put(address, answer);
  await refresh();
}

/**
 * Keep a sound that is played, and then the next one.
 * @param {string} address
 */
async function keepPlayed(address) {
  const place = keeping.sounds.findIndex(([each]) => each === address);
  if (place < 0 || played.has(address) || isSaving()) return;
  played.add(address);
  try {
    for (const [each] of keeping.sounds.slice(place, place + 2)) await keep(each);
  } catch {
    played.delete(address); // There was no room or no connection: it plays from the network, and is tried again.
  }
}

// --- what a person asks for

/** @param {boolean} told Whether a person has asked just now, and waits to hear. */
async function keepAll(told) {
  busy = true;
  say(told ? "offline-keeping" : "");
  remember(MEMORY, { all: true });
  draw();
  if (told) void navigator.storage?.persist?.(); // some browsers ask the person, who may take their time
  let outcome = "offline-kept";
  try {
    await refresh();
    for (const [address] of missing()) await keep(address);
  } catch (error) {
    outcome = reason(error);
    if (outcome !== "offline-failed") forget(MEMORY);
    if (!told) outcome = "";
  }
  busy = false;
  await refresh();
  // Said last, when the buttons are what they say again: who hears it may press one at once.
  say(outcome === "offline-kept" && missing().length ? "offline-failed" : outcome);
}

/** @param {unknown} error @returns {string} */
function reason(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "AbortError") return "offline-stopped";
  return name === "QuotaExceededError" ? "offline-full" : "offline-failed";
}

function stop() {
  stopper.abort();
  stopper = new AbortController();
}

async function removeAll() {
  forget(MEMORY);
  const cache = await caches.open(keeping.cache);
  for (const address of kept) await cache.delete(address, { ignoreVary: true });
  say("offline-removed");
  await refresh();
}

// --- the control

function show() {
  const place = document.querySelector("[data-offline]");
  if (!place || place.firstChild) return;
  if (foreign) place.setAttribute("lang", foreign);
  removeButton.textContent = word("offline-remove");
  const buttons = make("p", { class: "actions" }, keepButton, removeButton);
  place.append(ready, ...(keeping.sounds.length ? [buttons, progress] : []), status);
}

/** @param {string} key */
function say(key) {
  said = key;
  status.textContent = key && word(key);
}

function draw() {
  if (!keeping.sounds.length) return;
  const size = (/** @type {[string, number][]} */ list) => list.reduce((sum, [, bytes]) => sum + bytes, 0);
  const left = size(missing());
  const megabytes = number(Math.max(0.1, Math.round(left / 1e5) / 10));
  const focused = document.activeElement;
  keepButton.textContent = busy ? word("offline-stop") : word("offline-keep", { size: megabytes });
  keepButton.hidden = !busy && !left;
  removeButton.hidden = busy || !kept.size;
  progress.hidden = !busy;
  progress.value = 1 - left / size(keeping.sounds);
  // A keyboard does not lose its place when the button that it stands on goes.
  if (focused === keepButton && keepButton.hidden) removeButton.focus();
  if (focused === removeButton && removeButton.hidden) keepButton.focus();
}
