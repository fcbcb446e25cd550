// Walks through the pages of a server as a viewer with a keyboard would, and prints what is wrong with them as JSON.
//
//   node page-check.mjs --base http://127.0.0.1:8080/ --stream demo [--shots FOLDER]
//
// `stream` must be live. Exit code 0: nothing is wrong; 1: "problems" says what is; 2: wrong usage.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { launch, options } from "./browser.mjs";

/** For whatever is to come: no check is about how soon. */
const PATIENCE_MILLIS = 40_000;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let wanted;
try {
  wanted = options({ base: "", stream: "", shots: "" });
  new URL(wanted.base);
} catch (error) {
  console.error(`page-check: ${error.message}`);
  process.exit(2);
}

const problems = [];
const expect = (holds, words) => holds || problems.push(words);
const browser = await launch();

async function open(path, { errors = true } = {}) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 840 }, colorScheme: "dark" });
  if (errors) {
    page.on("console", (message) => message.type() === "error" && problems.push(`${path}: console: ${message.text()}`));
  }
  page.on("pageerror", (error) => problems.push(`${path}: ${error}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== new URL(wanted.base).host) problems.push(`${path}: asks ${url}`);
  });
  await page.goto(new URL(path, wanted.base).href);
  return page;
}

async function shot(page, name) {
  if (wanted.shots) await page.screenshot({ path: `${wanted.shots}/${name}.png` });
}

/** Rules of WCAG 2 A and AA that a program can check, contrast among them; and nothing wider than the window. */
async function judge(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], iframes: false }),
  );
  for (const violation of found.violations) {
    problems.push(`${name}: ${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over <= 0, `${name}: ${over} px wider than the window`);
  await shot(page, name);
}

async function playing(page) {
  await state(page, "playing");
}

async function state(page, wantedState) {
  await page.waitForSelector(`.player[data-state="${wantedState}"]`, { timeout: PATIENCE_MILLIS });
}

async function stateOf(page) {
  return page.locator(".player").getAttribute("data-state");
}

async function looks() {
  const views = [
    ["directory", "/", async (page) => {
      const facts = await page.locator(".card .facts").first().innerText();
      expect(/viewer/.test(facts) && /live for \d/.test(facts), `the directory does not say what its numbers are: ${facts}`);
    }],
    ["watch", `/watch/${wanted.stream}`, playing],
    ["offline", "/watch/Introduction-to-Distributed-Systems-Week-12-Evening_Class.2", async (page) => page.waitForSelector('[data-state="offline"]')],
    ["embed", `/embed/${wanted.stream}`, playing],
    ["error", "/nothing/here", async () => {}],
  ];
  for (const [name, path, ready] of views) {
    const page = await open(path, { errors: name !== "error" });
    await ready(page);
    for (const [scheme, wide] of [["dark", 1360], ["light", 1024]]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const [width, height] of [[wide, 840], [390, 640], [320, 640]]) {
        await page.setViewportSize({ width, height });
        await judge(page, `${name}-${scheme}-${width}`);
      }
    }
    await page.close();
  }
}

async function keys() {
  const page = await open(`/watch/${wanted.stream}`);
  await playing(page);
  const video = (property) => page.evaluate((name) => document.querySelector("video")[name], property);

  await page.keyboard.press("m");
  expect(await video("muted"), "m does not mute");
  await page.keyboard.press("m");
  expect(!(await video("muted")), "m does not unmute");
  const loud = await video("volume");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  expect((await video("volume")) === loud, "the arrow down is taken from the page");
  expect(!(await video("paused")), "Space is taken from the page");
  await page.locator(".player").focus();
  await page.keyboard.press("ArrowDown");
  expect((await video("volume")) < loud, "the arrow down does not lower the volume");
  await page.keyboard.press("k");
  expect(await video("paused"), "k does not pause");
  await state(page, "paused");
  await page.keyboard.press(" ");
  await playing(page);
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement?.classList.contains("player"), null, { timeout: PATIENCE_MILLIS });
  await page.keyboard.press("f");
  await page.waitForFunction(() => !document.fullscreenElement, null, { timeout: PATIENCE_MILLIS });
  await page.keyboard.press("?");
  expect(await page.locator("dialog.keys").isVisible(), "? does not show the keys");
  await shot(page, "keys");
  await page.keyboard.press("Escape");

  await page.locator(".settings").click();
  await page.locator(".letter-keys").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  expect(!(await video("muted")), "m mutes with letter keys off");
  await page.reload();
  await playing(page);
  await page.keyboard.press("m");
  expect(!(await video("muted")), "that letter keys are off is forgotten");
  await page.locator(".settings").click();
  await page.locator(".letter-keys").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  expect(await video("muted"), "m does not mute with letter keys on again");
  await page.keyboard.press("m");

  await page.locator(".settings").focus();
  await page.keyboard.press("Enter");
  expect(await page.locator(".menu").isVisible(), "Enter does not open the menu");
  await shot(page, "menu");
  for (const [width, height] of [[360, 640], [680, 420], [1360, 840]]) {
    await page.setViewportSize({ width, height });
    const reachable = await page.locator(".menu button").evaluateAll((items) =>
      items.every((item) => {
        const { left, top } = item.getBoundingClientRect();
        return document.elementFromPoint(left + 20, top + 12)?.closest("button") === item;
      }),
    );
    expect(reachable, `the menu is cut off in ${width}x${height}`);
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForSelector('.player[data-engine="hls"][data-state="playing"]', { timeout: PATIENCE_MILLIS });
  expect(await page.locator(".settings").evaluate((e) => e === document.activeElement), "the menu does not give the focus back");
  await page.reload();
  await page.waitForSelector('.player[data-engine="hls"][data-state="playing"]', { timeout: PATIENCE_MILLIS });
  await page.close();
}

async function facts() {
  const page = await open(`/watch/${wanted.stream}`);
  await playing(page);
  await page.waitForFunction(() => /^\d/.test(document.querySelector(".viewers").textContent), null, { timeout: PATIENCE_MILLIS });
  expect((await page.locator(".badge").textContent()) === "Live", "the badge does not say Live");
  await page.waitForFunction(() => / behind$/.test(document.querySelector(".behind-text").textContent), null, { timeout: PATIENCE_MILLIS });
  await page.locator(".details summary").click();
  await page.waitForFunction(() => document.querySelector(".d-picture").textContent.includes("×"), null, { timeout: PATIENCE_MILLIS });
  await shot(page, "details");
  await page.close();
}

/** Runs in the page: cutStream() breaks the connection that carries the stream; it is silent while streamGate waits. */
function breakable() {
  const ask = window.fetch;
  window.fetch = async (input, init) => {
    const response = await ask(input, init);
    if (!response.url.endsWith(".flv")) return response;
    const through = new TransformStream({
      start: (controller) => (window.cutStream = () => controller.error(new TypeError("cut"))),
      transform: async (bytes, controller) => {
        await window.streamGate;
        controller.enqueue(bytes);
      },
    });
    return new Response(response.body.pipeThrough(through), { status: response.status, headers: response.headers });
  };
}

/** Who paused stays paused, whatever becomes of the connection, and costs no network after a while. */
async function pauses() {
  const page = await open(`/watch/${wanted.stream}`, { errors: false });
  await page.addInitScript(breakable);
  await page.clock.install();
  await page.reload();
  await playing(page);
  await page.keyboard.press("k");
  await state(page, "paused");
  await page.clock.fastForward(31_000);
  await page.waitForSelector(".big-play", { timeout: PATIENCE_MILLIS });
  expect(!(await page.locator("video").evaluate((video) => video.src)), "a paused player goes on downloading");
  await shot(page, "paused");
  await page.locator(".big-play").click();
  await playing(page);

  await page.keyboard.press("k");
  await state(page, "paused");
  await page.evaluate(() => window.cutStream());
  await page.waitForTimeout(4000);
  expect((await stateOf(page)) === "paused", "a paused player shows something else");
  expect(await page.locator("video").evaluate((video) => video.paused), "a paused player starts by itself");
  await page.keyboard.press("k");
  await playing(page);

  await page.evaluate(() => window.cutStream());
  await state(page, "reconnecting");
  await playing(page);
  await page.close();
}

/** A browser that lets nothing play by itself: Play stays until it is pressed. */
async function refusals() {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const play = HTMLMediaElement.prototype.play;
    let pressed = false; // what Playwright evaluates counts as a press for navigator.userActivation
    document.addEventListener("pointerdown", () => (pressed = true), true);
    HTMLMediaElement.prototype.play = function () {
      return pressed ? play.call(this) : Promise.reject(new DOMException("", "NotAllowedError"));
    };
  });
  await page.clock.install();
  await page.goto(new URL(`/watch/${wanted.stream}`, wanted.base).href);
  await page.waitForSelector(".big-play", { timeout: PATIENCE_MILLIS });
  await page.clock.fastForward(25_000);
  await page.waitForTimeout(2000);
  expect(await page.locator(".big-play").isVisible(), "the big Play goes away unpressed");
  await page.locator(".big-play").click();
  await playing(page);
  expect(!(await page.locator("video").evaluate((video) => video.muted)), "pressing Play gives no sound");
  await page.close();
}

/** The words beside an end differ from those about a stream that never began, and nothing of the playing stays on top. */
async function ends() {
  const gone = (route) => route.fulfill({ json: { serverTimeMillis: Date.now(), streams: [] } });
  const api = "**/api/v1/streams*";
  const page = await open("/watch/never-began", { errors: false });
  await state(page, "offline");
  expect((await page.locator(".notice-title").textContent()) === "Offline", "a stream that never began is not just offline");
  expect(await page.locator(".elsewhere").isVisible(), "a stream that never began leads nowhere");

  await page.addInitScript(breakable);
  await page.goto(new URL(`/watch/${wanted.stream}`, wanted.base).href);
  await playing(page);
  const unmute = page.locator(".unmute");
  await unmute.evaluate((button) => (button.hidden = false)); // as if the browser had refused sound
  expect(await unmute.isVisible(), "a muted player does not offer sound");
  await page.route(api, gone);
  await page.evaluate(() => window.cutStream());
  await state(page, "offline");
  expect((await page.locator(".notice-title").textContent()) === "The broadcast has ended", "the end is not said");
  expect(!(await unmute.isVisible()), "the offer of sound stays when the stream has ended");
  await judge(page, "ended-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await judge(page, "ended-light");
  await page.unroute(api);
  await playing(page);
  await page.close();
}

/** The row of the details is whole, or entirely below the window, and the head lines up with the picture. */
async function fits() {
  for (const path of [`/watch/${wanted.stream}`, "/watch/never-began"]) {
    const page = await open(path);
    await page.waitForSelector('.player:is([data-state="playing"], [data-state="offline"])', { timeout: PATIENCE_MILLIS });
    for (const [width, height] of [[1360, 840], [1024, 600], [390, 844], [1920, 1080]]) {
      await page.setViewportSize({ width, height });
      const name = `${path} in ${width}x${height}`;
      const [row, about, brand] = await page.evaluate(() =>
        [".details summary", ".about", ".brand"].map((part) => document.querySelector(part).getBoundingClientRect().toJSON()),
      );
      expect(row.bottom <= height || row.top >= height, `${name}: cuts the row of the details`);
      expect(about.bottom <= height + 24, `${name}: cuts the title`);
      expect(Math.abs(brand.left - about.left) < 1, `${name}: the head does not line up with the picture`);
    }
    await page.close();
  }
}

/** An empty directory says how to go live, with the server's real address even where the first question was lost. */
async function empties() {
  const page = await open("/", { errors: false });
  await page.route("**/api/v1/streams*", (route) => route.fulfill({ json: { serverTimeMillis: Date.now(), streams: [] } }));
  await page.route("**/api/v1/ingest", (route) => route.abort(), { times: 1 });
  await page.reload();
  await page.waitForSelector(".empty:not(.trouble):not([hidden])", { timeout: PATIENCE_MILLIS });
  await page.waitForFunction(
    () => [...document.querySelectorAll(".ingest")].every((place) => place.textContent.includes(location.hostname)),
    null,
    { timeout: PATIENCE_MILLIS },
  );
  for (const [scheme, width] of [["dark", 1360], ["light", 1360], ["light", 390]]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 840 });
    await judge(page, `empty-${scheme}-${width}`);
  }
  await page.close();
}

/** What the viewer sees while the publisher is away or the server is silent. */
async function troubles() {
  const live = await (await fetch(new URL(`/api/v1/streams?name=${wanted.stream}`, wanted.base))).json();
  const interrupted = { ...live, streams: live.streams.map((stream) => ({ ...stream, state: "interrupted" })) };
  const api = "**/api/v1/streams*";
  const hold = (route) => route.fulfill({ json: interrupted });

  const page = await open("/", { errors: false });
  await page.addInitScript(breakable);
  await page.route(api, hold);
  await page.goto(new URL(`/watch/${wanted.stream}`, wanted.base).href);
  await state(page, "interrupted");
  await judge(page, "interrupted");
  await page.unroute(api);
  await playing(page);

  let connections = 0;
  page.on("request", (request) => request.url().endsWith(".flv") && connections++);
  await page.route(api, hold);
  await page.evaluate(() => {
    window.streamGate = new Promise((open) => (window.openGate = open));
  });
  await state(page, "interrupted");
  await page.waitForTimeout(10_000);
  expect((await stateOf(page)) === "interrupted", "a viewer does not wait for the publisher");
  await page.unroute(api);
  await page.evaluate(() => window.openGate());
  await playing(page);
  expect(connections === 0, "a viewer connects anew though only the publisher was away");

  await page.route(api, () => {});
  await page.goto(wanted.base);
  await page.waitForSelector(".trouble", { timeout: PATIENCE_MILLIS });
  await judge(page, "silent");
  await page.close();
}

try {
  await looks();
  await keys();
  await Promise.all([pauses(), troubles()]); // which wait most of the time
  await refusals();
  await ends();
  await fits();
  await empties();
  await facts();
} catch (error) {
  problems.push(error.message.split("\n")[0]);
} finally {
  await browser.close();
}
console.log(JSON.stringify({ problems }, null, 1));
process.exit(problems.length ? 1 : 0);
