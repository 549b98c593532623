// The sleep timer: the voice fades and stops after some minutes of speech, or at the end of the chapter.

/** @typedef {import("./player.js").Player} Player */

const FADE = 8_000;
/** Longer gaps between two looks at the clock are not speech: the device was asleep itself. */
const LONGEST_LOOK = 5_000;

export class Sleep {
  /** Whether the voice stops at the end of the chapter. */
  atEnd = false;
  /** Milliseconds of speech left; 0 where it is not set. */
  left = 0;

  #player;
  #stopped;
  #seen = 0;

  /**
   * @param {Player} player
   * @param {() => void} stopped Called once the timer has stopped the voice.
   */
  constructor(player, stopped) {
    this.#player = player;
    this.#stopped = stopped;
    player.addEventListener("time", () => this.#look());
    player.addEventListener("change", () => {
      if (!player.playing) this.#seen = 0;
    });
  }

  /**
   * Set it to minutes, to "end" for the end of the chapter, or to "" for never.
   * @param {string} when
   */
  set(when) {
    this.atEnd = when === "end";
    this.left = (Number(when) || 0) * 60_000;
    this.#player.sound.element.volume = 1;
  }

  /** Say that the timer has done its work. */
  done() {
    this.set("");
    this.#stopped();
  }

  #look() {
    const now = performance.now();
    const gone = this.#seen ? Math.min(now - this.#seen, LONGEST_LOOK) : 0;
    this.#seen = this.#player.playing ? now : 0;
    if (!this.left || !this.#player.playing) return;
    this.left = Math.max(0, this.left - gone);
    if (this.left < FADE) this.#player.sound.element.volume = this.left / FADE;
    if (this.left > 0) return;
    this.#player.pause();
    this.done();
  }
}
