// The panel of how to listen: speed, sleep timer, what is passed over, and where the voice goes.

import { choice, stepper, tick } from "./controls.js";
import { make } from "./elements.js";
import { panel } from "./panel.js";
import { FASTEST, SLOWEST } from "./player.js";
import { say } from "./saying.js";
import { number, word } from "./words.js";

/** @typedef {import("./player.js").Player} Player */
/** @typedef {import("./sleep.js").Sleep} Sleep */

const MINUTES = [5, 10, 15, 30, 45, 60];

/** Return a speed as people write it, "1.5×". @param {number} rate */
export const speed = (rate) => word("times", { rate: number(rate) });

/**
 * Return the button and the panel.
 * @param {Player} player
 * @param {Sleep} sleep
 * @param {() => void} here Brings the voice to what is in view.
 * @param {() => void} keys Shows the keys.
 */
export function listening(player, sleep, here, keys) {
  return panel("listening", word("listening"), () => [
    stepper({
      label: word("speed"),
      less: word("slower"),
      more: word("faster"),
      value: () => player.rate,
      set: (rate) => {
        player.rate = rate;
      },
      step: 0.1,
      least: SLOWEST,
      most: FASTEST,
      shown: speed,
    }).element,
    timer(sleep),
    tick(word("skip-notes"), player.skips("note"), (on) => player.skip("note", on)),
    tick(word("skip-descriptions"), player.skips("description"), (on) => player.skip("description", on)),
    make(
      "div",
      { class: "row" },
      make("button", { type: "button", class: "plain", click: here }, word("here")),
      make("button", { type: "button", class: "plain", click: keys }, word("keys")),
    ),
  ]);
}

/** @param {Sleep} sleep */
function timer(sleep) {
  const left = Math.ceil(sleep.left / 60_000);
  /** @type {[string, string][]} */
  const choices = [
    ["", word("sleep-off")],
    ...(left ? [/** @type {[string, string]} */ (["left", word("minutes-left", { number: number(left) })])] : []),
    ...MINUTES.map((minutes) => /** @type {[string, string]} */ ([`${minutes}`, word("minutes", { number: minutes })])),
    ["end", word("sleep-end")],
  ];
  const now = sleep.atEnd ? "end" : left ? "left" : "";
  return choice(word("sleep"), choices, now, (value, label) => {
    if (value !== "left") sleep.set(value);
    say(`${word("sleep")}: ${label}`);
  });
}
