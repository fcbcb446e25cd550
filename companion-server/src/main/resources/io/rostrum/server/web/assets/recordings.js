// The recordings as cards, the newest first, kept up to date.

import { base, listRecordings } from "./api.js";
import { count, elapsed } from "./format.js";

const POLL_MILLIS = 5000;
const STATES = { recording: "Recording", recovered: "Recovered" };

const find = (selector) => document.querySelector(selector);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function card(recording) {
  const item = element("li");
  const link = element("a", "card");
  link.href = `${base}vod/${encodeURIComponent(recording.id)}`;
  const still = element("span", "still");
  const initial = element("span", "initial", (recording.stream.match(/[a-z0-9]/i) ?? recording.stream)[0].toUpperCase());
  initial.setAttribute("aria-hidden", "true");
  still.append(initial);
  if (STATES[recording.state]) {
    const badge = element("span", "badge", STATES[recording.state]);
    badge.dataset.state = recording.state === "recording" ? "live" : "interrupted";
    still.append(badge);
  }
  still.append(element("span", "size", elapsed(0, recording.durationMillis)));
  const facts = element("span", "facts");
  facts.append(
    element("span", "", new Date(recording.startedAt).toLocaleString()),
    element("span", "", recording.container.toUpperCase()),
  );
  link.append(still, element("span", "name", recording.title ?? recording.stream), facts);
  item.append(link);
  return item;
}

let shown = "";

function show(recordings) {
  const now = JSON.stringify(recordings);
  if (now !== shown) {
    shown = now;
    const focused = document.activeElement?.getAttribute("href");
    find("#recordings").replaceChildren(...recordings.map(card));
    if (focused) find(`#recordings a[href="${CSS.escape(focused)}"]`)?.focus();
  }
  find("#recordings").setAttribute("aria-busy", "false");
  find(".count").textContent = recordings.length ? count(recordings.length, "recording", "recordings") : "";
  find(".empty").hidden = recordings.length > 0;
}

async function poll() {
  if (!document.hidden) {
    try {
      show(await listRecordings());
      find(".trouble").hidden = true;
    } catch {
      find(".trouble").hidden = false;
      find(".empty:not(.trouble)").hidden = true;
    }
  }
  setTimeout(poll, POLL_MILLIS);
}

poll();
