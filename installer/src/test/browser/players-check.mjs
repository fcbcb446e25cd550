// Plays a live stream in players of others, each in a window of its own of one Chromium, from a page of another origin, and
// prints what was seen as one JSON object.
//
//   node players-check.mjs --base http://127.0.0.1:8080 --stream demo [--seconds 6] [--settle 4] [--only shaka-dash,videojs-hls]
//
// Exit code 0: all of them played: time advanced, pictures came in order and changed, sound was decoded;
// 1: "problems" says which did not and how; 2: wrong usage.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { launch, options } from "./browser.mjs";

const SCRIPTS = {
  shaka: "shaka-player/dist/shaka-player.compiled.js",
  dashjs: "dashjs/dist/modern/umd/dash.all.min.js",
  videojs: "video.js/dist/video.min.js",
};
const WAYS = { hls: "index.m3u8", dash: "manifest.mpd" };
const ALL = ["shaka-hls", "shaka-dash", "dashjs-dash", "videojs-hls", "videojs-dash"];

let wanted;
try {
  wanted = options({ base: "", stream: "", seconds: 6, settle: 4, only: ALL.join() });
  new URL(wanted.base);
} catch (error) {
  console.error(`players-check: ${error.message}`);
  process.exit(2);
}

const server = createServer(answer);
await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
const browser = await launch();
let seen;
try {
  seen = await Promise.all(wanted.only.split(",").map(play));
} finally {
  await browser.close();
  server.close();
}
const problems = seen.flatMap((one) => wrong(one).map((words) => `${one.player}: ${words}`));
console.log(JSON.stringify({ seen, problems }, null, 1));
process.exit(problems.length ? 1 : 0);

/** The page of a player, and the player. */
function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const player = pathname.split("/")[1].replace(/\.js$/, "");
  if (!SCRIPTS[player]) {
    response.writeHead(404).end();
  } else if (pathname.endsWith(".js")) {
    response.writeHead(200, { "Content-Type": "text/javascript" });
    response.end(readFileSync(new URL(`./node_modules/${SCRIPTS[player]}`, import.meta.url)));
  } else {
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end(`<!doctype html><link rel="icon" href="data:,"><video muted playsinline width="640"></video>
      <script src="/${player}.js"></script>`);
  }
}

/** Plays by one player in one way. @return what was seen */
async function play(name) {
  const [player, way] = name.split("-");
  const errors = [];
  const one = { player: name, errors };
  try {
    const page = await browser.newPage({ viewport: { width: 700, height: 500 } });
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.exposeFunction("playerError", (words) => errors.push(words));
    await page.goto(`http://127.0.0.1:${server.address().port}/${player}`);
    await page.addScriptTag({ path: new URL("./probe.js", import.meta.url).pathname });
    await page.evaluate(start, { player, url: `${wanted.base}/live/${wanted.stream}/${WAYS[way]}` });
    const began = Date.now();
    await page.waitForFunction(() => {
      const video = document.querySelector("video");
      return video.readyState > 2 && !video.paused && video.currentTime > 0;
    }, null, { timeout: 40_000, polling: 50 });
    one.joinMillis = Date.now() - began;
    await page.waitForTimeout(wanted.settle * 1000);
    await page.evaluate(() => window.rostrumProbe.start({ clock: false }));
    await page.waitForTimeout(wanted.seconds * 1000);
    Object.assign(one, await page.evaluate(() => window.rostrumProbe.stop()));
  } catch (error) {
    one.failure = error.message.split("\n")[0];
  }
  return one;
}

/** Runs in the page. */
async function start({ player, url }) {
  const video = document.querySelector("video");
  const failed = (error) => window.playerError(String(error?.message ?? JSON.stringify(error)));
  if (player === "shaka") {
    window.shaka.polyfill.installAll();
    const shaka = new window.shaka.Player();
    shaka.addEventListener("error", (event) => failed(`Shaka error ${event.detail.code} ${event.detail.data}`));
    await shaka.attach(video);
    await shaka.load(url);
    await video.play();
  } else if (player === "dashjs") {
    const dash = window.dashjs.MediaPlayer().create();
    dash.on("error", (event) => failed(event.error));
    dash.initialize(video, url, true);
  } else {
    const type = url.endsWith(".mpd") ? "application/dash+xml" : "application/x-mpegURL";
    const html5 = { vhs: { overrideNative: true }, nativeAudioTracks: false, nativeVideoTracks: false };
    const made = window.videojs(video, { autoplay: "muted", html5 });
    made.on("error", () => failed(made.error()));
    made.src({ src: url, type });
  }
}

function wrong(one) {
  if (one.failure) return [`did not play: ${one.failure}; errors: ${one.errors.join("; ")}`];
  const found = [];
  const expect = (holds, words) => holds || found.push(words);
  expect(one.playedSeconds > 0.7 * one.wallSeconds, `played ${one.playedSeconds} s in ${one.wallSeconds} s`);
  expect(one.differentPictures > wanted.seconds, `${one.differentPictures} different pictures`);
  expect(one.backwards === 0, `${one.backwards} pictures came after later ones`);
  expect(one.audioBytesDecoded > 0, "no sound was decoded");
  expect(one.errors.length === 0, `errors: ${one.errors.join("; ")}`);
  return found;
}
