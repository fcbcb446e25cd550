// Plays a watch page in Chromium, changes the quality with the keyboard, and prints what was seen as one JSON object.
//
//   node quality-check.mjs --url http://127.0.0.1:8080/watch/demo [--seconds 6] [--screenshot menu.png]
//
// The stream must be live with at least two lower qualities. It begins over HTTP-FLV, goes to the lowest quality, up and down
// through all of them, and to the player's own choice. Exit code 0: each came, nothing stalled, the choice was remembered and
// no error was said; 1: not so, and "problems" says how; 2: wrong usage.
import { readFileSync } from "node:fs";
import { launch, options } from "./browser.mjs";

const CHANGE_MILLIS = 30_000;

let wanted;
try {
  wanted = options({ url: "", seconds: 6, screenshot: "" });
  new URL(wanted.url);
} catch (error) {
  console.error(`quality-check: ${error.message}`);
  process.exit(2);
}

const problems = [];
const expect = (holds, words) => holds || problems.push(words);
const changes = [];
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1360, height: 840 } });
  page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.addInitScript({ content: readFileSync(new URL("./probe.js", import.meta.url), "utf8") });
  await page.goto(wanted.url);
  await playing(page, "flv");
  await page.waitForSelector(".quality-items button", { state: "attached", timeout: CHANGE_MILLIS });

  const labels = await open(page);
  expect(labels.length >= 4 && labels[0] === "auto", `the menu offers ${labels}`);
  expect((await checked(page)) === "source", `over HTTP-FLV ${await checked(page)} is checked`);
  if (wanted.screenshot) await page.screenshot({ path: wanted.screenshot });
  const lines = await page.locator(".quality-items button").allInnerTexts();
  const source = parseInt(lines[1], 10);
  const [highest, lowest] = [labels[2], labels.at(-1)];

  await choose(page, lowest);
  await playing(page, "hls");
  await shows(page, parseInt(lowest, 10));
  await page.waitForTimeout(wanted.seconds * 1000);
  await page.evaluate(() => window.rostrumProbe.start({}));
  for (const [label, height] of [["source", source], [highest, parseInt(highest, 10)], [lowest, parseInt(lowest, 10)]]) {
    await open(page);
    await choose(page, label);
    const began = Date.now();
    await shows(page, height);
    changes.push({ to: label, seenAfterMillis: Date.now() - began });
  }
  await open(page);
  expect((await checked(page)) === lowest, `${await checked(page)} is checked after choosing ${lowest}`);
  await choose(page, "auto");
  await shows(page, source);
  const seen = await page.evaluate(() => window.rostrumProbe.stop());
  expect(seen.stalls === 0, `${seen.stalls} stalls`);
  expect(seen.violations.length === 0, `Content-Security-Policy: ${seen.violations.join("; ")}`);
  changes.push({ longestFreezeMillis: seen.longestFreezeMillis, playedSeconds: seen.playedSeconds, wallSeconds: seen.wallSeconds });

  await open(page);
  await choose(page, highest);
  await page.reload();
  await playing(page, "hls");
  await shows(page, parseInt(highest, 10));
  await open(page);
  expect((await checked(page)) === highest, "the choice is forgotten");
  await page.locator('[data-mode="flv"]').press("Enter");
  await playing(page, "flv");
  await open(page);
  expect((await checked(page)) === "source", "low latency does not go back to the source");
} catch (error) {
  problems.push(error.message.split("\n")[0]);
} finally {
  await browser.close();
}
console.log(JSON.stringify({ changes, problems }, null, 1));
process.exit(problems.length ? 1 : 0);

async function playing(page, engine) {
  await page.waitForSelector(`.player[data-engine="${engine}"][data-state="playing"]`, { timeout: 60_000 });
}

async function shows(page, lines) {
  await page.waitForFunction(
    (wantedLines) => {
      const { videoWidth, videoHeight } = document.querySelector("video");
      return Math.min(videoWidth, videoHeight) === wantedLines;
    },
    lines,
    { timeout: CHANGE_MILLIS, polling: 50 },
  );
}

/** Opens the menu with the keyboard. @return the qualities it offers */
async function open(page) {
  await page.locator(".settings").focus();
  await page.keyboard.press("Enter");
  return page.locator(".quality-items button").evaluateAll((items) => items.map((item) => item.dataset.quality));
}

function checked(page) {
  return page.evaluate(() => document.querySelector('.quality-items [aria-checked="true"]')?.dataset.quality);
}

/** Goes down the open menu to a quality and takes it. */
async function choose(page, quality) {
  for (let steps = 0; steps < 20; steps++) {
    if ((await page.evaluate(() => document.activeElement.dataset.quality)) === quality) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the keyboard does not reach ${quality}`);
}
