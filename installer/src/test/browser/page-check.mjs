// Walks through the pages of a server as a viewer with a keyboard would, and prints what is wrong with them as JSON.
//
//   node page-check.mjs --base http://127.0.0.1:8080/ --stream demo [--shots FOLDER]
//
// `stream` must be live. Exit code 0: nothing is wrong; 1: "problems" says what is; 2: wrong usage.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { launch, options } from "./browser.mjs";

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

async function open(path, { width = 1360, height = 840, scheme = "dark", errors = true } = {}) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
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
  await page.waitForSelector('.player[data-state="playing"]', { timeout: 40_000 });
}

async function looks() {
  const views = [
    ["directory", "/", async (page) => page.waitForSelector(".card")],
    ["watch", `/watch/${wanted.stream}`, playing],
    ["offline", "/watch/Introduction-to-Distributed-Systems-Week-12-Evening_Class.2", async (page) => page.waitForSelector('[data-state="offline"]')],
    ["embed", `/embed/${wanted.stream}`, playing],
    ["error", "/nothing/here", async () => {}],
  ];
  for (const [name, path, ready] of views) {
    for (const scheme of ["dark", "light"]) {
      const page = await open(path, { scheme, width: scheme === "dark" ? 1360 : 1024, errors: name !== "error" });
      await ready(page);
      await judge(page, `${name}-${scheme}`);
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 640 });
        await judge(page, `${name}-${scheme}-${width}`);
      }
      await page.close();
    }
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
  expect((await video("volume")) < loud, "the arrow down does not lower the volume");
  await page.keyboard.press("k");
  expect(await video("paused"), "k does not pause");
  await page.waitForSelector('.player[data-state="paused"]', { timeout: 5000 });
  await page.keyboard.press(" ");
  await playing(page);
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement?.classList.contains("player"), null, { timeout: 5000 });
  await page.keyboard.press("f");
  await page.waitForFunction(() => !document.fullscreenElement, null, { timeout: 5000 });
  await page.keyboard.press("?");
  expect(await page.locator("dialog.keys").isVisible(), "? does not show the keys");
  await shot(page, "keys");
  await page.keyboard.press("Escape");

  await page.locator(".settings").focus();
  await page.keyboard.press("Enter");
  expect(await page.locator(".menu").isVisible(), "Enter does not open the menu");
  await shot(page, "menu");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForSelector('.player[data-engine="hls"][data-state="playing"]', { timeout: 40_000 });
  expect(await page.locator(".settings").evaluate((e) => e === document.activeElement), "the menu does not give the focus back");
  await page.reload();
  await page.waitForSelector('.player[data-engine="hls"][data-state="playing"]', { timeout: 40_000 });
  await page.close();
}

async function facts() {
  const page = await open(`/watch/${wanted.stream}`);
  await playing(page);
  await page.waitForFunction(() => /^\d/.test(document.querySelector(".viewers").textContent), null, { timeout: 10_000 });
  expect((await page.locator(".badge").textContent()) === "Live", "the badge does not say Live");
  await page.waitForFunction(() => / behind$/.test(document.querySelector(".behind-text").textContent), null, { timeout: 10_000 });
  await page.locator(".details summary").click();
  await page.waitForFunction(() => document.querySelector(".d-picture").textContent.includes("×"), null, { timeout: 5000 });
  await shot(page, "details");
  await page.close();
}

try {
  await looks();
  await keys();
  await facts();
} catch (error) {
  problems.push(error.message.split("\n")[0]);
} finally {
  await browser.close();
}
console.log(JSON.stringify({ problems }, null, 1));
process.exit(problems.length ? 1 : 0);
