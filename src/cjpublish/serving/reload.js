// Keeps an open page as the manuscript is: reloads it after a build, and shows what is to be mended.

/** @typedef {{severity: string, message: string, place: string, fix: string}} Finding */
/** @typedef {{state: string, findings: Finding[]}} News */

const HIDDEN = "cjpublish-hidden-findings";
const shown = new URL(import.meta.url).searchParams.get("state");

const host = document.createElement("cjpublish-findings");
const root = host.attachShadow({ mode: "open" });
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/.cjpublish/reload.css";
const status = make("p", "");
status.setAttribute("role", "status"); // says once how many there are; the list is there to be read
status.className = "heard";
root.append(style, status);
document.body.append(host);

// A service worker from before would show pages as they were.
navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((each) => each.unregister()));

const events = new EventSource("/.cjpublish/events");
events.addEventListener("message", (event) => {
  /** @type {News} */
  const news = JSON.parse(event.data);
  if (news.state === shown) {
    panel(news.findings);
  } else {
    events.close();
    location.reload(); // which keeps where the reader is
  }
});
// A page that is left would hold its connection, and a browser has few of them.
addEventListener("pagehide", () => events.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());

/**
 * Show what is to be mended, or nothing.
 *
 * @param {Finding[]} findings
 */
function panel(findings) {
  const wanted = JSON.stringify(findings);
  const isHidden = findings.length === 0 || sessionStorage.getItem(HIDDEN) === wanted;
  const before = root.querySelector("section");
  before?.remove();
  status.textContent = title(findings) || (before ? "The manuscript is mended" : "");
  if (isHidden) {
    return;
  }
  const section = make("section", "");
  section.tabIndex = 0; // so that the keyboard can scroll it
  section.setAttribute("aria-labelledby", "title");
  const heading = make("h2", title(findings));
  heading.id = "title";
  const list = make("ol", "");
  list.append(...findings.map(item));
  const hide = make("button", "Hide until something else is found");
  hide.addEventListener("click", () => {
    sessionStorage.setItem(HIDDEN, wanted);
    panel(findings);
  });
  section.append(heading, list, hide);
  root.append(section);
}

/**
 * @param {Finding} finding
 * @returns {HTMLElement}
 */
function item(finding) {
  const entry = make("li", "");
  const line = make("p", "");
  if (finding.place) {
    line.append(make("code", finding.place), " ");
  }
  line.append(make("strong", `${finding.severity}:`), ` ${finding.message}`);
  entry.append(line);
  if (finding.fix) {
    entry.append(make("p", `To mend it: ${finding.fix}`));
  }
  return entry;
}

/**
 * @param {Finding[]} findings
 * @returns {string}
 */
function title(findings) {
  const errors = findings.filter((each) => each.severity === "error").length;
  const others = findings.length - errors;
  const parts = [
    errors ? `${errors} ${errors === 1 ? "error" : "errors"}` : "",
    others ? `${others} ${others === 1 ? "warning" : "warnings"}` : "",
  ];
  return findings.length ? `The manuscript has ${parts.filter(Boolean).join(" and ")}` : "";
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {HTMLElement}
 */
function make(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
