// Goes the way of a server's first owner through its pages, in two parts, and prints what is wrong as JSON.
// "people": claims it, asks for codes, signs out and in, makes a token, invites somebody who joins, describes a channel and teaches.
// "server": keys, devices, chat, webhooks, what is live, recordings, the log and the overview.
//
//   node account-check.mjs --claim http://127.0.0.1:8080/claim#claim-… --part people|server [--shots FOLDER]
//
// Exit code 0: nothing is wrong; 1: "problems" says what is; 2: wrong usage.
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { checkAdmin } from "./admin-check.mjs";
import { launch, options } from "./browser.mjs";
import { checkChannels } from "./channel-check.mjs";
import { checkSchedule } from "./schedule-check.mjs";
import { checkChat } from "./chat-check.mjs";
import { checkClass } from "./class-check.mjs";

const PATIENCE_MILLIS = 30_000;
const NAME = "Ada_Lovelace";
const PASSWORD = "correct horse battery";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let wanted;
try {
  wanted = options({ claim: "", part: "", shots: "" });
  new URL(wanted.claim);
  if (!["people", "server"].includes(wanted.part)) throw new Error(`part: ${wanted.part} (expected: people or server)`);
} catch (error) {
  console.error(`account-check: ${error.message}`);
  process.exit(2);
}

const base = new URL("/", wanted.claim).href;
const problems = [];
const expect = (holds, words) => holds || problems.push(words);
const browser = await launch();

/** Six digits of RFC 6238, of now and so many steps later. */
function code(secret, later = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function somebody() {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, colorScheme: "dark" });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MILLIS);
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error}`));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) problems.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

/** Looks at a page in both colours, wide and on a phone. */
async function judge(page, name) {
  for (const [look, width, colorScheme] of [["dark", 1200, "dark"], ["light-phone", 360, "light"]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.evaluate(axe);
    const found = await page.evaluate(() =>
      window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }),
    );
    for (const violation of found.violations) {
      problems.push(`${name} ${look}: ${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over <= 0, `${name} ${look}: ${over} px wider than the window`);
    if (wanted.shots) await page.screenshot({ path: `${wanted.shots}/${name}-${look}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 1200, height: 900 });
}

async function welcome(page, name) {
  await page.fill("#name", name);
  await page.fill("#password", PASSWORD);
  await page.fill("#again", PASSWORD);
  await page.click("[type=submit]");
  await page.waitForSelector(".panels:not([hidden])");
}

async function people() {
  const page = await somebody();
  await page.goto(`${base}sign-in`);
  await page.waitForSelector(".unclaimed:not([hidden])");
  await judge(page, "unclaimed");

  await page.goto(wanted.claim);
  await page.fill("#name", NAME);
  await page.fill("#password", PASSWORD);
  await page.fill("#again", `${PASSWORD}!`);
  await page.click("[type=submit]");
  await page.waitForSelector(".failure:not([hidden])");
  expect(!page.url().includes("#"), "the code stays in the address bar");
  await judge(page, "claim");
  await welcome(page, NAME);

  await page.fill("#begin-password", PASSWORD);
  await page.click(".begin-codes");
  await page.waitForSelector(".codes-begun:not([hidden])");
  const secret = (await page.locator(".secret").innerText()).replaceAll(" ", "");
  expect(await page.locator(".qr").evaluate((image) => image.complete && image.naturalWidth > 0), "the QR code is not shown");
  await judge(page, "codes");
  await page.fill("#first-code", code(secret));
  await page.click(".codes-begun [type=submit]");
  await page.waitForSelector(".recovery:not([hidden])");
  expect((await page.locator(".code-list li").count()) === 10, "there are not ten recovery codes");
  await judge(page, "recovery");
  await page.click(".recovery-kept");
  await page.waitForSelector(".codes-on:not([hidden])");

  await page.fill("#token-name", "A bot with quite a long name that goes on and on");
  await page.click(".new-token [type=submit]");
  await page.waitForSelector(".made:not([hidden])");
  const token = await page.locator(".made-token").innerText();
  const answer = await fetch(`${base}api/v1/operator/streams`, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.status === 200, `the token gives ${answer.status}`);
  await judge(page, "account");

  await page.click(".sign-out");
  await page.waitForSelector("#name");
  await page.goto(`${base}admin/users`);
  await page.waitForURL(/sign-in\?next=/);
  await page.fill("#name", NAME);
  await page.fill("#password", "wrong");
  await page.click("[type=submit]");
  await page.waitForSelector(".failure:not([hidden])");
  await judge(page, "refused");
  await page.fill("#password", PASSWORD);
  await page.click("[type=submit]");
  await page.waitForSelector(".second:not([hidden])");
  await judge(page, "code");
  await page.fill("#code", code(secret, 1));
  await page.click("[type=submit]");
  await page.waitForURL(/admin\/users$/);
  await page.waitForSelector(".users li");

  await page.selectOption("#role", "teacher");
  await page.click(".invite [type=submit]");
  await page.waitForSelector(".made:not([hidden])");
  const invitation = await page.locator(".made-link").innerText();
  await page.click(".invite [type=submit]");
  await page.waitForSelector(".invitations li:nth-child(2)");
  await judge(page, "invitations");
  await page.locator(".invitations li").first().getByRole("button", { name: /^Take back/ }).click();
  await page.waitForSelector(".invitations li:nth-child(2)", { state: "detached" });
  const other = await somebody();
  await other.goto(invitation);
  await judge(other, "invite");
  await welcome(other, "Tom.of-the-Evening_Class");
  expect((await other.locator('[data-role="owner"]:visible').count()) === 0, "a teacher is led to owners' pages");
  await other.goto(`${base}admin/users`);
  await other.waitForSelector(".failure:not([hidden])");
  expect(await other.locator(".panels").isHidden(), "a teacher sees the users");

  await checkClass({ base, teacher: other, somebody, judge, expect });
  await checkChannels({ base, creator: other, moderator: page, somebody, judge, expect, problems });

  await checkSchedule({ base, creator: other, somebody, judge, expect });

  await page.goto(`${base}admin/users`);
  await page.waitForSelector(".users li:nth-child(2)");
  await page.locator(".users li").nth(1).getByRole("button", { name: /^Disable/ }).click();
  await page.getByRole("button", { name: /^Enable/ }).waitFor();
  await judge(page, "users");
  await other.goto(`${base}account`);
  await other.waitForURL(/sign-in/);
}

async function server() {
  const page = await somebody();
  await page.goto(wanted.claim);
  await welcome(page, NAME);

  await page.goto(`${base}admin/keys`);
  await page.waitForSelector(".none:not([hidden])");
  await page.fill("#stream", "lecture-hall-with-a-name-that-goes-on-and-on-to-the-very-end");
  await page.fill("#label", "Camera in room 3, beside the door");
  await page.fill("#networks", "192.0.2.0/24, 2001:db8::/32");
  await page.click(".new-key [type=submit]");
  await page.waitForSelector(".made:not([hidden])");
  const first = await page.locator(".made-key").innerText();
  expect(/^rsk_[a-z2-7]{32}$/.test(first), "no key is shown");
  await page.getByRole("button", { name: /^Rotate/ }).click();
  await judge(page, "keys");
  await page.getByRole("button", { name: "New key", exact: true }).click();
  await page.waitForFunction((before) => document.querySelector(".made-key").textContent !== before, first);
  expect((await page.locator(".key-list li").count()) === 1, "rotating leaves two keys");
  await page.reload();
  await page.waitForSelector(".key-list li");
  expect(await page.locator(".made").isHidden(), "a key is shown twice");
  await page.getByRole("button", { name: /^Revoke…/ }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await page.waitForSelector(".none:not([hidden])");

  await page.goto(`${base}admin/devices`);
  await page.fill("#stream", "lecture");
  await page.click(".new-code [type=submit]");
  await page.waitForSelector(".made:not([hidden])");
  const pairing = await page.locator(".pair-code").innerText();
  const paired = await fetch(`${base}api/v1/pair`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code: pairing, name: "Ada's studio in the lecture hall", program: "Rostrum 1.0" }),
  });
  expect(paired.status === 201, `pairing gives ${paired.status}`);
  await page.waitForSelector(".devices li");
  await judge(page, "devices");
  await page.getByRole("button", { name: /^Revoke…/ }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await page.waitForSelector(".none:not([hidden])");

  await checkChat({ page, somebody, base, judge, expect });

  await page.goto(`${base}admin/hooks`);
  await page.fill("#url", "http://127.0.0.1:9/");
  await page.click(".add [type=submit]");
  await page.waitForSelector(".failure:not([hidden])");
  await page.fill("#url", "https://203.0.113.9/a/rather/long/path?with=a-secret-of-the-receivers-that-does-not-end-soon");
  await page.click(".add [type=submit]");
  await page.waitForSelector(".made:not([hidden])");
  expect((await page.locator(".made-secret").innerText()).startsWith("whsec_"), "the secret is not shown");
  await page.locator(".hook summary").first().click();
  await judge(page, "hooks");
  await checkAdmin({ page, base, judge, expect });
  await page.click('nav a[href$="/admin/overview"]');
  await page.waitForSelector(".plots svg[aria-label*='now']");
  await judge(page, "overview");
}

try {
  await (wanted.part === "people" ? people() : server());
} catch (error) {
  problems.push(String(error));
}
await browser.close();
console.log(JSON.stringify({ problems }, null, 2));
process.exit(problems.length ? 1 : 0);
