// Keeps the publication on the reader's device. It lies at the root of a site and rules what is beneath, and no more.
// offline.py writes what there is to keep before the first line: then another text is another worker.
//
// What never changes under its address (a hash in the name, or ?v=) is answered from the device first. Everything else
// is asked for anew, and comes from the device where the network does not answer. All is kept in one cache, under
// addresses that hold a hash: an open page of an older version goes on finding what it needs, and what no version needs
// any more is thrown away once no such page is open.

/**
 * @typedef {object} Site
 * @property {string[]} files Kept at once: addresses relative to the scope, each with a hash.
 * @property {string[]} later Kept when they are first used.
 * @property {[string, number][]} sounds In reading order, with their sizes in bytes. offline.js keeps them.
 */

const worker = /** @type {ServiceWorkerGlobalScope & { SITE: Site }} */ (/** @type {unknown} */ (self));
const { files, later, sounds } = worker.SITE;
const SCOPE = worker.registration.scope;
const NAME = `cjpublish ${SCOPE}`;
/** Which windows were open when this version took over. */
const OLDER = `${SCOPE}?windows`;
const FOREVER = /^(assets|times)\/.*-[\da-f]{8}\.\w+$|\?v=[\da-f]{8}$/;
/** Milliseconds after which a connection counts as none. */
const PATIENCE = 3000;
const AT_ONCE = 6;

/** Under which address a file is kept, by its plain one. */
const keys = new Map([...files, ...later].map((key) => [key.replace(/\?.*/, ""), absolute(key)]));
const heard = new Set(sounds.map(([key]) => absolute(key)));
const listed = new Set([...keys.values(), ...heard]);

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.replace(/#.*/, "");
  if (request.method !== "GET" || !address.startsWith(SCOPE)) return;
  const name = address.slice(SCOPE.length);
  const plain = name.replace(/\?.*/, "") || "index.html";
  const key = keys.get(plain) ?? keys.get(`${plain}.html`);
  if (FOREVER.test(name)) event.respondWith(keptFirst(event, address));
  else if (key) event.respondWith(freshFirst(event, key));
});
worker.addEventListener("message", (event) => event.waitUntil(attend(event.ports[0])));

/** @param {string} key @returns {string} */
function absolute(key) {
  return new URL(key, SCOPE).href;
}

// --- versions

/** Fails as a whole, and then the version before stays. */
async function install() {
  await fill();
  void worker.skipWaiting();
}

/** @type {Promise<void> | undefined} */
let filling;

/** Keep what is not kept yet; who asks while it is being fetched waits for the same. */
function fill() {
  filling ??= fillOnce().finally(() => {
    filling = undefined;
  });
  return filling;
}

async function fillOnce() {
  const cache = await caches.open(NAME);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const missing = files.map(absolute).filter((key) => !kept.has(key));
  const fetched = async () => {
    for (let key = missing.shift(); key; key = missing.shift()) {
      const answer = await fetch(key);
      if (answer.status !== 200) throw new Error(`${key}: ${answer.status}`);
      await cache.put(key, direct(answer));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetched));
}

async function takeOver() {
  const cache = await caches.open(NAME);
  await cache.put(OLDER, new Response(JSON.stringify(await windows())));
  await worker.clients.claim();
  await fill(); // the version before may have swept away what it did not need, but this one does
  await sweep();
}

/** Throw away what this version does not need, once every page that was open before it is closed. */
async function sweep() {
  const { installing, waiting } = worker.registration;
  if (installing || waiting) return;
  const cache = await caches.open(NAME);
  const older = await (await cache.match(OLDER))?.json();
  if (!older || (await windows()).some((id) => older.includes(id))) return;
  for (const { url } of await cache.keys()) if (!listed.has(url)) await cache.delete(url, { ignoreVary: true });
}

/** @returns {Promise<string[]>} */
async function windows() {
  const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((each) => each.url.startsWith(SCOPE)).map((each) => each.id);
}

/**
 * Tell a page what there is to keep, and then whether all that is read is kept: a person may have cleared it away.
 * @param {MessagePort | undefined} page
 */
async function attend(page) {
  page?.postMessage({ cache: NAME, sounds: sounds.map(([key, size]) => [absolute(key), size]) });
  const whole = await fill().then(() => true, () => false);
  page?.postMessage({ whole });
  await sweep();
}

// --- answers

/** @param {string} key @returns {Promise<Response | undefined>} */
async function found(key) {
  return (await caches.open(NAME)).match(key, { ignoreVary: true });
}

/**
 * Answer with what is kept, else from the network.
 * @param {FetchEvent} event
 * @param {string} key
 */
async function keptFirst(event, key) {
  const range = event.request.headers.get("Range");
  if (range && heard.has(key)) event.waitUntil(tell(event.clientId, key));
  const kept = await found(key);
  if (kept) return range ? part(kept, range) : kept;
  const answer = await fetch(event.request);
  if (!heard.has(key)) keep(event, key, answer);
  return answer;
}

/**
 * Answer from the network, else with what is kept: where the network is silent, slow or out of order.
 * @param {FetchEvent} event
 * @param {string} key
 */
async function freshFirst(event, key) {
  const kept = await found(key);
  const asked = fetch(event.request);
  if (!kept) {
    const answer = await asked;
    keep(event, key, answer);
    return answer;
  }
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([asked, late]).catch(() => null);
  return answer && answer.status < 500 ? answer : kept;
}

/**
 * Keep an answer that is used for the first time. Where there is no room, it is asked for again next time.
 * @param {FetchEvent} event
 * @param {string} key
 * @param {Response} answer
 */
function keep(event, key, answer) {
  if (answer.status !== 200 || !listed.has(key)) return;
  const copy = direct(answer.clone());
  event.waitUntil(caches.open(NAME).then((cache) => cache.put(key, copy)).catch(() => {}));
}

/**
 * Return an answer that does not say it came by a redirection: no browser takes such a one for a page.
 * @param {Response} answer
 */
function direct(answer) {
  return answer.redirected ? new Response(answer.body, { headers: answer.headers }) : answer;
}

/**
 * Let a page know which sound it plays, so that it keeps it: a page may take longer for that than a worker may.
 * @param {string} page
 * @param {string} sound
 */
async function tell(page, sound) {
  (await worker.clients.get(page))?.postMessage({ sound });
}

/**
 * Return the part of a file that a Range header asks for (RFC 9110, 14.2 and 15.3.7). Several parts at once, and what is
 * not well formed, are answered with the whole.
 * @param {Response} whole
 * @param {string} range
 */
async function part(whole, range) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range.replace(/\s/g, "")) ?? [];
  if ((!from && !to) || (from && to && Number(to) < Number(from))) return whole;
  const sound = await whole.blob();
  const { size } = sound;
  const first = from ? Number(from) : Math.max(0, size - Number(to));
  const end = from && to ? Math.min(size, Number(to) + 1) : size;
  const headers = new Headers(whole.headers);
  if (first >= size) {
    headers.set("Content-Range", `bytes */${size}`);
    headers.set("Content-Length", "0");
    return new Response(null, { status: 416, headers });
  }
  headers.set("Content-Range", `bytes ${first}-${end - 1}/${size}`);
  headers.set("Content-Length", String(end - first));
  return new Response(sound.slice(first, end, sound.type), { status: 206, headers });
}
