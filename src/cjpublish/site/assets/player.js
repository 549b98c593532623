// The voice: where it is, how fast it speaks, what it passes over. It knows sentences, not what a page looks like.

import { placeAt } from "./times.js";
import { recall, remember } from "./store.js";

/** @typedef {import("./chapters.js").Chapter} Chapter */
/** @typedef {import("./times.js").Sentence} Sentence */

export const SLOWEST = 0.5;
export const FASTEST = 3;

/**
 * Tells of itself with events: `change` (playing, speed, chapter or what is passed over), `time` (often while it speaks),
 * `sentence` (another one is spoken), `end` (of the chapter) and `problem` (its sound can't be had).
 */
export class Player extends EventTarget {
  /** @type {Chapter} */
  chapter;
  /** The place of the sentence that is spoken; -1 before the first. */
  index = -1;
  /** Whether anybody has asked it to speak since the page was opened. */
  begun = false;
  /** Whether it can't have its sound. */
  failed = false;

  #audio = new Audio();
  /** Milliseconds where it shall begin once the sound is there; -1 where it is there. */
  #pending = -1;
  /** Whether a person has asked for what would be passed over: then it is spoken to its end. */
  #wanted = false;
  #rate = 1;
  #frame = 0;
  #skipped = { note: false, description: false };

  /** @param {Chapter} chapter */
  constructor(chapter) {
    super();
    const kept = recall("listening");
    this.#skipped = { note: kept.skipNotes === true, description: kept.skipDescriptions === true };
    this.#rate = typeof kept.rate === "number" ? limited(kept.rate) : 1;
    this.chapter = chapter;
    this.#audio.preload = "none";
    this.#audio.preservesPitch = true;
    this.#listen();
    this.open(chapter);
  }

  #listen() {
    const audio = this.#audio;
    for (const type of ["play", "playing", "pause", "waiting", "ratechange"]) {
      audio.addEventListener(type, () => this.#tell("change"));
    }
    audio.addEventListener("playing", () => this.#follow());
    audio.addEventListener("loadedmetadata", () => this.#begin());
    audio.addEventListener("timeupdate", () => this.tick());
    audio.addEventListener("ended", () => this.#tell("end"));
    audio.addEventListener("error", () => this.#fail());
  }

  /** @param {string} type */
  #tell(type) {
    this.dispatchEvent(new Event(type));
  }

  // --- where it is

  /** Milliseconds from the start of the chapter. */
  get time() {
    return this.#pending >= 0 ? this.#pending : this.#audio.currentTime * 1000;
  }

  get playing() {
    return !this.#audio.paused && !this.#audio.ended;
  }

  /** Whether it would speak if its sound were there. */
  get waiting() {
    return this.playing && this.#audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
  }

  /** @returns {Sentence | undefined} */
  get sentence() {
    return this.chapter.sentences[this.index];
  }

  /**
   * Take up a chapter, silently, at its start.
   * @param {Chapter} chapter
   */
  open(chapter) {
    this.chapter = chapter;
    this.index = -1;
    this.failed = false;
    this.#wanted = false;
    this.#pending = 0;
    if (chapter.sound) this.#audio.src = chapter.sound;
    else this.#silence();
    this.#audio.defaultPlaybackRate = this.#audio.playbackRate = this.#rate;
    this.#tell("change");
    this.#tell("sentence");
  }

  #silence() {
    this.#audio.pause();
    this.#audio.removeAttribute("src");
    this.#audio.load();
  }

  // --- what a person asks of it

  async play() {
    if (!this.chapter.sound) return;
    this.begun = true;
    if (this.failed) this.retry();
    if (this.#audio.ended) this.seek(0);
    try {
      await this.#audio.play();
    } catch {
      // A browser may want a person's click first, and an `error` tells of itself; either way it does not play.
      this.#tell("change");
    }
  }

  pause() {
    this.#audio.pause();
  }

  toggle() {
    if (this.playing) this.pause();
    else void this.play();
  }

  /** Ask for the sound again where it could not be had, and go on where it was. */
  retry() {
    this.failed = false;
    this.#pending = this.time;
    this.#audio.load();
  }

  /**
   * Go to a time of the chapter, in milliseconds.
   * @param {number} time
   */
  seek(time) {
    const end = this.chapter.length;
    const target = Math.min(Math.max(0, time), end);
    const sentence = this.chapter.sentences[placeAt(this.chapter.sentences, target, (item) => item.begin)];
    this.#wanted = sentence !== undefined && this.#isSkipped(sentence);
    if (this.#audio.readyState >= HTMLMediaElement.HAVE_METADATA) this.#audio.currentTime = target / 1000;
    else this.#pending = target;
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
   * Go to the next sentence or the one before, past those that a person does not want to hear.
   * @param {1 | -1} way
   */
  step(way) {
    const all = this.chapter.sentences;
    let index = this.index + way;
    while (all[index] && this.#isSkipped(/** @type {Sentence} */ (all[index]))) index += way;
    if (all[index]) this.go(index);
    else if (way < 0) this.seek(0);
  }

  get rate() {
    return this.#rate;
  }

  set rate(rate) {
    this.#rate = limited(rate);
    this.#audio.defaultPlaybackRate = this.#audio.playbackRate = this.#rate;
    this.#keep();
  }

  /** From 1, as loud as the device is set, to 0. */
  set volume(/** @type {number} */ volume) {
    this.#audio.volume = volume;
  }

  /** @param {"note" | "description"} kind */
  skips(kind) {
    return this.#skipped[kind];
  }

  /**
   * Pass over notes or descriptions from now on, or no longer.
   * @param {"note" | "description"} kind
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
    const all = this.chapter.sentences;
    const index = placeAt(all, this.time, (item) => item.begin);
    const sentence = all[index];
    if (sentence && this.#isSkipped(sentence)) {
      if (this.playing && !this.#wanted) {
        this.#pass(index);
        return;
      }
    } else this.#wanted = false;
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
    if (after >= 0) {
      this.go(after);
      return;
    }
    this.pause();
    this.#tell("end");
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

  #begin() {
    const pending = this.#pending;
    this.#pending = -1;
    if (pending > 0) this.#audio.currentTime = pending / 1000;
    this.#audio.playbackRate = this.#rate;
  }

  #fail() {
    if (!this.chapter.sound) return;
    this.#pending = this.time;
    this.failed = true;
    this.#tell("problem");
    this.#tell("change");
  }

  #keep() {
    const { note: skipNotes, description: skipDescriptions } = this.#skipped;
    remember("listening", { ...recall("listening"), rate: this.#rate, skipNotes, skipDescriptions });
    this.#tell("change");
  }
}

/**
 * @param {number} rate
 * @returns {number}
 */
function limited(rate) {
  return Math.min(FASTEST, Math.max(SLOWEST, Math.round(rate * 20) / 20));
}
