// The bar at the foot of the window, with which a person moves the voice. It shows what the player tells, and asks of it.

import { beside } from "./chapters.js";
import { iconButton, make, relabel } from "./elements.js";
import { region } from "./saying.js";
import { clock, foreign, word } from "./words.js";

/** @typedef {import("./player.js").Player} Player */

/**
 * How a person moves the voice.
 * @typedef {object} Moves
 * @property {(way: "prev" | "next") => void} turn To the chapter before or after.
 * @property {(way: 1 | -1) => void} step By a sentence.
 * @property {(time: number) => void} seek To a time of the chapter, in milliseconds.
 */

/**
 * Make the bar.
 * @param {Player} player
 * @param {Moves} moves
 * @param {Node[]} panels Buttons with their panels.
 * @param {Node} notice What the page has to tell.
 * @returns {HTMLElement}
 */
export function bar(player, moves, panels, notice) {
  const button = (/** @type {import("./elements.js").Icon} */ name, /** @type {string} */ key, act = () => {}) =>
    iconButton(name, word(key), { class: `bare ${name}`, click: act });
  const play = button("play", "play", () => player.toggle());
  const previous = button("previous", "previous-chapter", () => moves.turn("prev"));
  const next = button("next", "next-chapter", () => moves.turn("next"));
  const buttons = [
    previous,
    button("back", "back", () => moves.step(-1)),
    play,
    button("forward", "forward", () => moves.step(1)),
    next,
  ];
  const voice = make("div", { class: "voice", role: "group", "aria-label": word("voice") }, ...buttons);
  const place = placeOf(player, moves.seek);
  const tools = make("div", { class: "tools" }, ...panels);
  const element = make("section", { id: "Player", "aria-label": word("player"), tabindex: "-1", lang: foreign || false });
  element.append(notice, voice, place.element, tools, region, player.sound.element);

  const show = () => {
    relabel(play, player.playing ? "pause" : "play", word(player.playing ? "pause" : "play"));
    element.classList.toggle("waiting", player.sound.waiting);
    element.classList.toggle("soundless", !player.chapter.sound);
    previous.disabled = !beside(player.chapter, "prev");
    next.disabled = !beside(player.chapter, "next");
    place.show();
  };
  player.addEventListener("change", show);
  player.addEventListener("sentence", place.show);
  player.addEventListener("time", place.show);
  show();
  return element;
}

/**
 * Make the slider of the place in the chapter, with its times.
 * @param {Player} player
 * @param {Moves["seek"]} seek
 */
function placeOf(player, seek) {
  const slider = make("input", { type: "range", min: "0", step: "1", value: "0", "aria-label": word("place") });
  const gone = make("span", { class: "clock", "aria-hidden": "true" });
  const length = make("span", { class: "clock", "aria-hidden": "true" });
  const element = make("div", { class: "place" }, gone, slider, length);
  const set = () => {
    slider.max = String(Math.max(1, Math.ceil(player.chapter.length / 1000)));
    slider.value = String(Math.round(player.time / 1000));
    slider.setAttribute(
      "aria-valuetext",
      word("place-now", { time: clock(player.time), length: clock(player.chapter.length) }),
    );
  };
  const show = () => {
    const time = clock(player.time);
    const whole = clock(player.chapter.length);
    if (gone.textContent === time && length.textContent === whole) return;
    gone.textContent = time;
    length.textContent = whole;
    // A slider that moves while it has the focus would be read out each second.
    if (document.activeElement !== slider) set();
  };
  for (const type of ["focus", "keydown"]) slider.addEventListener(type, set);
  slider.addEventListener("input", () => {
    seek(Number(slider.value) * 1000);
    set();
  });
  return { element, show };
}

/**
 * Put a button to listen in the place of the browser's own player, as high as that was.
 * @param {Player} player
 * @param {() => boolean} continues Whether the voice goes on where a person was.
 * @returns {() => void} Dresses the chapter that is shown.
 */
export function listenButton(player, continues) {
  /** @type {HTMLButtonElement | undefined} */
  let button;
  const show = () => {
    const key = player.playing ? "pause" : continues() ? "continue" : "listen";
    if (button) relabel(button, player.playing ? "pause" : "play", word(key));
  };
  player.addEventListener("change", show);
  player.addEventListener("sentence", show);
  return () => {
    button = iconButton("play", word("listen"), { class: "listen", lang: foreign || false, click: () => player.toggle() });
    player.chapter.main.querySelector(".sound :is(audio, .listen)")?.replaceWith(button);
    show();
  };
}
