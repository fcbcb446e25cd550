// The player: brings a stream to the screen and keeps it there, through stalls, lost connections and the publisher's
// pauses, until the page goes away. What it does stands in `data-state` of its element.

import { findStream, findTimeShift, serverNow } from "./api.js";
import { Controls } from "./controls.js";
import { engineFor } from "./engines.js";
import { carrying, enter, Gate } from "./gate.js";
import { AUTO, findQualities, isLower, SOURCE } from "./qualities.js";
import { remember, remembered } from "./remembered.js";
import { DvrEngine, SeekBar } from "./time-shift.js";

const OFFLINE_POLL_MILLIS = 3000;
const HIDDEN_POLL_MILLIS = 15000;
const STALL_NOTICE_MILLIS = 700;
const STALL_LOOK_MILLIS = 3000;
const STALL_RESTART_MILLIS = 9000;
/** A viewer who is back sooner finds the connection as it was; beyond it would only cost the network. */
const PAUSED_RELEASE_MILLIS = 30000;
const FIRST_PICTURE_MILLIS = 20000;
const STEADY_MILLIS = 10000;
/** Nearer to now than this is live. */
const LEAST_BACK_SECONDS = 5;
/** HLS begins some seconds after its stream; what has none by then has none at all. */
const HLS_BEGINS_MILLIS = 30000;
const HLS_POLL_MILLIS = 500;
const RETRY_MILLIS = [300, 1000, 2000, 4000, 8000];

const WORDS = {
  loading: ["Connecting…", ""],
  reconnecting: ["Reconnecting…", ""],
  stalled: ["", ""],
  interrupted: ["Hold on", "Nothing comes from the broadcaster. The picture goes on by itself when it is back."],
  offline: ["Offline", "This stream starts here by itself when it goes live."],
  ended: ["The broadcast has ended", "It starts here by itself when it goes live again."],
};

function hlsIsToBegin(stream) {
  return Boolean(stream) && !stream.hls && serverNow() - Date.parse(stream.since) < HLS_BEGINS_MILLIS;
}

export class Player extends EventTarget {
  /** @param root the element of player.html */
  constructor(root) {
    super();
    this.root = root;
    this.video = root.querySelector("video");
    this.stream = root.dataset.stream;
    this.stalls = 0;
    this.tries = 0;
    /** The viewer's wish; only the viewer changes it, and a browser that refuses to play by itself. */
    this.wantsToPlay = true;
    const asked = new URLSearchParams(location.search);
    this.mode = asked.get("mode") ?? remembered("mode") ?? "flv";
    this.quality = asked.get("quality") ?? remembered("quality") ?? AUTO;
    /** Where in the past to play, as `?t=` takes it; null for what is live. */
    this.from = asked.get("t");
    /** What there is to choose from, the source's first. */
    this.qualities = [];
    this.controls = new Controls(this);
    this.seekBar = new SeekBar(this);
    this.gate = new Gate(root.querySelector(".gate"), this.stream, () => this.connect());
    this.listen();
    this.connect();
  }

  get state() {
    return this.root.dataset.state;
  }

  /** Seconds between a picture reaching the server and being shown, or null. */
  get behind() {
    return this.engine && this.state === "playing" ? this.engine.behind : null;
  }

  listen() {
    const { video } = this;
    video.addEventListener("playing", () => this.onPlaying());
    video.addEventListener("timeupdate", () => this.onProgress());
    video.addEventListener("waiting", () => this.onWaiting());
    // Keys of the keyboard and of headphones, and the system, reach the <video> without asking the player.
    video.addEventListener("pause", () => {
      if (["playing", "stalled"].includes(this.state) && video.paused && !video.ended) this.pause();
    });
    video.addEventListener("play", () => !this.wantsToPlay && !video.paused && this.resume());
    window.addEventListener("online", () => this.state === "reconnecting" && this.connect());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || this.state !== "playing") return;
      if (this.behind > 6) this.engine.toLive(); // browsers let hidden pictures fall behind
    });
  }

  /** Looks whether the stream is live and plays it, or waits for it. */
  async connect() {
    const attempt = this.drop();
    if (!["offline", "reconnecting", "interrupted"].includes(this.state)) this.show("loading");
    let live;
    try {
      live = await findStream(this.stream);
    } catch {
      if (attempt === this.attempt) this.retry();
      return;
    }
    if (attempt !== this.attempt) return;
    this.info = live;
    this.dispatchEvent(new Event("info"));
    if (!live) {
      this.goOffline();
      return;
    }
    if (live.watchers !== "anyone" && !(await this.mayWatch(attempt))) return;
    if (this.from && !(await findTimeShift(this.stream, carrying))?.millis) this.from = null;
    if (attempt !== this.attempt) return;
    if (live.state === "interrupted" && !this.from) {
      this.show("interrupted");
      this.later(OFFLINE_POLL_MILLIS, () => this.connect());
      return;
    }
    if (this.state !== "reconnecting") this.show("loading");
    if (isLower(this.quality)) await this.lookForQualities();
    if (attempt !== this.attempt) return;
    if (!this.from && this.wantedMode === "hls" && hlsIsToBegin(live)) {
      this.later(HLS_POLL_MILLIS, () => this.connect());
      return;
    }
    const Engine = this.from && DvrEngine.supported ? DvrEngine : engineFor(this.wantedMode);
    if (!Engine) {
      this.fail("This browser cannot play live video", "Any current Chrome, Edge, Firefox or Safari can.");
      return;
    }
    this.root.dataset.engine = Engine.mode;
    this.engine = new Engine(this.video, this.stream, {
      failed: (kind, words) => attempt === this.attempt && this.onFailed(kind, words),
      ended: () => attempt === this.attempt && this.onEnded(),
    }, this.from ?? this.wantedQuality);
    this.later(FIRST_PICTURE_MILLIS, () => this.retry());
    try {
      await this.engine.start();
      if (attempt === this.attempt && this.wantsToPlay) await this.play();
    } catch (error) {
      if (attempt === this.attempt) this.onFailed("network", String(error.message ?? error));
    }
  }

  /** Whether the viewer is let in; if not, the gate asks for what is needed. */
  async mayWatch(attempt) {
    let lacking;
    try {
      lacking = await enter(this.stream);
    } catch {
      if (attempt === this.attempt) this.retry();
      return false;
    }
    if (attempt !== this.attempt) return false;
    if (!lacking) {
      this.dispatchEvent(new Event("entered"));
      return true;
    }
    if (this.state !== "locked") this.gate.ask(lacking);
    this.show("locked");
    this.later(OFFLINE_POLL_MILLIS, () => this.lookAgain()); // it may end, or be opened
    return false;
  }

  /** Goes on where a stream has ended or opened that asks for something; what the viewer types stays. */
  async lookAgain() {
    const { attempt } = this;
    const live = await findStream(this.stream).catch(() => this.info);
    if (attempt !== this.attempt) return;
    if (live && live.watchers !== "anyone" && !(await this.isLetIn())) this.later(OFFLINE_POLL_MILLIS, () => this.lookAgain());
    else if (attempt === this.attempt) this.connect();
  }

  /** Whether the class has let the viewer in meanwhile. */
  async isLetIn() {
    if (!this.gate.waitsForClass) return false;
    const lacking = await enter(this.stream).catch(() => ({}));
    if (lacking?.needs && lacking.needs !== this.gate.needs) this.gate.ask(lacking);
    return !lacking;
  }

  /** The class may have let the viewer in. */
  knock() {
    if (this.state === "locked") this.lookAgain();
  }

  /** The viewer's choice, or none where the stream does not have it. */
  get wantedQuality() {
    return isLower(this.quality) && !this.qualities.includes(this.quality) ? AUTO : this.quality;
  }

  /** Lower qualities come over HLS, whatever the latency wished for. */
  get wantedMode() {
    return isLower(this.wantedQuality) ? "hls" : this.mode;
  }

  async lookForQualities() {
    const { attempt } = this;
    while (hlsIsToBegin(this.info)) {
      await new Promise((done) => setTimeout(done, HLS_POLL_MILLIS));
      if (attempt !== this.attempt) return;
      this.info = await findStream(this.stream).catch(() => this.info);
      if (attempt !== this.attempt) return;
    }
    if (!this.info?.hls) return;
    const found = await findQualities(this.stream);
    if (found.join() === this.qualities.join()) return;
    this.qualities = found;
    this.dispatchEvent(new Event("qualities"));
  }

  /** Drops what was going on. @return a number that is this.attempt as long as nothing newer has begun */
  drop() {
    if (this.from) this.from = this.engine?.position ?? this.from;
    clearTimeout(this.timer);
    clearTimeout(this.stallTimer);
    this.engine?.stop();
    this.engine = undefined;
    return (this.attempt = (this.attempt ?? 0) + 1);
  }

  later(millis, action) {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, millis);
  }

  /** Plays with sound if the browser lets it, without if not, or else asks the viewer to press Play. */
  async play() {
    const { video } = this;
    const { muted } = video;
    try {
      await video.play();
    } catch (error) {
      if (error.name !== "NotAllowedError") return; // a newer load took over, or the stream failed and says so itself
      video.muted = true;
      this.controls.offerUnmute();
      try {
        await video.play();
      } catch (second) {
        if (second.name !== "NotAllowedError") return;
        video.muted = muted;
        this.pause();
        this.controls.offerPlay();
      }
    }
  }

  toggle() {
    if (this.state === "locked") return;
    if (this.state === "offline" || this.state === "error") {
      this.connect();
    } else if (this.wantsToPlay) {
      this.pause();
    } else {
      this.resume();
    }
  }

  pause() {
    this.wantsToPlay = false;
    clearTimeout(this.stallTimer);
    this.video.pause();
    this.show("paused");
    if (this.engine) {
      this.later(PAUSED_RELEASE_MILLIS, () => this.rest());
    } else {
      this.rest();
    }
  }

  /** Paused without a connection, until the viewer wants to go on. */
  rest() {
    this.drop();
    this.controls.offerPlay();
  }

  /** Goes on with the live picture, wherever the pause began. */
  resume() {
    this.wantsToPlay = true;
    if (!this.engine) {
      this.connect();
      return;
    }
    this.engine.toLive();
    this.awaitPicture();
    this.play();
  }

  /** Plays what was so many seconds ago. */
  goBack(seconds) {
    if (seconds < LEAST_BACK_SECONDS) {
      this.goLive();
    } else if (this.from && this.engine?.seek) {
      this.engine.seek(seconds);
    } else {
      // counted from now: what the server has to go back in ends some seconds ago
      this.from = new Date(serverNow() - seconds * 1000).toISOString();
      this.wantsToPlay = true;
      this.connect();
    }
  }

  /** Jumps to the live picture, from the past too. */
  goLive() {
    if (this.from) {
      this.drop();
      this.from = null;
      this.wantsToPlay = true;
      this.connect();
    } else {
      this.engine?.toLive();
    }
  }

  setMode(mode) {
    if (mode === this.mode && this.root.dataset.engine === mode) return;
    this.mode = mode;
    remember("mode", mode);
    if (mode === "flv" && isLower(this.quality)) this.rememberQuality(SOURCE);
    this.reconnect(mode);
  }

  /** @param quality AUTO, SOURCE or a label of `qualities` */
  setQuality(quality) {
    this.rememberQuality(quality);
    if (quality === AUTO && this.mode === "flv") {
      this.mode = "hls"; // there alone is something to choose
      remember("mode", this.mode);
    }
    if (this.engine?.setQuality) {
      this.engine.setQuality(quality); // without a break, so not back to HTTP-FLV for the source
    } else if (this.root.dataset.engine !== this.wantedMode) {
      this.reconnect(this.wantedMode);
    }
  }

  rememberQuality(quality) {
    this.quality = quality;
    remember("quality", quality);
  }

  /** Goes on in another way, or will when the viewer wants to. */
  reconnect(mode) {
    if (this.wantsToPlay) {
      this.connect();
    } else {
      this.root.dataset.engine = engineFor(mode)?.mode ?? mode;
      this.rest();
    }
  }

  onPlaying() {
    this.hasPlayed = true;
    if (!this.wantsToPlay) return; // paused while it began
    clearTimeout(this.timer);
    clearTimeout(this.stallTimer);
    if (this.tries > 0) this.later(STEADY_MILLIS, () => (this.tries = 0));
    this.root.querySelector(".audio-only").hidden = this.video.videoWidth > 0;
    this.show("playing");
    this.lookForQualities();
  }

  onProgress() {
    if (["stalled", "interrupted"].includes(this.state) && !this.video.paused && this.video.readyState > 2) {
      this.onPlaying();
    }
    if (this.state === "playing") this.root.querySelector(".audio-only").hidden = this.video.videoWidth > 0;
  }

  onWaiting() {
    if (this.state !== "playing" || this.video.seeking) return;
    this.stalls++;
    this.root.dataset.stalls = String(this.stalls);
    this.awaitPicture();
  }

  /** Says that nothing moves, and after a while looks why. */
  awaitPicture() {
    clearTimeout(this.stallTimer);
    this.stallTimer = setTimeout(() => this.show("stalled"), STALL_NOTICE_MILLIS);
    this.restartAt = performance.now() + STALL_RESTART_MILLIS;
    this.later(STALL_LOOK_MILLIS, () => this.duringStall());
  }

  /** Either the publisher is away, and the same connection goes on when it is back, or this connection is dead. */
  async duringStall() {
    const { attempt } = this;
    const live = await findStream(this.stream).catch(() => undefined);
    if (attempt !== this.attempt || !this.wantsToPlay || this.state === "playing") return;
    if (live?.state === "interrupted") {
      this.restartAt = performance.now() + STALL_RESTART_MILLIS;
      this.show("interrupted");
    } else if (live === null || performance.now() >= this.restartAt) {
      this.retry();
      return;
    } else {
      this.show("stalled");
    }
    this.later(STALL_LOOK_MILLIS, () => this.duringStall());
  }

  onFailed(kind, words) {
    if (!this.wantsToPlay) {
      this.rest();
    } else if (kind === "media" && this.tries > 2) {
      this.fail("This stream cannot be played here", words);
    } else {
      this.retry();
    }
  }

  onEnded() {
    if (this.wantsToPlay) {
      this.retry();
    } else {
      this.rest();
    }
  }

  retry() {
    this.drop();
    const wait = RETRY_MILLIS[Math.min(this.tries, RETRY_MILLIS.length - 1)];
    this.tries++;
    this.show("reconnecting", this.tries > 2 ? `Try ${this.tries}` : "");
    this.later(wait * (0.8 + 0.4 * Math.random()), () => this.connect());
  }

  goOffline() {
    this.tries = 0;
    this.video.removeAttribute("src");
    this.video.load();
    const [title, text] = this.hasPlayed ? WORDS.ended : WORDS.offline;
    this.show("offline", text, title);
    this.later(document.hidden ? HIDDEN_POLL_MILLIS : OFFLINE_POLL_MILLIS, () => this.connect());
  }

  fail(title, text) {
    this.drop();
    this.show("error", text, title);
  }

  show(state, text, title) {
    const before = this.state;
    this.root.dataset.state = state;
    if (state !== "locked") this.gate?.hide();
    const [defaultTitle, defaultText] = WORDS[state] ?? ["", ""];
    this.controls.notice(state, title ?? defaultTitle, text ?? defaultText);
    if (before !== state) this.dispatchEvent(new Event("state"));
  }
}
