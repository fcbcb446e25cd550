// The watch page around the player: what is on, who watches, and the link to pass on.

import { findStream, serverNow } from "./api.js";
import { bitRate, count, elapsed, picture, sound } from "./format.js";
import { Player } from "./player.js";

const POLL_MILLIS = 4000;
/** The server counts its viewers once a second. */
const COUNTED_MILLIS = 1500;

const find = (selector) => document.querySelector(selector);
const player = new Player(find(".player"));
let stream;

function showFacts() {
  const badge = find(".badge");
  const state = stream?.state ?? (player.state === "loading" ? "unknown" : "offline");
  badge.dataset.state = state;
  badge.textContent = { live: "Live", interrupted: "Interrupted", unknown: "…" }[state] ?? "Offline";
  const viewers = find(".viewers");
  viewers.hidden = !stream;
  const since = find(".since");
  since.hidden = !stream;
  if (!stream) return;
  viewers.textContent = `${count(stream.viewers, "viewer", "viewers")}`;
  since.textContent = `live for ${elapsed(Date.parse(stream.since), serverNow())}`;
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

let toastTimer;

function toast(words) {
  const element = find(".toast");
  element.textContent = words;
  element.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => element.classList.remove("shown"), 2500);
}

async function share() {
  const url = new URL(location.pathname, location.href).href;
  if (navigator.share && matchMedia("(hover: none)").matches) {
    await navigator.share({ title: document.title, url }).catch(() => {}); // closed without sharing
    return;
  }
  try {
    await navigator.clipboard.writeText(url);
    toast("Link copied");
  } catch {
    prompt("The link to this stream:", url);
  }
}

player.addEventListener("info", () => {
  stream = player.info ?? undefined;
  showFacts();
});
player.addEventListener("state", () => {
  showFacts();
  if (player.state === "playing") pollIn(COUNTED_MILLIS);
});
find(".share").addEventListener("click", share);
find(".details").addEventListener("toggle", showDetails);
setInterval(() => {
  showFacts();
  showDetails();
}, 1000);
poll();
