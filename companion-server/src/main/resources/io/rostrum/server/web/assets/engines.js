// Three ways to bring a stream into a <video>. Each has start(), stop(), toLive(), `behind` (seconds, or null), `label`,
// setQuality() and `level` (what is shown, or undefined) where it can choose, and reports through the `report` it is given: failed(kind, words) with kind "network" or "media", and ended().

import { base, serverNow } from "./api.js";
import { CatchUp, rateFor } from "./catch-up.js";
import { carrying } from "./gate.js";
import { AUTO, labelOf, SOURCE } from "./qualities.js";

const CODECS = 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"';

function mediaSource() {
  return window.ManagedMediaSource || window.MediaSource;
}

function canAppend() {
  const source = mediaSource();
  return Boolean(source && source.isTypeSupported(CODECS));
}

let mpegtsLoading;

/** mpegts.js comes as a classic script that leaves one global name. */
function loadMpegts() {
  mpegtsLoading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}assets/mpegts/mpegts.js`;
    script.onload = () => resolve(window.mpegts);
    script.onerror = () => {
      mpegtsLoading = undefined;
      script.remove();
      reject(new Error("mpegts.js did not load"));
    };
    document.head.append(script);
  });
  return mpegtsLoading;
}

/** HTTP-FLV through Media Source Extensions: about a second behind. */
export class FlvEngine {
  static mode = "flv";
  label = "HTTP-FLV, low latency";

  static get supported() {
    return Boolean(window.MediaSource) && canAppend();
  }

  constructor(video, stream, report) {
    Object.assign(this, { video, stream, report });
  }

  async start() {
    const mpegts = await loadMpegts();
    if (this.stopped) return;
    mpegts.LoggingControl.enableAll = false;
    const path = carrying(`${base}live/${encodeURIComponent(this.stream)}.flv`, this.stream);
    const url = new URL(path, location.href).href;
    this.player = mpegts.createPlayer(
      { type: "flv", isLive: true, url },
      {
        enableWorker: false,
        enableStashBuffer: false,
        lazyLoad: false,
        liveBufferLatencyChasing: false,
        liveSync: false,
        autoCleanupSourceBuffer: true,
        autoCleanupMaxBackwardDuration: 30,
        autoCleanupMinBackwardDuration: 15,
      },
    );
    this.player.on(mpegts.Events.ERROR, (type) => this.failed(mpegts, type));
    this.player.on(mpegts.Events.LOADING_COMPLETE, () => this.report.ended());
    this.player.attachMediaElement(this.video);
    this.player.load();
    this.catchUp = new CatchUp(this.video, 0.45);
  }

  failed(mpegts, type) {
    if (type === mpegts.ErrorTypes.NETWORK_ERROR) {
      this.report.failed("network", "The connection to the server broke.");
    } else {
      this.report.failed("media", "This browser could not decode the stream.");
    }
  }

  /** What waits in the buffer is what the picture is behind: the newest of it has just left the server. */
  get behind() {
    return this.catchUp ? this.catchUp.ahead : null;
  }

  toLive() {
    this.catchUp?.toLive();
  }

  stop() {
    this.stopped = true;
    this.catchUp?.stop();
    this.player?.destroy();
    this.player = undefined;
  }
}

/** HLS through hls.js: as far behind as the playlist asks for, which is less than a second where it lists parts. */
export class HlsEngine {
  static mode = "hls";
  label = "HLS";

  static get supported() {
    return canAppend();
  }

  constructor(video, stream, report, quality) {
    Object.assign(this, { video, stream, report, quality });
  }

  async start() {
    const { default: Hls } = await import("./hls/hls.min.mjs");
    if (this.stopped) return;
    this.hls = new Hls({
      abrEwmaDefaultEstimate: HOPEFUL_BITS_PER_SECOND,
      testBandwidth: false,
      enableWorker: false, // fragmented MP4 goes to the browser as it is; the worker is 40 kB that nothing is gained by
      lowLatencyMode: true,
      cmcd: { useHeaders: true }, // tells the server how this player fares; in fields, so that caches need not mind
      maxLiveSyncPlaybackRate: 1, // hls.js catches up only while a second waits in the buffer; steer() does without
      liveSyncOnStallIncrease: 0.3,
      backBufferLength: 30,
      manifestLoadPolicy: patient(4),
      playlistLoadPolicy: patient(6),
    });
    this.mediaErrors = 0;
    this.hls.on(Hls.Events.MANIFEST_PARSED, () => {
      this.hls.startLevel = this.indexOf(this.quality);
      this.setQuality(this.quality);
    });
    this.steering = setInterval(() => this.steer(), 300);
    this.hls.on(Hls.Events.ERROR, (_, error) => this.failed(Hls, error));
    this.video.addEventListener("ended", (this.onEnded = () => this.report.ended()));
    this.hls.loadSource(carrying(`${base}live/${encodeURIComponent(this.stream)}/index.m3u8`, this.stream));
    this.hls.attachMedia(this.video);
  }

  /** Changes from the next segment that is loaded; what waits in the buffer is still shown, so that nothing stalls. */
  setQuality(quality) {
    this.quality = quality;
    if (this.hls) this.hls.loadLevel = this.indexOf(quality);
  }

  /** Place in hls.js' list, which goes by bit rate; -1 leaves the choice to it. */
  indexOf(quality) {
    const { levels } = this.hls;
    if (quality === AUTO || levels.length < 2) return -1;
    const lines = ({ width, height }) => Math.min(width, height);
    if (quality === SOURCE) return levels.reduce((best, level, i) => (lines(level) > lines(levels[best]) ? i : best), 0);
    return levels.findIndex((level) => labelOf(level) === quality);
  }

  get level() {
    const level = this.hls?.levels?.[this.hls.currentLevel];
    return level?.height ? labelOf(level) : undefined;
  }

  /**
   * Keeps the picture as far behind as the playlist asks for. What it lost while the stream was opened is jumped over as
   * long as the viewer has hardly begun; later it is made up for by playing a little faster.
   */
  steer() {
    const { video, hls } = this;
    const { targetLatency, liveSyncPosition: edge } = hls;
    if (!hls.latestLevelDetails?.live || !targetLatency || !edge) return;
    if (video.paused || video.seeking || video.readyState < 3) return;
    const off = hls.latency - targetLatency;
    this.firstSteered ??= performance.now();
    const beginning = performance.now() - this.firstSteered < JUMPS_AT_FIRST_MILLIS;
    if (off > (beginning ? JUMP_AT_FIRST_SECONDS : JUMP_SECONDS) && this.isBuffered(edge)) {
      video.currentTime = edge;
      video.playbackRate = 1;
    } else {
      video.playbackRate = rateFor(off);
    }
  }

  /** Whether playback can go on from there. */
  isBuffered(time) {
    const { buffered } = this.video;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= time && time + LEAST_BUFFERED_SECONDS < buffered.end(i)) return true;
    }
    return false;
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

  /** By the wall time that the playlist gives the picture shown. */
  get behind() {
    const shown = this.hls?.playingDate;
    return shown ? Math.max(0, (serverNow() - shown.getTime()) / 1000) : null;
  }

  toLive() {
    const edge = this.hls?.liveSyncPosition;
    if (edge) this.video.currentTime = edge;
  }

  stop() {
    this.stopped = true;
    clearInterval(this.steering);
    if (this.onEnded) this.video.removeEventListener("ended", this.onEnded);
    this.hls?.destroy();
    this.hls = undefined;
    this.video.playbackRate = 1;
  }
}

const JUMPS_AT_FIRST_MILLIS = 2000;
const JUMP_AT_FIRST_SECONDS = 0.2;
const JUMP_SECONDS = 4;
const LEAST_BUFFERED_SECONDS = 0.3;
/** What a network is taken to carry before it has been measured: a viewer begins with the best picture. */
const HOPEFUL_BITS_PER_SECOND = 8e6;

function patient(retries) {
  const retry = { maxNumRetry: retries, retryDelayMs: 500, maxRetryDelayMs: 2000 };
  return {
    default: { maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 15000, timeoutRetry: retry, errorRetry: retry },
  };
}

/** HLS as the system plays it: iPhones. */
export class NativeEngine {
  static mode = "hls";
  label = "HLS of this system";

  static get supported() {
    return Boolean(document.createElement("video").canPlayType("application/vnd.apple.mpegurl"));
  }

  constructor(video, stream, report) {
    Object.assign(this, { video, stream, report });
  }

  async start() {
    this.video.addEventListener("ended", (this.onEnded = () => this.report.ended()));
    this.video.addEventListener(
      "error",
      (this.onError = () => this.report.failed("network", "The stream could not be loaded.")),
    );
    this.video.src = carrying(`${base}live/${encodeURIComponent(this.stream)}/index.m3u8`, this.stream);
  }

  get behind() {
    const start = this.video.getStartDate?.().getTime();
    return Number.isFinite(start) ? Math.max(0, (serverNow() - start) / 1000 - this.video.currentTime) : null;
  }

  toLive() {
    const { seekable } = this.video;
    if (seekable.length) this.video.currentTime = seekable.end(seekable.length - 1);
  }

  stop() {
    this.video.removeEventListener("ended", this.onEnded);
    this.video.removeEventListener("error", this.onError);
    this.video.removeAttribute("src");
    this.video.load();
  }
}

/** The engine for a wish ("flv" or "hls"), or the nearest that this browser can; undefined where it can none. */
export function engineFor(mode) {
  const wanted = [FlvEngine, HlsEngine, NativeEngine].filter((engine) => engine.supported);
  return wanted.find((engine) => engine.mode === mode) ?? wanted[0];
}

export function supportsMode(mode) {
  return [FlvEngine, HlsEngine, NativeEngine].some((engine) => engine.mode === mode && engine.supported);
}
