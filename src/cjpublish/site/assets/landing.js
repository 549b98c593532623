// The publication's page: the way back to where a person was.

import "./offline.js";
import { where } from "./position.js";
import { foreign, word } from "./words.js";

const place = where(document.body.dataset.publication ?? "");
if (place) {
  const link = document.createElement("a");
  link.className = "start second";
  link.href = `read/${place.page}`;
  if (foreign) link.lang = foreign;
  link.textContent = word("continue");
  document.querySelector(".actions")?.append(link);
}
