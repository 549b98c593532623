// The voice: where it is, how fast it speaks, what it passes over. It knows sentences, not what a page looks like.

import { Sound } from "./sound.js";
import { placeAt } from "./times.js";
import { recall, remember } from "./store.js";

/** @typedef {import("./chapters.js").Chapter} Chapter */
/** @typedef {import("./times.js").Sentence} Sentence */
/** @typedef {"note" | "description"} Skippable */

export const SLOWEST = 0.5;
export const FASTEST = 3;

/**
 * Tells of itself with events: `change` (playing, speed, chapter or what is passed over), `time` (often while it speaks),
 * `sentence` (another one is spoken), `end` (of the chapter) and `problem` (its sound can't be had).
 */
export class Player extends EventTarget {
  sound = new Sound(() => {
    this.#tell("problem");
    this.#tell("change");
  });
  /** @type {Chapter} */
  chapter;
  /** The place of the sentence that is spoken; -1 before the first. */
  index = -1;
  /** Whether anybody has asked it to speak or moved it since the page was opened. */
  begun = false;

  #frame = 0;
  /** Whether a person has asked for what would be passed over: then it is spoken to its end. */
  #wanted = false;
  /** @type {Record<Skippable, boolean>} */
  #skipped;

  /** @param {Chapter} chapter */
  constructor(chapter) {
    super();
    const kept = recall("listening");
    this.#skipped = { note: kept.skipNotes === true, description: kept.skipDescriptions === true };
    this.sound.rate = typeof kept.rate === "number" ? limited(kept.rate) : 1;
    this.chapter = chapter;
    const { element } = this.sound;
    for (const type of ["play", "playing", "pause", "waiting"]) {
      element.addEventListener(type, () => this.#tell("change"));
    }
    element.addEventListener("playing", () => this.#follow());
    element.addEventListener("timeupdate", () => this.tick());
    element.addEventListener("ended", () => this.#tell("end"));
    this.open(chapter);
  }

  /** @param {"change" | "time" | "sentence" | "end" | "problem"} type */
  #tell(type) {
    this.dispatchEvent(new Event(type));
  }

  /**
   * Take up a chapter, silently, at its start.
   * @param {Chapter} chapter
   */
  open(chapter) {
    this.chapter = chapter;
    this.index = -1;
    this.#wanted = false;
    this.sound.open(chapter.sound);
    this.#tell("change");
    this.#tell("sentence");
  }

  // --- where it is

  /** Milliseconds from the start of the chapter. */
  get time() {
    return this.sound.time * 1000;
  }

  get playing() {
    return this.sound.playing;
  }

  /** @returns {Sentence | undefined} */
  get sentence() {
    return this.chapter.sentences[this.index];
  }

  // --- what a person asks of it

  async play() {
    if (!this.chapter.sound) return;
    this.begun = true;
    await this.sound.play();
    this.#tell("change");
  }

  pause() {
    this.sound.element.pause();
  }

  toggle() {
    if (this.playing) this.pause();
    else void this.play();
  }

  /**
   * Go to a time of the chapter, in milliseconds.
   * @param {number} time
   */
  seek(time) {
    const target = Math.min(Math.max(0, time), this.chapter.length);
    const sentence = this.chapter.sentences[this.#at(target)];
    this.#wanted = sentence !== undefined && this.#isSkipped(sentence);
    this.sound.time = target / 1000;
    this.tick();
  }

  /**
   * Go to a sentence of the chapter.
   * @param {number} index
   */
  go(index) {
    const sentence = this.chapter.sentences[index];
    // A clock that counts in samples may land just before it.
    if (sentence) this.seek(sentence.begin + 1);
  }

  /**
   * Go to the next sentence or the one before, past those that a person does not want to hear; return whether there is one.
   * @param {1 | -1} way
   * @returns {boolean}
   */
  step(way) {
    const all = this.chapter.sentences;
    let index = this.index + way;
    while (all[index] && this.#isSkipped(/** @type {Sentence} */ (all[index]))) index += way;
    this.go(index);
    return index in all;
  }

  get rate() {
    return this.sound.rate;
  }

  set rate(rate) {
    this.sound.rate = limited(rate);
    this.#keep();
  }

  /** @param {Skippable} kind */
  skips(kind) {
    return this.#skipped[kind];
  }

  /**
   * Pass over notes or descriptions from now on, or no longer.
   * @param {Skippable} kind
   * @param {boolean} skipped
   */
  skip(kind, skipped) {
    this.#skipped[kind] = skipped;
    this.#wanted = false;
    this.#keep();
    this.tick();
  }

  // --- as time goes by

  /** See which sentence is spoken now, and pass over what nobody wants to hear. */
  tick() {
    const index = this.#at(this.time);
    const sentence = this.chapter.sentences[index];
    const skipped = sentence !== undefined && this.#isSkipped(sentence);
    if (skipped && this.playing && !this.#wanted) {
      this.#pass(index);
      return;
    }
    this.#wanted &&= skipped;
    if (index !== this.index) {
      this.index = index;
      this.#tell("sentence");
    }
    this.#tell("time");
  }

  /**
   * Go on after the sentences from `index` on that nobody wants to hear.
   * @param {number} index
   */
  #pass(index) {
    const after = this.chapter.sentences.findIndex((item, place) => place > index && !this.#isSkipped(item));
    if (after >= 0) this.go(after);
    else {
      this.pause();
      this.#tell("end");
    }
  }

  /**
   * Return the place of the sentence that is spoken at a time, or was spoken last.
   * @param {number} time
   */
  #at(time) {
    return placeAt(this.chapter.sentences, time, (sentence) => sentence.begin);
  }

  /** @param {Sentence} sentence */
  #isSkipped(sentence) {
    return sentence.kind !== "" && this.#skipped[sentence.kind];
  }

  #follow() {
    cancelAnimationFrame(this.#frame);
    if (!this.playing) return;
    this.tick();
    this.#frame = requestAnimationFrame(() => this.#follow());
  }

  #keep() {
    const { note: skipNotes, description: skipDescriptions } = this.#skipped;
    remember("listening", { ...recall("listening"), rate: this.rate, skipNotes, skipDescriptions });
    this.#tell("change");
  }
}

/**
 * Return a speed within the limits, in steps that can be shown.
 * @param {number} rate
 * @returns {number}
 */
function limited(rate) {
  return Math.min(FASTEST, Math.max(SLOWEST, Math.round(rate * 20) / 20));
}
