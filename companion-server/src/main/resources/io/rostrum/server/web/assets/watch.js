// The watch page around the player: what is on, who watches, and the link to pass on.

import { findStream, serverNow } from "./api.js";
import { ago, followChannel, showAbout, showPicture, wear } from "./channel.js";
import { Chat } from "./chat.js";
import { ClassPanel } from "./class.js";
import { bitRate, count, elapsed, picture, sound } from "./format.js";
import { Player } from "./player.js";
import { share } from "./share.js";
import { Countdown, invitation, listDates, Notifier, subscription, time, when } from "./upcoming.js";

const POLL_MILLIS = 4000;
/** The server counts its viewers once a second. */
const COUNTED_MILLIS = 1500;
/** What is over goes, and what comes nearer appears. */
const PLAN_MILLIS = 120_000;
const MOST_DATES = 6;

const find = (selector) => document.querySelector(selector);
const player = new Player(find(".player"));
const chat = find("#chat");
if (chat) {
  const { socket } = new Chat(chat, player);
  player.addEventListener("entered", () => socket.state !== "open" && socket.connect());
}
const side = find(".side");
if (side) new ClassPanel(side, () => player.knock());
const countdown = new Countdown(find(".player"));
const notifier = new Notifier(find(".notify-me"), player.stream);
let stream;
/** Which plan is shown, and whether the stream was live when the page was told last. */
let planned;
let wasLive;
/** What the stream says of itself, and when it was live last. */
let told;

function showFacts() {
  const badge = find(".badge");
  const state = stream?.state ?? (player.state === "loading" ? "unknown" : "offline");
  badge.dataset.state = state;
  badge.textContent = { live: "Live", interrupted: "Interrupted", unknown: "…" }[state] ?? "Offline";
  const viewers = find(".viewers");
  viewers.hidden = !stream;
  const since = find(".since");
  since.hidden = !stream;
  showLastLive();
  if (!stream) return;
  viewers.textContent = `${count(stream.viewers, "viewer", "viewers")}`;
  since.textContent = `live for ${elapsed(Date.parse(stream.since), serverNow())}`;
}

function showLastLive() {
  const line = find(".last-live");
  line.hidden = Boolean(stream) || !told?.lastLive || find(".badge").dataset.state !== "offline";
  if (!line.hidden) line.replaceChildren("Last live ", ago(told.lastLive, serverNow()));
}

/** Shows what the channel says now; a player that waits for it to go live goes on at once. */
function showChannel(event) {
  told = event;
  const { channel, live } = event;
  const heading = find("h1");
  heading.textContent = channel.title || channel.stream;
  if (channel.language) heading.lang = channel.language;
  else heading.removeAttribute("lang");
  document.title = `${heading.textContent} · Rostrum`;
  showPicture(find(".about .channel-picture"), channel.picture);
  showAbout(find(".channel"), channel);
  wear(channel.theme);
  showLastLive();
  if (event.schedule !== planned) showPlan(event.schedule);
  if (live && wasLive === false) notifier.tell(heading.textContent);
  wasLive = live;
  if (live && player.state === "offline") player.connect();
}

/** Shows the next dates; `revision` says which plan they are of. */
async function showPlan(revision) {
  try {
    const dates = await listDates(player.stream);
    planned = revision;
    countdown.show(dates);
    find(".planned").hidden = !dates.length;
    find(".planned .dates").replaceChildren(...dates.slice(0, MOST_DATES).map(dateRow));
  } catch {
    // asked again with the next change, and after a while
  }
}

function dateRow(date) {
  const item = document.createElement("li");
  item.dataset.status = date.status;
  const what = document.createElement("span");
  what.className = "what";
  what.append(Object.assign(document.createElement("span"), { textContent: date.title }));
  const note = { cancelled: "Cancelled", moved: "Moved" }[date.status] ?? date.description.split("\n", 1)[0];
  if (note) what.append(Object.assign(document.createElement("small"), { textContent: note }));
  item.append(time(date, serverNow()), what);
  if (date.status !== "cancelled") {
    const add = document.createElement("a");
    add.className = "add";
    add.href = invitation(date);
    add.textContent = "Add to calendar";
    add.setAttribute("aria-label", `Add to calendar: ${date.title}, ${when(date, serverNow())}`);
    item.append(add);
  }
  return item;
}

function showDetails() {
  if (!find(".details").open) return;
  const quality = player.video.getVideoPlaybackQuality?.();
  const rows = {
    picture: stream ? picture(stream.video) : "–",
    sound: stream ? sound(stream.audio) : "–",
    rate: stream ? bitRate(stream.bitsPerSecond) : "–",
    key: stream?.keyFrameIntervalMillis ? `${(stream.keyFrameIntervalMillis / 1000).toFixed(1)} s` : "–",
    engine: player.engine?.label ?? "–",
    dropped: quality ? `${quality.droppedVideoFrames} of ${quality.totalVideoFrames}` : "–",
    stalls: String(player.stalls),
  };
  for (const [name, text] of Object.entries(rows)) find(`.d-${name}`).textContent = text;
}

let pollTimer;

async function poll() {
  if (!document.hidden) {
    stream = await findStream(player.stream).catch(() => stream);
    showFacts();
  }
  pollIn(POLL_MILLIS);
}

function pollIn(millis) {
  clearTimeout(pollTimer);
  pollTimer = setTimeout(poll, millis);
}

/** Where a viewer who went back is, for whoever gets the link. */
function moment() {
  const at = player.from === null ? undefined : (player.engine?.position ?? player.from);
  if (!at) return null;
  const shown = new Date(at);
  return { query: at, words: `Start where I am now${Number.isNaN(shown.getTime()) ? "" : `, at ${shown.toLocaleTimeString()}`}` };
}

player.addEventListener("info", () => {
  stream = player.info ?? undefined;
  showFacts();
});
player.addEventListener("state", () => {
  showFacts();
  if (player.state === "playing") pollIn(COUNTED_MILLIS);
});
find(".share").addEventListener("click", () => {
  share(find(".share-page"), { moment, embed: `embed/${encodeURIComponent(player.stream)}` });
});
find(".details").addEventListener("toggle", showDetails);
setInterval(() => {
  showFacts();
  showDetails();
}, 1000);
const follow = followChannel(player.stream, showChannel, () => notifier.isOn);
find(".notify-me").addEventListener("change", follow);
find(".subscribe").href = subscription(player.stream);
setInterval(() => document.hidden || showPlan(planned), PLAN_MILLIS);
poll();
