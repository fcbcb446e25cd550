// Time shift: the engine that plays what was, and the bar to go there and back.

import { base, findTimeShift, serverNow } from "./api.js";
import { elapsed } from "./format.js";
import { carrying } from "./gate.js";

const POLL_MILLIS = 5000;
/** Less than this is no time shift: the newest segment is not whole yet. */
const LEAST_SECONDS = 10;
const TRIES = 4;

/** HLS from the server's disk, from a place in the past on. Reports as the other engines do. */
export class DvrEngine {
  static mode = "dvr";
  label = "HLS, time shift";

  static get supported() {
    return Boolean(window.ManagedMediaSource || window.MediaSource);
  }

  /** @param from what `?t=` says: seconds before now ("-600"), or a date and time */
  constructor(video, stream, report, from) {
    Object.assign(this, { video, stream, report, from });
  }

  async start() {
    const { default: Hls } = await import("./hls/hls.min.mjs");
    if (this.stopped) return;
    const again = { maxNumRetry: TRIES, retryDelayMs: 500, maxRetryDelayMs: 2000 };
    const load = { default: { maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 15000, timeoutRetry: again, errorRetry: again } };
    this.hls = new Hls({
      enableWorker: false,
      lowLatencyMode: false,
      backBufferLength: 60,
      manifestLoadPolicy: load,
      playlistLoadPolicy: load,
    });
    this.mediaErrors = 0;
    this.hls.on(Hls.Events.ERROR, (_, error) => this.failed(Hls, error));
    this.video.addEventListener("ended", (this.onEnded = () => this.report.ended()));
    const address = `${base}live/${encodeURIComponent(this.stream)}/dvr.m3u8?t=${encodeURIComponent(this.from)}`;
    this.hls.loadSource(carrying(address, this.stream));
    this.hls.attachMedia(this.video);
  }

  failed(Hls, error) {
    if (!error.fatal) return;
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR && this.mediaErrors++ < 2) {
      const going = !this.video.paused;
      this.hls.recoverMediaError();
      if (going) this.video.play().catch(() => {}); // the new buffer begins paused
    } else if (error.type === Hls.ErrorTypes.NETWORK_ERROR) {
      this.report.failed("network", "The connection to the server broke.");
    } else {
      this.report.failed("media", "This browser could not decode the stream.");
    }
  }

  get behind() {
    const shown = this.hls?.playingDate;
    if (!shown) return null;
    const seconds = (serverNow() - shown.getTime()) / 1000;
    // until the first segment's own times are known, hls.js may take a picture for one that is yet to come
    return seconds < -1 ? null : Math.max(0, seconds);
  }

  /** What is shown, as `?t=` takes it; undefined before the first picture. */
  get position() {
    return this.hls?.playingDate?.toISOString();
  }

  /** Goes so many seconds back from now, as far as there is something. */
  seek(secondsBehind) {
    const { behind } = this;
    const details = this.hls?.latestLevelDetails;
    if (behind === null || !details) return;
    const wanted = this.video.currentTime + behind - secondsBehind;
    this.video.currentTime = Math.min(Math.max(wanted, details.fragmentStart), details.edge - 1);
  }

  /** The player leaves this engine for what is live. */
  toLive() {}

  stop() {
    this.stopped = true;
    if (this.onEnded) this.video.removeEventListener("ended", this.onEnded);
    this.hls?.destroy();
    this.hls = undefined;
  }
}

/** The bar below the picture; hidden where the server keeps nothing. */
export class SeekBar {
  constructor(player) {
    this.player = player;
    const find = (selector) => player.root.querySelector(selector);
    this.line = find(".timeline");
    this.bar = find(".seek");
    this.words = find(".seek-words");
    this.live = find(".live-edge");
    this.bar.addEventListener("input", () => {
      this.dragging = true;
      this.say(-Number(this.bar.value));
    });
    this.bar.addEventListener("change", () => {
      this.dragging = false;
      player.goBack(-Number(this.bar.value));
    });
    this.live.addEventListener("click", () => player.goLive());
    setInterval(() => this.show(), 500);
    this.poll();
  }

  async poll() {
    if (!document.hidden && ["playing", "paused", "stalled"].includes(this.player.state)) {
      const found = await findTimeShift(this.player.stream, carrying);
      const seconds = Math.floor((found?.millis ?? 0) / 1000);
      this.line.hidden = seconds < LEAST_SECONDS;
      this.bar.min = String(-seconds);
    }
    setTimeout(() => this.poll(), POLL_MILLIS);
  }

  show() {
    const { player } = this;
    const shifted = player.from !== null;
    this.live.classList.toggle("far", shifted);
    this.live.disabled = !shifted;
    if (this.dragging || this.line.hidden) return;
    const behind = shifted ? (player.engine?.behind ?? null) : 0;
    if (behind === null) return;
    this.bar.value = String(-behind);
    this.say(behind);
  }

  say(behind) {
    const words = behind < LEAST_SECONDS / 2 ? "Live" : `−${elapsed(0, behind * 1000)}`;
    this.words.textContent = words;
    this.bar.setAttribute("aria-valuetext", behind < LEAST_SECONDS / 2 ? "Live" : `${elapsed(0, behind * 1000)} before now`);
  }
}
