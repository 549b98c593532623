// A chapter's page: brings the voice, the text and the person together. Without this script the page is whole as well.

import "./offline.js";
import { appearance } from "./appearance.js";
import { bar, listenButton } from "./bar.js";
import { chapter, pageOf, read } from "./chapters.js";
import { make } from "./elements.js";
import { listenForKeys, showHelp } from "./keys.js";
import { listening, speed } from "./listening.js";
import { firstInView, listenForClicks, selected } from "./moving.js";
import { Notice } from "./notice.js";
import { panel } from "./panel.js";
import { Player } from "./player.js";
import { finish, timeOf, where } from "./position.js";
import { Reading } from "./reading.js";
import { say } from "./saying.js";
import { mediaSession } from "./session.js";
import { Sleep } from "./sleep.js";
import { isChapter, Turning } from "./turning.js";
import { foreign, word } from "./words.js";

const publication = document.body.dataset.publication ?? "";

/** The chapter that the page came with; where its times can't be had, without its sound: the browser's own player stays. */
const first = await read(document, location.href).catch(() => chapter(document, location.href, null));

const player = new Player(first);
const notice = new Notice();
const reading = new Reading(player, notice, publication);
const sleep = new Sleep(player, () => say(word("sleep-done")));
const dress = listenButton(player, () => player.time > 0);
const turning = new Turning(player, notice, dress);

player.addEventListener("end", () => {
  if (sleep.atEnd) sleep.done();
  else if (!turning.turn("next", { play: true })) {
    player.open(player.chapter);
    finish(publication);
    say(word("end"));
  }
});

player.addEventListener("problem", () => {
  const act = () => void player.play();
  notice.show("problem", { text: word("no-sound"), action: word("try-again"), act, urgent: true });
});
player.addEventListener("change", () => {
  if (player.playing && !player.sound.waiting) notice.hide("problem");
});

// --- what a person asks for

/** @param {() => void} move Moves the voice, at a person's wish: then the page follows it. */
function moved(move) {
  player.begun = true;
  move();
  reading.back();
}

/**
 * Let the voice speak from a sentence on, whether it was speaking or not.
 * @param {number} index
 */
function hear(index) {
  if (index < 0) return;
  moved(() => player.go(index));
  void player.play();
}

/** @param {1 | -1} way */
function step(way) {
  moved(() => player.step(way) || (way > 0 && turning.turn("next")));
}

/** @param {number} by */
function faster(by) {
  player.rate += by;
  say(`${word("speed")}: ${speed(player.rate)}`);
}

const moves = {
  /** @param {"prev" | "next"} way */
  turn: (way) => void turning.turn(way),
  step,
  /** @param {number} time */
  seek: (time) => moved(() => player.seek(time)),
};

const here = () => hear(firstInView(player.chapter.sentences));
const keys = () => showHelp(actions);
const arrows = [
  { key: "ArrowLeft", shown: "←" },
  { key: "ArrowRight", shown: "→" },
];
const [behind, ahead] = document.dir === "rtl" ? arrows.reverse() : arrows;
/** @type {import("./keys.js").Action[]} */
const actions = [
  { name: "play-or-pause", keys: ["k"], shown: "K", act: () => player.toggle() },
  { name: "back", keys: ["j", behind?.key], shown: `J ${behind?.shown}`, act: () => step(-1) },
  { name: "forward", keys: ["l", ahead?.key], shown: `L ${ahead?.shown}`, act: () => step(1) },
  { name: "previous-chapter", keys: ["p"], shown: "P", act: () => moves.turn("prev") },
  { name: "next-chapter", keys: ["n"], shown: "N", act: () => moves.turn("next") },
  { name: "slower", keys: ["<"], shown: "<", act: () => faster(-0.1) },
  { name: "faster", keys: [">"], shown: ">", act: () => faster(0.1) },
  { name: "here", keys: ["h"], shown: "H", act: here },
  { name: "to-selection", keys: ["Enter"], shown: "key-enter", act: () => hear(selected(player.chapter.sentences)) },
  { name: "back-to-voice", keys: ["v"], shown: "V", act: () => reading.back() },
  { name: "keys", keys: ["?"], shown: "?", act: keys },
];

// --- the page is ready

function chapterList() {
  const list = document.querySelector(".toc nav ol")?.cloneNode(true);
  if (!(list instanceof HTMLElement)) return [];
  list.lang = document.documentElement.lang;
  return [make("nav", { "aria-label": word("chapters") }, list)];
}

/** Take up the place where a person was, or say in which chapter it is. */
function takeUp() {
  const place = where(publication);
  const address = place ? new URL(place.page, location.href).href : "";
  if (!place || !isChapter(address)) return;
  if (pageOf(address) === first.address) player.seek(timeOf(place, first));
  else notice.show("place", { text: word("you-were", { title: place.title }), action: word("continue"), href: address });
}

/**
 * Go on where the browser's own player is, which somebody has started before this script was there.
 * @param {HTMLAudioElement} audio
 */
function takeOver(audio) {
  audio.pause();
  player.seek(audio.currentTime * 1000);
  void player.play();
}

const panels = [
  ...panel("chapters", word("chapters"), chapterList),
  ...listening(player, sleep, here, keys),
  ...appearance(),
];
const element = bar(player, moves, panels, notice.element);
const skip = make("a", { class: "skip-link", href: "#Player", lang: foreign || false }, word("skip-to-player"));
document.querySelector("a.skip-link")?.after(skip);
document.body.append(element);
document.body.classList.add("with-player");
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--player", `${element.offsetHeight}px`);
}).observe(element);

const own = first.main.querySelector("audio");
if (first.sound) dress();
if (first.sound && own && !own.paused) takeOver(own);
else takeUp();
listenForKeys(actions);
listenForClicks(() => player.chapter.sentences, hear);
mediaSession(player, moves.turn);
