// The directory: every live stream as a card, then the channels that were live before, kept up to date.

import { base, findIngest, listChannels, listStreams, serverNow } from "./api.js";
import { ago } from "./channel.js";
import { count, elapsed } from "./format.js";
import { listDates, nextOf, subscription, time, when } from "./upcoming.js";

const POLL_MILLIS = 3000;
const POSTER_MILLIS = 5000;
const PLAN_MILLIS = 60_000;
const MOST_DATES = 8;
const SVG = "http://www.w3.org/2000/svg";
const LOCKS = { password: "Asks for a password", members: "For people with an account", class: "For a class" };

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

/** @param entry { name, stream, channel }: a stream that is live, a channel that somebody has described, or both */
function makeCard({ name: streamName }) {
  const item = element("li");
  const link = element("a", "card");
  link.href = `${base}watch/${encodeURIComponent(streamName)}`;
  const still = element("span", "still");
  const badge = element("span", "badge");
  const initial = element("span", "initial", (streamName.match(/[a-z0-9]/i) ?? streamName)[0].toUpperCase());
  initial.setAttribute("aria-hidden", "true");
  const size = element("span", "size");
  const own = element("img", "poster fill");
  own.alt = "";
  const poster = makePoster(streamName);
  const lock = element("span", "locked");
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("aria-hidden", "true");
  icon.append(document.createElementNS(SVG, "use"));
  icon.firstChild.setAttribute("href", `${base}assets/icons.svg#lock`);
  const lockWords = element("span", "visually-hidden");
  lock.append(icon, lockWords);
  still.append(initial, own, poster.picture, badge, lock, size);
  const name = element("span", "name");
  const facts = element("span", "facts");
  const tags = element("ul", "tags");
  link.append(still, name, facts, tags);
  item.append(link);
  return { item, update };

  function update({ stream: now, channel }) {
    const title = channel?.title ?? streamName;
    if (name.textContent !== title) name.textContent = title;
    if (channel?.language) name.lang = channel.language;
    else name.removeAttribute("lang");
    if (tags.textContent !== (channel?.tags ?? []).join("")) {
      tags.replaceChildren(...(channel?.tags ?? []).map((tag) => element("li", "", tag)));
    }
    tags.hidden = !tags.childElementCount;
    const picture = channel?.picture ? base + channel.picture.slice(1) : "";
    own.hidden = !picture;
    if (picture && own.getAttribute("src") !== picture) own.src = picture;
    const watchers = now?.watchers ?? channel.watchers;
    lock.hidden = watchers === "anyone";
    lockWords.textContent = LOCKS[watchers] ?? "";
    lock.title = lockWords.textContent;
    if (!now?.snapshot) poster.picture.hidden = true;
    if (!now) {
      poster.picture.hidden = true;
      badge.dataset.state = "offline";
      badge.textContent = "Offline";
      size.hidden = true;
      const next = nextOf(dates.filter(({ stream }) => stream === streamName), serverNow());
      facts.replaceChildren(element("span", "", next ? `Next: ${when(next, serverNow())}` : channel.lastLive ? "Last live " : "Not live yet"));
      if (!next && channel.lastLive) facts.firstChild.append(ago(channel.lastLive, serverNow()));
      return;
    }
    if (now.snapshot) poster.renew();
    badge.dataset.state = now.state;
    badge.textContent = now.state === "live" ? "Live" : "Interrupted";
    size.textContent = now.video ? `${now.video.width} × ${now.video.height}` : now.audio ? "Audio only" : "";
    size.hidden = !size.textContent;
    const viewers = element("span", "", count(now.viewers, "viewer", "viewers"));
    facts.replaceChildren(viewers, element("span", "", `live for ${elapsed(Date.parse(now.since), serverNow())}`));
  }
}

/** The live streams, the most watched first, then the channels that are not live. */
function entries(streams, channels) {
  const described = new Map(channels.map((channel) => [channel.stream, channel]));
  const live = streams.map((stream) => ({ name: stream.name, stream, channel: described.get(stream.name) }));
  const names = new Set(streams.map((stream) => stream.name));
  const offline = channels.filter(({ stream }) => !names.has(stream)).map((channel) => ({ name: channel.stream, channel }));
  return [...live, ...offline];
}

function show([streams, channels]) {
  const all = entries(streams, channels);
  const list = find("#streams");
  const names = new Set(all.map(({ name }) => name));
  for (const [name, card] of cards) {
    if (!names.has(name)) {
      card.item.remove();
      cards.delete(name);
    }
  }
  all.forEach((entry, index) => {
    let card = cards.get(entry.name);
    if (!card) {
      card = makeCard(entry);
      cards.set(entry.name, card);
    }
    card.update(entry);
    if (list.children[index] !== card.item) list.insertBefore(card.item, list.children[index] ?? null);
  });
  list.setAttribute("aria-busy", "false");
  find(".count").textContent = streams.length ? `${streams.length.toLocaleString("en")} live` : all.length ? "Nobody is live" : "";
  find(".empty").hidden = all.length > 0;
}

let dates = [];

/** Shows what comes next, of all channels. */
async function showPlan() {
  if (document.hidden) return;
  try {
    dates = await listDates();
  } catch {
    return; // the streams say that the server does not answer
  }
  const next = dates.filter(({ status }) => status !== "cancelled").slice(0, MOST_DATES);
  find(".planned").hidden = !next.length;
  find(".planned .dates").replaceChildren(
    ...next.map((date) => {
      const item = element("li");
      const what = element("span", "what");
      const link = element("a", "", date.title);
      link.href = `${base}watch/${encodeURIComponent(date.stream)}`;
      what.append(link, element("small", "", date.stream));
      item.append(time(date, serverNow()), what);
      return item;
    }),
  );
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

function ask() {
  return Promise.all([listStreams(), listChannels()]);
}

async function poll() {
  if (!document.hidden) {
    if (!ingestShown) showIngest().catch(() => {}); // asked again with the next poll
    try {
      show(await ask());
      find(".trouble").hidden = true;
    } catch {
      find(".trouble").hidden = false;
      find(".empty:not(.trouble)").hidden = true;
    }
  }
  setTimeout(poll, POLL_MILLIS);
}

document.addEventListener("visibilitychange", () => document.hidden || ask().then(show, () => {}));
document.addEventListener("visibilitychange", showPlan);
find(".subscribe").href = subscription();
setInterval(showPlan, PLAN_MILLIS);
showPlan();
poll();
