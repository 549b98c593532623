// What is remembered on this device, and nowhere else. A browser may refuse to remember anything.

const PREFIX = "cjpublish.";

/**
 * Return what was remembered under a name; an empty object where there is nothing that can be read.
 * @param {string} name
 * @returns {Record<string, unknown>}
 */
export function recall(name) {
  try {
    const found = JSON.parse(localStorage.getItem(PREFIX + name) ?? "{}");
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}

/**
 * Remember something under a name, if the browser lets us.
 * @param {string} name
 * @param {Record<string, unknown>} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the page works on, and forgets.
  }
}

/**
 * Forget what was remembered under a name.
 * @param {string} name
 */
export function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // There was nothing to forget.
  }
}
