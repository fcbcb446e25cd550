// The directory: every live stream as a card, kept up to date.

import { listStreams, serverNow } from "./api.js";
import { bitRate, count, elapsed } from "./format.js";

const POLL_MILLIS = 3000;

const find = (selector) => document.querySelector(selector);
const cards = new Map();

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

function makeCard(stream) {
  const item = element("li");
  const link = element("a", "card");
  link.href = `/watch/${encodeURIComponent(stream.name)}`;
  const still = element("span", "still");
  const badge = element("span", "badge");
  const viewers = element("span", "overlay viewers");
  const size = element("span", "overlay size");
  still.append(icon("brand"), badge, viewers, size);
  const name = element("span", "name", stream.name);
  const facts = element("span", "facts");
  link.append(still, name, facts);
  item.append(link);
  return { item, update };

  function update(now) {
    badge.dataset.state = now.state;
    badge.textContent = now.state === "live" ? "Live" : "Interrupted";
    viewers.replaceChildren(icon("people"), document.createTextNode(now.viewers.toLocaleString("en")));
    viewers.setAttribute("aria-label", count(now.viewers, "viewer", "viewers"));
    size.textContent = now.video ? `${now.video.width} × ${now.video.height}` : now.audio ? "Audio only" : "";
    still.querySelector("use").setAttribute("href", `/assets/icons.svg#${now.video || !now.audio ? "brand" : "wave"}`);
    size.hidden = !size.textContent;
    facts.textContent = `${elapsed(Date.parse(now.since), serverNow())} · ${bitRate(now.bitsPerSecond)}`;
  }
}

function show(streams) {
  const list = find("#streams");
  const names = new Set(streams.map((stream) => stream.name));
  for (const [name, card] of cards) {
    if (!names.has(name)) {
      card.item.remove();
      cards.delete(name);
    }
  }
  streams.forEach((stream, index) => {
    let card = cards.get(stream.name);
    if (!card) {
      card = makeCard(stream);
      cards.set(stream.name, card);
    }
    card.update(stream);
    if (list.children[index] !== card.item) list.insertBefore(card.item, list.children[index] ?? null);
  });
  list.setAttribute("aria-busy", "false");
  find(".count").textContent = streams.length ? count(streams.length, "stream", "streams") : "";
  find(".empty").hidden = streams.length > 0;
}

async function poll() {
  if (!document.hidden) {
    try {
      show(await listStreams());
      find(".trouble").hidden = true;
    } catch {
      find(".trouble").hidden = false;
      find(".empty:not(.trouble)").hidden = true;
    }
  }
  setTimeout(poll, POLL_MILLIS);
}

fetch("/api/v1/ingest").then((answer) => answer.json()).then(({ scheme, port, app }) => {
  const usual = scheme === "rtmp" && port === 1935;
  find(".ingest").textContent = `${scheme}://${location.hostname}${usual ? "" : `:${port}`}/${app}`;
}, () => {});
document.addEventListener("visibilitychange", () => document.hidden || listStreams().then(show, () => {}));
poll();
