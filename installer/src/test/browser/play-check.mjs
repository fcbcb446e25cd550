// Opens a watch page in Chromium, plays it for a while and prints what was seen as one JSON object.
//
//   node play-check.mjs --url http://127.0.0.1:8080/watch/demo [--mode flv|hls|flv,hls] [--seconds 60] [--settle 4] [--clock]
//                       [--screenshot out.png] [--audio-only] [--video-only] [--from-offline] [--over-http2]
//
// Several modes play beside each other, each in a window of its own. A machine that has no time for the player makes it stall
// as a bad stream does; so what it must do for --seconds on end without a stall it may show in any of STRETCHES such stretches,
// one after the other. How often players stall is for `./rostrum bench players`.
// --clock reads the clock strip of the machine-readable picture for the latency from glass to glass, and its colour bars.
// --from-offline prints "offline" once the page says so, then waits for the stream to begin by itself.
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

const STRETCHES = 6;

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
    for (let stretch = 1; stretch <= STRETCHES && (stretch === 1 || !isSteady(seen)); stretch++) {
      await page.evaluate((clock) => window.rostrumProbe.start({ clock }), wanted.clock);
      await page.waitForTimeout(wanted.seconds * 1000);
      Object.assign(seen, { joinMillis, stretch, ...(await page.evaluate(() => window.rostrumProbe.stop())) });
    }
    seen.protocols = await page.evaluate(() =>
      [...new Set(performance.getEntries().map((entry) => entry.nextHopProtocol).filter(Boolean))]);
    if (wanted.screenshot) await page.screenshot({ path: wanted.screenshot });
  } catch (error) {
    seen.failure = error.message.split("\n")[0];
  }
  seen.foreignRequests = [...foreign];
  return seen;
}

/** Whether what was played kept up with the clock, without a stall. */
function isSteady({ stalls, playedSeconds, wallSeconds }) {
  return stalls === 0 && Math.abs(playedSeconds - wallSeconds) < 0.5 + wallSeconds * 0.12;
}

function wrong(seen) {
  if (seen.failure) return [`did not play: ${seen.failure}; console: ${seen.errors.join("; ")}`];
  const found = [];
  const expect = (holds, words) => holds || found.push(words);
  expect(isSteady(seen), `${seen.stalls} stalls, played ${seen.playedSeconds} s in ${seen.wallSeconds} s, in stretch ${seen.stretch} too`);
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
