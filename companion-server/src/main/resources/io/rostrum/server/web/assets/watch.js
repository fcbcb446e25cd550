// The watch page around the player: what is on, who watches, and the link to pass on.

import { findStream, serverNow } from "./api.js";
import { ago, followChannel, showAbout, showPicture, wear } from "./channel.js";
import { Chat } from "./chat.js";
import { ClassPanel } from "./class.js";
import { bitRate, count, elapsed, picture, sound } from "./format.js";
import { Player } from "./player.js";
import { share } from "./share.js";

const POLL_MILLIS = 4000;
/** The server counts its viewers once a second. */
const COUNTED_MILLIS = 1500;

const find = (selector) => document.querySelector(selector);
const player = new Player(find(".player"));
const chat = find("#chat");
if (chat) new Chat(chat, player);
const side = find(".side");
if (side) new ClassPanel(side);
let stream;
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
  if (live && player.state === "offline") player.connect();
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
followChannel(player.stream, showChannel);
poll();
