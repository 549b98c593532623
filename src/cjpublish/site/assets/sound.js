// The sound of a chapter: an audio element that remembers where it shall begin until its sound is there.

export class Sound {
  /** Part of the page, so that it can be found; it has no controls of its own. */
  element = new Audio();
  /** Whether it can't be had. */
  failed = false;

  /** Seconds where it shall begin once it is there; -1 where it is there. */
  #pending = -1;
  #rate = 1;

  /** @param {() => void} failed Called when it can't be had. */
  constructor(failed) {
    const { element } = this;
    element.preload = "none";
    element.preservesPitch = true;
    element.addEventListener("loadedmetadata", () => this.#begin());
    element.addEventListener("error", () => {
      if (!element.hasAttribute("src")) return;
      this.#pending = this.time;
      this.failed = true;
      failed();
    });
  }

  /**
   * Take up another sound, silently, at its start.
   * @param {string} address Empty for none.
   */
  open(address) {
    this.failed = false;
    this.#pending = 0;
    if (address) this.element.src = address;
    else {
      this.element.pause();
      this.element.removeAttribute("src");
      this.element.load();
    }
    this.rate = this.#rate;
  }

  /** Seconds from its start. */
  get time() {
    return this.#pending >= 0 ? this.#pending : this.element.currentTime;
  }

  set time(time) {
    if (this.element.readyState >= HTMLMediaElement.HAVE_METADATA) this.element.currentTime = time;
    else this.#pending = time;
  }

  get playing() {
    return !this.element.paused && !this.element.ended;
  }

  /** Whether it would be heard if it were there. */
  get waiting() {
    return this.playing && this.element.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
  }

  get rate() {
    return this.#rate;
  }

  set rate(rate) {
    this.#rate = rate;
    this.element.defaultPlaybackRate = rate;
    this.element.playbackRate = rate;
  }

  /** Play, from its start where it was at its end; ask for it again where it could not be had. */
  async play() {
    if (this.failed) this.#retry();
    if (this.element.ended) this.element.currentTime = 0;
    // A browser may want a person's click first, and an `error` tells of itself: either way it does not play.
    await this.element.play().catch(() => {});
  }

  #retry() {
    this.failed = false;
    this.#pending = this.time;
    this.element.load();
  }

  #begin() {
    if (this.#pending > 0) this.element.currentTime = this.#pending;
    this.#pending = -1;
    this.rate = this.#rate;
  }
}
