// The text in step with the voice: what is spoken is marked, kept in view and remembered.

import { Marker } from "./highlight.js";
import { keep } from "./position.js";
import { Follower } from "./scrolling.js";
import { word } from "./words.js";

/** @typedef {import("./player.js").Player} Player */
/** @typedef {import("./notice.js").Notice} Notice */

export class Reading {
  #player;
  #notice;
  #publication;
  #marker = new Marker();
  #follower;
  /** Whether the voice has spoken since the page was opened. */
  #started = false;

  /**
   * @param {Player} player
   * @param {Notice} notice
   * @param {string} publication Its identifier.
   */
  constructor(player, notice, publication) {
    this.#player = player;
    this.#notice = notice;
    this.#publication = publication;
    const follower = new Follower(
      () => this.#place(),
      () => this.#offer(),
    );
    this.#follower = follower;
    player.addEventListener("sentence", () => this.#sentence());
    player.addEventListener("time", () => {
      if (this.#marker.word(player.time) && player.playing) follower.follow();
    });
    player.addEventListener("change", () => this.#changed());
    addEventListener("pagehide", () => this.#keep());
    addEventListener("resize", () => player.playing && follower.follow());
  }

  /** Bring the voice back into view, and follow it. */
  back() {
    this.#notice.hide("away");
    this.#follower.back();
  }

  #sentence() {
    this.#marker.sentence(this.#player.sentence);
    if (!this.#player.begun) return;
    this.#keep();
    this.#notice.hide("place");
    this.#follower.follow();
  }

  #changed() {
    if (this.#player.playing && !this.#started) {
      this.#started = true;
      this.back();
    }
    if (!this.#player.playing) this.#keep();
  }

  #keep() {
    const { begun, chapter, index, time } = this.#player;
    if (begun) keep(this.#publication, chapter, index, time);
  }

  #offer() {
    if (this.#follower.following || !this.#player.begun) this.#notice.hide("away");
    else this.#notice.show("away", { action: word("back-to-voice"), act: () => this.back() });
  }

  /** Return where the spoken sentence is in the window; where it is taller than half of it, where the spoken word is. */
  #place() {
    const place = this.#player.sentence?.element.getBoundingClientRect();
    if (!place || place.height < innerHeight / 2) return place;
    return this.#marker.range?.getBoundingClientRect() ?? place;
  }
}
