// Runs inside the page under test: watches the <video> without touching it. Start with rostrumProbe.start(options).

(() => {
  const GRID = { columns: 32, rows: 16, first: 2, cells: 28, bits: 20 };
  const CELL = 8;
  const violations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
  });

  function canvas(width, height) {
    const made = document.createElement("canvas");
    made.width = width;
    made.height = height;
    return made.getContext("2d", { willReadFrequently: true });
  }

  const stripCanvas = canvas(GRID.cells * CELL, CELL);
  const smallCanvas = canvas(64, 36);

  /** The number in the code strip of a grid row, or null where it cannot be read. */
  function readStrip(video, row) {
    const { videoWidth: width, videoHeight: height } = video;
    stripCanvas.drawImage(
      video,
      (GRID.first * width) / GRID.columns, (row * height) / GRID.rows,
      (GRID.cells * width) / GRID.columns, height / GRID.rows,
      0, 0, GRID.cells * CELL, CELL,
    );
    const { data } = stripCanvas.getImageData(0, 0, GRID.cells * CELL, CELL);
    const levels = [];
    for (let cell = 0; cell < GRID.cells; cell++) {
      let sum = 0;
      for (let y = CELL / 4; y < (CELL * 3) / 4; y++) {
        for (let x = CELL / 4; x < (CELL * 3) / 4; x++) sum += data[(y * GRID.cells * CELL + cell * CELL + x) * 4 + 1];
      }
      levels.push(sum / ((CELL * CELL) / 4));
    }
    const threshold = (levels[0] + levels[1]) / 2;
    if (levels[0] - levels[1] < 60 || levels[26] > threshold || levels[27] < threshold) return null;
    let value = 0;
    for (let bit = 0; bit < GRID.bits; bit++) value = value * 2 + (levels[2 + bit] > threshold ? 1 : 0);
    let check = 0;
    for (let bit = 0; bit < 4; bit++) check = check * 2 + (levels[22 + bit] > threshold ? 1 : 0);
    let expected = 0xa;
    for (let nibble = 0; nibble < 5; nibble++) expected ^= (value >> (nibble * 4)) & 0xf;
    return check === expected ? value : null;
  }

  /** Mean colour of the middle of each of the seven bars, as the canvas gives it. */
  function readBars(video) {
    const { videoWidth: width, videoHeight: height } = video;
    const bar = (4 * width) / GRID.columns;
    const wide = Math.floor(bar / 2);
    const high = Math.floor((3 * height) / GRID.rows);
    const context = canvas(wide, high);
    return Array.from({ length: 7 }, (_, i) => {
      const x = (GRID.first * width) / GRID.columns + i * bar + bar / 4;
      context.drawImage(video, x, (6.5 * height) / GRID.rows, wide, high, 0, 0, wide, high);
      const { data } = context.getImageData(0, 0, wide, high);
      const sum = [0, 0, 0];
      for (let p = 0; p < data.length; p += 4) for (let c = 0; c < 3; c++) sum[c] += data[p + c];
      return sum.map((s) => Math.round((s / (data.length / 4)) * 10) / 10);
    });
  }

  function fingerprint(video) {
    smallCanvas.drawImage(video, 0, 0, 64, 36);
    const { data } = smallCanvas.getImageData(0, 0, 64, 36);
    let hash = 0;
    for (let i = 0; i < data.length; i += 4) hash = (hash * 31 + data[i] + data[i + 1] * 3 + data[i + 2] * 7) | 0;
    return hash;
  }

  function percentile(sorted, share) {
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }

  class Probe {
    /** Begins to note, or begins anew. */
    start({ clock }) {
      if (!this.video) this.attach();
      this.listen();
      clearInterval(this.timer);
      this.began = performance.now();
      Object.assign(this, {
        clock, latencies: [], behinds: [], unreadable: 0, pictures: new Set(), samples: 0, loudest: 0, stalls: 0, frozen: 0,
        backwards: 0,
      });
      this.startTime = this.video.currentTime;
      this.startAudio = this.video.webkitAudioDecodedByteCount ?? 0;
      const quality = this.video.getVideoPlaybackQuality();
      this.startFrames = quality.totalVideoFrames;
      this.startDropped = quality.droppedVideoFrames;
      this.timer = setInterval(() => this.sample(), 100);
    }

    attach() {
      this.video = document.querySelector("video");
      this.video.addEventListener("waiting", () => this.video.seeking || this.stalls++);
      this.watchFrames();
    }

    /** Sound as it leaves the element, beside what is played. */
    listen() {
      this.context?.close();
      const stream = this.video.captureStream?.(); // anew: a player that began anew has other tracks
      this.context = undefined;
      this.analyser = undefined;
      if (!stream?.getAudioTracks().length) return;
      this.context = new AudioContext();
      this.analyser = this.context.createAnalyser();
      this.context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(this.analyser);
      this.wave = new Float32Array(this.analyser.fftSize);
    }

    watchFrames() {
      let last = performance.now();
      let shown = 0;
      const next = (now, { mediaTime }) => {
        this.frozen = Math.max(this.frozen, now - last);
        this.backwards += mediaTime < shown ? 1 : 0;
        last = now;
        shown = mediaTime;
        this.video.requestVideoFrameCallback(next);
      };
      this.video.requestVideoFrameCallback((now) => {
        last = now;
        this.video.requestVideoFrameCallback(next);
      });
    }

    sample() {
      const { video } = this;
      const behind = Number(document.querySelector(".player")?.dataset.behind);
      if (behind) this.behinds.push(behind);
      this.sampleSound();
      if (!video.videoWidth) return;
      this.samples++;
      if (this.clock) {
        const now = Date.now();
        const shown = readStrip(video, 14);
        if (shown === null) this.unreadable++;
        else this.latencies.push((now - shown) & 0xfffff);
      }
      if (this.samples % 5 === 0) this.pictures.add(fingerprint(video));
    }

    sampleSound() {
      if (!this.analyser) return;
      this.analyser.getFloatTimeDomainData(this.wave);
      for (const level of this.wave) this.loudest = Math.max(this.loudest, Math.abs(level));
    }

    stop() {
      clearInterval(this.timer);
      const { video } = this;
      const quality = video.getVideoPlaybackQuality();
      const sorted = this.latencies.toSorted((a, b) => a - b);
      const behinds = this.behinds.toSorted((a, b) => a - b);
      return {
        wallSeconds: (performance.now() - this.began) / 1000,
        playedSeconds: video.currentTime - this.startTime,
        width: video.videoWidth,
        height: video.videoHeight,
        differentPictures: this.pictures.size,
        frames: quality.totalVideoFrames - this.startFrames,
        droppedFrames: quality.droppedVideoFrames - this.startDropped,
        longestFreezeMillis: Math.round(this.frozen),
        stalls: this.stalls,
        backwards: this.backwards,
        audioBytesDecoded: (video.webkitAudioDecodedByteCount ?? 0) - this.startAudio,
        loudest: Math.round(this.loudest * 1000) / 1000,
        engine: document.querySelector(".player")?.dataset.engine,
        state: document.querySelector(".player")?.dataset.state,
        shownBehindSeconds: behinds.length ? percentile(behinds, 0.5) : null,
        latencyMillis: sorted.length
          ? { samples: sorted.length, unreadable: this.unreadable, p5: percentile(sorted, 0.05),
              p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), max: sorted.at(-1) }
          : null,
        bars: this.clock && video.videoWidth ? readBars(video) : null,
        violations,
      };
    }
  }

  window.rostrumProbe = new Probe();
})();
