// Keeps what is spoken in view, as long as the person lets it: whoever scrolls away is left in peace.

/** How far from the top of the free part of the window the voice is put, and where it has left it: parts of its height. */
const PUT = 0.2;
const COMFORTABLE = [0.08, 0.8];

const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Follower {
  /** Whether the page follows the voice. */
  following = true;

  #found;
  #told;
  /** Whether the page is being scrolled by us. */
  #ours = false;
  #timer = 0;

  /**
   * @param {() => DOMRect | undefined} found Where the voice is, in the window.
   * @param {() => void} told Called when `following` has changed.
   */
  constructor(found, told) {
    this.#found = found;
    this.#told = told;
    addEventListener("scroll", () => this.#scrolled(), { passive: true });
    addEventListener("scrollend", () => this.#settle());
    // A person's hand on the page comes first, even while the page is on its way.
    for (const type of ["wheel", "touchmove"]) addEventListener(type, () => this.#settle(), { passive: true });
  }

  /** Bring the voice into view where it has left the comfortable part of the window. */
  follow() {
    const place = this.#found();
    if (this.following && place && !comfortable(place)) this.#scroll(place);
  }

  /** Go back to the voice and follow it again. */
  back() {
    this.#set(true);
    this.follow();
  }

  /** @param {DOMRect} place */
  #scroll(place) {
    this.#ours = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), 1500);
    scrollBy({ top: place.top - free() * PUT, behavior: calm.matches ? "instant" : "smooth" });
  }

  #settle() {
    this.#ours = false;
    clearTimeout(this.#timer);
  }

  #scrolled() {
    const place = this.#found();
    if (!this.#ours && place) this.#set(comfortable(place) || (atEnd() && inView(place)));
  }

  /** @param {boolean} following */
  #set(following) {
    if (following === this.following) return;
    this.following = following;
    this.#told();
  }
}

/** Return how much of the window's height the player leaves free. */
function free() {
  const player = document.getElementById("Player");
  const fixed = player && getComputedStyle(player).position === "fixed";
  return innerHeight - (fixed ? player.offsetHeight : 0);
}

/** Whether the page can't be scrolled any further up or down. */
function atEnd() {
  return scrollY <= 1 || scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
}

/** @param {DOMRect} place */
function inView(place) {
  return place.top >= 0 && place.bottom <= free();
}

/**
 * @param {DOMRect} place
 * @returns {boolean}
 */
function comfortable(place) {
  const [top = 0, bottom = 1] = COMFORTABLE;
  const height = free();
  return place.top >= height * top && Math.min(place.bottom, place.top + height / 2) <= height * bottom;
}
