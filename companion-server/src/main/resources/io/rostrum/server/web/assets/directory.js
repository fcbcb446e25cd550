// The directory: every live stream as a card, kept up to date.

import { base, findIngest, listStreams, serverNow } from "./api.js";
import { count, elapsed } from "./format.js";

const POLL_MILLIS = 3000;
const POSTER_MILLIS = 5000;

const find = (selector) => document.querySelector(selector);
const cards = new Map();

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The newest still of a stream, over its initial; nothing is shown while there is none. */
function makePoster(name) {
  const picture = element("img", "poster");
  picture.alt = "";
  picture.hidden = true;
  let renewedAt = -Infinity;
  return { picture, renew };

  function renew() {
    if (performance.now() - renewedAt < POSTER_MILLIS) return;
    renewedAt = performance.now();
    const next = new Image(); // the one that is shown stays until the next is there
    next.onload = () => {
      picture.src = next.src;
      picture.hidden = false;
    };
    next.onerror = () => (picture.hidden = true);
    next.src = `${base}live/${encodeURIComponent(name)}/snapshot.jpg?${Math.round(renewedAt)}`;
  }
}

function makeCard(stream) {
  const item = element("li");
  const link = element("a", "card");
  link.href = `${base}watch/${encodeURIComponent(stream.name)}`;
  const still = element("span", "still");
  const badge = element("span", "badge");
  const initial = element("span", "initial", (stream.name.match(/[a-z0-9]/i) ?? stream.name)[0].toUpperCase());
  initial.setAttribute("aria-hidden", "true");
  const size = element("span", "size");
  const poster = makePoster(stream.name);
  still.append(initial, poster.picture, badge, size);
  const name = element("span", "name", stream.name);
  const facts = element("span", "facts");
  link.append(still, name, facts);
  item.append(link);
  return { item, update };

  function update(now) {
    if (now.snapshot) poster.renew();
    badge.dataset.state = now.state;
    badge.textContent = now.state === "live" ? "Live" : "Interrupted";
    size.textContent = now.video ? `${now.video.width} × ${now.video.height}` : now.audio ? "Audio only" : "";
    size.hidden = !size.textContent;
    const viewers = element("span", "", count(now.viewers, "viewer", "viewers"));
    facts.replaceChildren(viewers, element("span", "", `live for ${elapsed(Date.parse(now.since), serverNow())}`));
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

let ingestShown = false;

async function showIngest() {
  const { scheme, port, app } = await findIngest();
  const usual = scheme === "rtmp" && port === 1935;
  for (const place of document.querySelectorAll(".ingest")) {
    place.textContent = `${scheme}://${location.hostname}${usual ? "" : `:${port}`}/${app}`;
  }
  ingestShown = true;
}

async function poll() {
  if (!document.hidden) {
    if (!ingestShown) showIngest().catch(() => {}); // asked again with the next poll
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

document.addEventListener("visibilitychange", () => document.hidden || listStreams().then(show, () => {}));
poll();
