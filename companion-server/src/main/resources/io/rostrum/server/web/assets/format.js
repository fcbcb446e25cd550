// Numbers and times as people read them.

/** "1.2 s" below ten seconds, "42 s" above, "3 min" above ninety. */
export function seconds(value) {
  if (value < 10) return `${value.toFixed(1)} s`;
  if (value < 90) return `${Math.round(value)} s`;
  return `${Math.round(value / 60)} min`;
}

/** "00:41:07" since `start`, both in milliseconds. */
export function elapsed(start, now) {
  const total = Math.max(0, Math.floor((now - start) / 1000));
  const two = (n) => String(n).padStart(2, "0");
  return `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}

export function bitRate(bitsPerSecond) {
  return bitsPerSecond >= 1e6 ? `${(bitsPerSecond / 1e6).toFixed(1)} Mb/s` : `${Math.round(bitsPerSecond / 1e3)} kb/s`;
}

export function count(n, one, many) {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

export function picture(video) {
  return video ? `${video.width} × ${video.height}, ${codec(video.codec)}` : "none";
}

export function sound(audio) {
  if (!audio) return "none";
  const channels = audio.channels === 1 ? "mono" : audio.channels === 2 ? "stereo" : `${audio.channels} channels`;
  return `${codec(audio.codec)}, ${(audio.sampleRate / 1000).toLocaleString("en")} kHz ${channels}`;
}

/** "H.264 (avc1.64001f)". */
export function codec(name) {
  if (name.startsWith("avc1")) return `H.264 (${name})`;
  if (name.startsWith("mp4a.40")) return `AAC (${name})`;
  return name;
}
