// The keys of a keyboard, a headset and a locked screen: the browser's Media Session.

/** @typedef {import("./player.js").Player} Player */

/**
 * Show what is heard outside of the page, and do what is asked there.
 * @param {Player} player
 * @param {(way: "prev" | "next") => void} turn Goes on in the chapter before or after.
 */
export function mediaSession(player, turn) {
  const session = navigator.mediaSession;
  if (!session) return;
  const jump = (/** @type {number} */ seconds) => player.seek(player.time + seconds * 1000);
  /** @type {Partial<Record<MediaSessionAction, MediaSessionActionHandler>>} */
  const handlers = {
    play: () => void player.play(),
    pause: () => player.pause(),
    stop: () => player.pause(),
    seekbackward: (details) => jump(-(details.seekOffset ?? 10)),
    seekforward: (details) => jump(details.seekOffset ?? 10),
    seekto: (details) => player.seek((details.seekTime ?? 0) * 1000),
    previoustrack: () => turn("prev"),
    nexttrack: () => turn("next"),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      session.setActionHandler(/** @type {MediaSessionAction} */ (action), handler);
    } catch {
      // An action that this browser does not know is one that nobody can ask for.
    }
  }
  player.addEventListener("change", () => {
    if (!player.begun) return;
    if (session.metadata?.title !== player.chapter.title) session.metadata = metadata(player.chapter.title);
    session.playbackState = player.playing ? "playing" : "paused";
    place(session, player);
  });
  player.addEventListener("sentence", () => place(session, player));
}

/**
 * @param {MediaSession} session
 * @param {Player} player
 */
function place(session, player) {
  const duration = player.chapter.length / 1000;
  if (!player.begun || !duration) return;
  session.setPositionState({ duration, playbackRate: player.rate, position: Math.min(player.time / 1000, duration) });
}

/** @param {string} title */
function metadata(title) {
  const root = document.body.dataset.root ?? "../";
  return new MediaMetadata({
    title,
    album: document.querySelector(".top .home")?.textContent?.trim() ?? "",
    artist: document.querySelector("meta[name=author]")?.getAttribute("content") ?? "",
    artwork: [{ src: new URL(`${root}cover.jpg`, location.href).href, type: "image/jpeg" }],
  });
}
