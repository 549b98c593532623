// Going from chapter to chapter without stopping the voice.

import { beside, load, pageOf, show } from "./chapters.js";
import { sentenceFrom } from "./moving.js";
import { shutPanel } from "./panel.js";
import { say } from "./saying.js";
import { word } from "./words.js";

/** @typedef {import("./chapters.js").Chapter} Chapter */
/** @typedef {import("./notice.js").Notice} Notice */
/** @typedef {import("./player.js").Player} Player */

/** @typedef {{ play?: boolean, push?: boolean, focus?: boolean }} How */

/**
 * Say whether an address is that of a chapter.
 * @param {string} address
 */
export function isChapter(address) {
  return [...document.querySelectorAll(".toc a")].some(
    (link) => link instanceof HTMLAnchorElement && pageOf(link.href) === pageOf(address),
  );
}

export class Turning {
  #player;
  #notice;
  #shown;
  /** Where a person wants to go; whoever asks twice wants the last. */
  #wanted = "";

  /**
   * @param {Player} player
   * @param {Notice} notice
   * @param {() => void} shown Called when another chapter is shown.
   */
  constructor(player, notice, shown) {
    this.#player = player;
    this.#notice = notice;
    this.#shown = shown;
    player.addEventListener("sentence", () => this.#prepare());
    document.addEventListener("click", (event) => this.#clicked(event));
    addEventListener("popstate", () => {
      if (pageOf(location.href) !== player.chapter.address) void this.open(location.href, { push: false });
    });
  }

  /**
   * Go to the chapter before or after; return whether there is one.
   * @param {"prev" | "next"} way
   * @param {How} [how]
   * @returns {boolean}
   */
  turn(way, how = {}) {
    const address = beside(this.#player.chapter, way);
    if (address) void this.open(address, { focus: false, ...how });
    return Boolean(address);
  }

  /**
   * Go on in another chapter.
   * @param {string} address
   * @param {How} [how]
   */
  async open(address, { play = this.#player.playing, push = true, focus = true } = {}) {
    if (address === this.#wanted) return;
    this.#wanted = address;
    this.#player.pause();
    const next = await load(address).catch(() => null);
    if (address !== this.#wanted) return;
    this.#wanted = "";
    if (next) {
      this.#enter(next, address, { push, focus });
      if (play) await this.#player.play();
    } else {
      const act = () => void this.open(address, { play, push, focus });
      this.#notice.show("problem", { text: word("no-chapter"), action: word("try-again"), act, urgent: true });
    }
  }

  /**
   * Show a chapter in the place of the one that is shown.
   * @param {Chapter} next
   * @param {string} address
   * @param {How} how
   */
  #enter(next, address, { push, focus }) {
    const { chapter } = this.#player;
    shutPanel();
    this.#notice.hide("problem");
    const inside = chapter.main.contains(document.activeElement);
    show(chapter, next);
    if (push) history.pushState(null, "", address);
    this.#player.open(next);
    this.#shown();
    if (focus || inside) next.main.focus({ preventScroll: true });
    say(next.title);
    this.#arrive(address, next);
  }

  /**
   * Show the place in a chapter that an address names, or its start, and bring the voice there.
   * @param {string} address
   * @param {Chapter} chapter
   */
  #arrive(address, chapter) {
    const name = decodeURIComponent(new URL(address, location.href).hash.slice(1));
    const target = name && document.getElementById(name);
    if (target && chapter.main.contains(target)) {
      target.scrollIntoView({ behavior: "instant" });
      this.#player.go(sentenceFrom(chapter.sentences, target));
    } else scrollTo({ top: 0, behavior: "instant" });
  }

  /** At the last sentence, fetch the next chapter, so that it is there in time. */
  #prepare() {
    const { begun, chapter, index } = this.#player;
    const next = beside(chapter, "next");
    if (begun && next && index === chapter.sentences.length - 1) load(next).catch(() => {});
  }

  /**
   * While the voice speaks, a link to another chapter takes it along.
   * @param {MouseEvent} event
   */
  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || !this.#player.playing || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || !isChapter(link.href)) return;
    if (pageOf(link.href) === this.#player.chapter.address) return;
    event.preventDefault();
    void this.open(link.href);
  }
}
