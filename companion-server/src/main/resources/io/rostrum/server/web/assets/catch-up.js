// Keeps a live picture close to its newest end: a little faster while it lags a little, a jump when it lags a lot, and
// a little slower while too little waits in the buffer, which saves most stalls.

const FASTEST = 1.1;
const SLOWEST = 0.92;
const RATE_PER_SECOND_OFF = 0.4;
const CLOSE_ENOUGH_SECONDS = 0.06;
const JUMP_SECONDS = 4;
const LARGEST_TARGET_SECONDS = 3;

/** @param off seconds behind what is wanted; less than 0 where it is ahead of that */
export function rateFor(off) {
  if (Math.abs(off) < CLOSE_ENOUGH_SECONDS) return 1;
  return Math.min(FASTEST, Math.max(SLOWEST, 1 + off * RATE_PER_SECOND_OFF));
}

export class CatchUp {
  /** @param targetSeconds what should wait in the buffer on a good network */
  constructor(video, targetSeconds) {
    this.video = video;
    this.base = targetSeconds;
    this.target = targetSeconds;
    this.calmSince = performance.now();
    this.joined = false;
    this.onWaiting = () => this.stalled();
    video.addEventListener("waiting", this.onWaiting);
    this.timer = setInterval(() => this.tick(), 200);
  }

  /** Seconds of media that wait in the buffer, or null where nothing does. */
  get ahead() {
    const { buffered, currentTime } = this.video;
    return buffered.length ? Math.max(0, buffered.end(buffered.length - 1) - currentTime) : null;
  }

  /** A stall shows that the network needs more in the buffer; each calm half minute takes some of it back. */
  stalled() {
    if (!this.joined || this.video.seeking) return;
    this.target = Math.min(LARGEST_TARGET_SECONDS, this.target + 0.4);
    this.calmSince = performance.now();
  }

  tick() {
    const { video, ahead } = this;
    if (ahead === null) return;
    this.closeHole();
    if (video.paused) return;
    if (performance.now() - this.calmSince > 30_000) {
      this.target = Math.max(this.base, this.target - 0.2);
      this.calmSince = performance.now();
    }
    if (!this.joined ? ahead > this.target + 0.3 : ahead > this.target + JUMP_SECONDS) {
      this.toLive();
    } else {
      video.playbackRate = rateFor(ahead - this.target);
    }
    if (ahead > 0 && video.readyState >= 3) this.joined = true;
  }

  /** Steps over a stretch that was never sent, which a player would wait at for ever. */
  closeHole() {
    const { video } = this;
    const { buffered, currentTime } = video;
    if (video.readyState > 2 || video.seeking) return;
    for (let i = 0; i < buffered.length; i++) {
      const start = buffered.start(i);
      if (start > currentTime && buffered.end(i) - start > 0.2) {
        video.currentTime = start + 0.01;
        return;
      }
    }
  }

  toLive() {
    const { buffered } = this.video;
    if (!buffered.length) return;
    const end = buffered.end(buffered.length - 1);
    this.video.currentTime = Math.max(buffered.start(buffered.length - 1), end - this.target);
    this.video.playbackRate = 1;
  }

  stop() {
    clearInterval(this.timer);
    this.video.removeEventListener("waiting", this.onWaiting);
    this.video.playbackRate = 1;
  }
}
