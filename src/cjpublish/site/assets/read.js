// A chapter's page: brings the voice, the text and the person together. Without this script the page is whole as well.

import { appearance } from "./appearance.js";
import { bar, listenButton } from "./bar.js";
import { beside, load, pageOf, read, show } from "./chapters.js";
import { make } from "./elements.js";
import { Marker } from "./highlight.js";
import { listenForKeys, showHelp } from "./keys.js";
import { listening, speed } from "./listening.js";
import { firstInView, listenForClicks, selected, sentenceFrom } from "./moving.js";
import { Notice } from "./notice.js";
import { panel, shutPanel } from "./panel.js";
import { Player } from "./player.js";
import { finish, keep, timeOf, where } from "./position.js";
import { say } from "./saying.js";
import { Follower } from "./scrolling.js";
import { mediaSession } from "./session.js";
import { Sleep } from "./sleep.js";
import { word } from "./words.js";

/** @typedef {import("./chapters.js").Chapter} Chapter */

const publication = document.body.dataset.publication ?? "";

/** The chapter that the page came with; where its times can't be had, without its sound: the browser's own player stays. */
const first = await read(document, location.href).catch(() => {
  const main = document.querySelector("main") ?? document.body;
  const name = main.dataset.chapter ?? "";
  return { main, address: pageOf(location.href), page: document.title, name, title: "", sound: "", length: 0, sentences: [] };
});

const player = new Player(first);
const marker = new Marker();
const notice = new Notice();
const follower = new Follower(placeOfVoice, offerWayBack);
const sleep = new Sleep(player, () => say(word("sleep-done")));
const dress = listenButton(player, () => player.time > 0);

// --- the text follows the voice

/** Return where the spoken sentence is in the window, or the spoken word where the sentence is taller than half of it. */
function placeOfVoice() {
  const place = player.sentence?.element.getBoundingClientRect();
  if (!place || place.height < innerHeight / 2) return place;
  return marker.range?.getBoundingClientRect() ?? place;
}

function offerWayBack() {
  if (follower.following || !player.begun) notice.hide("away");
  else notice.show("away", { action: word("back-to-voice"), act: backToVoice });
}

function backToVoice() {
  notice.hide("away");
  follower.back();
}

player.addEventListener("sentence", () => {
  marker.sentence(player.sentence);
  if (!player.begun) return;
  keep(publication, player.chapter, player.index, player.time);
  notice.hide("place");
  follower.follow();
});
player.addEventListener("time", () => {
  if (marker.word(player.time) && player.playing) follower.follow();
});
player.addEventListener("change", () => {
  if (player.begun && !player.playing) keepPlace();
});
addEventListener("pagehide", keepPlace);
addEventListener("resize", () => player.playing && follower.follow());

function keepPlace() {
  if (player.begun && player.index >= 0) keep(publication, player.chapter, player.index, player.time);
}

// --- chapters

/**
 * Go on in another chapter.
 * @param {string} address
 * @param {{ play?: boolean, push?: boolean, focus?: boolean, skipSilent?: boolean }} [how]
 * @returns {Promise<void>}
 */
async function open(address, { play = player.playing, push = true, focus = true } = {}) {
  if (!address) return;
  player.pause();
  try {
    const next = await load(address);
    shutPanel();
    const inside = player.chapter.main.contains(document.activeElement);
    show(player.chapter, next);
    if (push) history.pushState(null, "", address);
    player.open(next);
    dress();
    if (focus || inside) next.main.focus({ preventScroll: true });
    say(next.title);
    arrive(address, next);
    notice.hide("problem");
    if (play) await player.play();
  } catch {
    const again = () => open(address, { play, push, focus });
    notice.show("problem", { text: word("no-chapter"), action: word("try-again"), act: again, urgent: true });
  }
}

/**
 * Show the place in a chapter that an address names, or its start, and bring the voice there.
 * @param {string} address
 * @param {Chapter} chapter
 */
function arrive(address, chapter) {
  const name = decodeURIComponent(new URL(address, location.href).hash.slice(1));
  const target = name && document.getElementById(name);
  if (!target || !chapter.main.contains(target)) {
    scrollTo({ top: 0, behavior: "instant" });
    return;
  }
  target.scrollIntoView({ behavior: "instant" });
  player.go(sentenceFrom(chapter.sentences, target));
}

/** @param {"prev" | "next"} way */
function turn(way) {
  void open(beside(player.chapter, way), { focus: false });
}

player.addEventListener("end", () => {
  const next = beside(player.chapter, "next");
  if (sleep.atEnd) sleep.done();
  else if (next) void open(next, { play: true, focus: false });
  else {
    finish(publication);
    say(word("end"));
  }
});

player.addEventListener("problem", () => {
  const act = () => {
    notice.hide("problem");
    void player.play();
  };
  notice.show("problem", { text: word("no-sound"), action: word("try-again"), act, urgent: true });
});
player.addEventListener("change", () => {
  if (player.playing && !player.waiting) notice.hide("problem");
});

// While the voice speaks, a link to another chapter takes it along.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || !player.playing || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target || link.hasAttribute("download")) return;
  if (!isChapter(link.href) || pageOf(link.href) === player.chapter.address) return;
  event.preventDefault();
  void open(link.href);
});
addEventListener("popstate", () => {
  if (pageOf(location.href) !== player.chapter.address) void open(location.href, { push: false });
});

/** @param {string} address */
function isChapter(address) {
  return [...document.querySelectorAll(".toc a")].some(
    (link) => link instanceof HTMLAnchorElement && pageOf(link.href) === pageOf(address),
  );
}

// --- what a person asks for

/** @param {number} index Of a sentence. */
function go(index) {
  if (index < 0) return;
  player.begun = true;
  player.go(index);
  backToVoice();
}

/** @param {1 | -1} way */
function step(way) {
  player.begun = true;
  player.step(way);
  backToVoice();
}

/** @param {number} by */
function faster(by) {
  player.rate += by;
  say(`${word("speed")}: ${speed(player.rate)}`);
}

const ahead = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const behind = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
/** @type {import("./keys.js").Actions} */
const actions = {
  "play-or-pause": { keys: [" ", "k"], shown: "key-space K", act: () => player.toggle() },
  back: { keys: ["j", behind], shown: "J key-back", act: () => step(-1) },
  forward: { keys: ["l", ahead], shown: "L key-forward", act: () => step(1) },
  "previous-chapter": { keys: ["p"], shown: "P", act: () => turn("prev") },
  "next-chapter": { keys: ["n"], shown: "N", act: () => turn("next") },
  slower: { keys: ["<"], shown: "<", act: () => faster(-0.1) },
  faster: { keys: [">"], shown: ">", act: () => faster(0.1) },
  here: { keys: ["h"], shown: "H", act: () => go(firstInView(player.chapter.sentences)) },
  "to-selection": { keys: ["Enter"], shown: "key-enter", act: () => go(selected(player.chapter.sentences)) },
  "back-to-voice": { keys: ["v"], shown: "V", act: backToVoice },
  keys: { keys: ["?"], shown: "?", act: () => showHelp(actions) },
};

function chapterList() {
  const list = document.querySelector(".toc nav ol")?.cloneNode(true);
  return list ? [make("nav", { "aria-label": word("chapters") }, list)] : [];
}

/** Take up the place where a person was, or say in which chapter it is. */
function takeUp() {
  const place = where(publication);
  const address = place && new URL(place.page, location.href).href;
  if (!place || !address || !isChapter(address)) return;
  if (pageOf(address) === first.address) player.seek(timeOf(place, first));
  else notice.show("place", { text: word("you-were", { title: place.title }), action: word("continue"), href: place.page });
}

const tools = [
  ...panel("chapters", word("chapters"), chapterList),
  ...listening(player, sleep, () => actions.here?.act(), () => showHelp(actions)),
  ...appearance(),
];
const element = bar(player, turn, tools, notice.element);
document.body.append(element);
document.body.classList.add("with-player");
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--player", `${element.offsetHeight}px`);
}).observe(element);

if (first.sound) dress();
takeUp();
listenForKeys(actions, () => player.begun);
listenForClicks(() => player.chapter.sentences, go);
mediaSession(player, (address) => void open(address, { focus: false }));
