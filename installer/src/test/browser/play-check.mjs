// Opens a watch page in Chromium, plays it for a while and prints what was seen as one JSON object.
//
//   node play-check.mjs --url http://127.0.0.1:8080/watch/demo [--mode flv|hls|flv,hls] [--seconds 60] [--settle 4] [--clock]
//                       [--screenshot out.png] [--audio-only] [--video-only] [--from-offline] [--over-http2]
//
// Several modes play beside each other, each in a window of its own.
// --over-http2 takes any certificate, and expects that every request went over HTTP/2.
// Exit code 0: it played: time advanced, pictures changed, sound was decoded, nothing stalled, no error and no violation of
// the Content-Security-Policy; 1: it did not, and "problems" says how; 2: wrong usage.
import { readFileSync } from "node:fs";
import { launch, options } from "./browser.mjs";

let wanted;
try {
  wanted = options({
    url: "", mode: "", seconds: 60, settle: 4, clock: false, screenshot: "", "audio-only": false, "video-only": false,
    "from-offline": false, "over-http2": false,
  });
  new URL(wanted.url);
} catch (error) {
  console.error(`play-check: ${error.message}`);
  process.exit(2);
}

const browser = await launch();
let pages;
try {
  pages = await Promise.all(wanted.mode.split(",").map(play));
} finally {
  await browser.close();
}
const problems = pages.flatMap((seen) => wrong(seen).map((words) => `${seen.mode || "by itself"}: ${words}`));
console.log(JSON.stringify({ pages, problems }, null, 1));
process.exit(problems.length ? 1 : 0);

/** Plays the page in a window of its own. @return what was seen */
async function play(mode) {
  const url = new URL(wanted.url);
  if (mode) url.searchParams.set("mode", mode);
  const errors = [];
  const foreign = new Set();
  const seen = { url: url.href, mode, errors };
  try {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 }, ignoreHTTPSErrors: wanted["over-http2"] });
    page.on("console", (message) => message.type() === "error" && errors.push(`${message.text()} (${message.location().url})`));
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("request", (request) => {
      const { host, protocol } = new URL(request.url());
      if (host !== url.host && protocol.startsWith("http")) foreign.add(request.url());
    });
    await page.addInitScript({ content: readFileSync(new URL("./probe.js", import.meta.url), "utf8") });
    const began = Date.now();
    await page.goto(url.href, { waitUntil: "commit" });
    if (wanted["from-offline"]) {
      await page.waitForSelector('.player[data-state="offline"]', { timeout: 30_000 });
      console.log("offline");
    }
    await page.waitForFunction(() => {
      const video = document.querySelector("video");
      return video && video.readyState > 2 && !video.paused && video.currentTime > 0;
    }, null, { timeout: 60_000, polling: 50 });
    const joinMillis = Date.now() - began;
    await page.waitForTimeout(wanted.settle * 1000);
    await page.evaluate((clock) => window.rostrumProbe.start({ clock }), wanted.clock);
    await page.waitForTimeout(wanted.seconds * 1000);
    Object.assign(seen, { joinMillis, ...(await page.evaluate(() => window.rostrumProbe.stop())) });
    seen.protocols = await page.evaluate(() =>
      [...new Set(performance.getEntries().map((entry) => entry.nextHopProtocol).filter(Boolean))]);
    if (wanted.screenshot) await page.screenshot({ path: wanted.screenshot });
  } catch (error) {
    seen.failure = error.message.split("\n")[0];
  }
  seen.foreignRequests = [...foreign];
  return seen;
}

function wrong(seen) {
  if (seen.failure) return [`did not play: ${seen.failure}; console: ${seen.errors.join("; ")}`];
  const found = [];
  const expect = (holds, words) => holds || found.push(words);
  expect(seen.stalls === 0, `${seen.stalls} stalls`);
  expect(Math.abs(seen.playedSeconds - seen.wallSeconds) < 0.5 + seen.wallSeconds * 0.12, `played ${seen.playedSeconds} s in ${seen.wallSeconds} s`);
  if (!wanted["audio-only"]) expect(seen.differentPictures > wanted.seconds, `${seen.differentPictures} different pictures`);
  if (!wanted["video-only"]) {
    expect(seen.audioBytesDecoded > 0, "no sound was decoded");
    expect(seen.loudest > 0.01, `sound is no louder than ${seen.loudest}`);
  }
  if (wanted["over-http2"]) expect(seen.protocols.join() === "h2", `requests went over ${seen.protocols}`);
  if (seen.mode) expect(seen.engine === seen.mode, `plays by ${seen.engine}`);
  expect(seen.errors.length === 0, `console: ${seen.errors.join("; ")}`);
  expect(seen.violations.length === 0, `Content-Security-Policy: ${seen.violations.join("; ")}`);
  expect(seen.foreignRequests.length === 0, `requests to others: ${seen.foreignRequests.join(" ")}`);
  return found;
}
