// The chat of the watch page, for account-check.mjs: what an owner and a guest do with it, and what a server that lies could make
// a page do.

const PATIENCE_MILLIS = 30_000;
const MARKS = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "<svg/onload=alert(1)>",
  "\"><iframe srcdoc='<script>parent.alert(1)</script>'>",
  "javascript:alert(1)",
  "https://example.org/\" onmouseover=\"alert(1)",
  "http://javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "{{constructor.constructor('alert(1)')()}}",
  "${alert(1)}",
  "<a href=javascript:alert(1)>x</a>",
  "<style>*{display:none}</style>",
  "<math><mtext></table><img src onerror=alert(1)>",
  "&lt;img src=x onerror=alert(1)&gt;",
  "\u202Egnp.exe\u202C https://example.org/\u202Egnp.exe",
];

/** Sixty texts, each once as a name and once as a message. */
const PAYLOADS = MARKS.flatMap((mark) => [mark, `@Tom ${mark}`, `https://example.org/?${mark}`, `${mark}\u0000${mark}`]);

/** @param page of an owner who has signed in; somebody makes a page of somebody else */
export async function checkChat({ page, somebody, base, judge, expect }) {
  await owners({ page, somebody, base, judge, expect });
  await liars({ page: await somebody(), base, judge, expect });
}

const wait = (page, condition, argument) => page.waitForFunction(condition, argument, { timeout: PATIENCE_MILLIS });

async function say(page, text) {
  await page.fill("#chat-text", text);
  await page.press("#chat-text", "Enter");
  await wait(page, () => document.querySelector("#chat-text").value === "");
}

async function owners({ page, somebody, base, judge, expect }) {
  await page.goto(`${base}watch/chat-class`);
  await page.waitForSelector(".chat-say:not([hidden])");
  await say(page, `${MARKS[0]} https://example.org/a?b=1), @Ada_Lovelace`);
  await wait(page, () => document.querySelectorAll(".chat-message").length === 1);
  const shown = await page.locator(".chat-words").innerText();
  expect(shown === `${MARKS[0]} https://example.org/a?b=1), @Ada_Lovelace`, `the chat shows ${shown}`);
  const link = page.locator(".chat-words a");
  expect((await link.getAttribute("href")) === "https://example.org/a?b=1", "a link takes what stands behind it");
  expect(/nofollow/.test(await link.getAttribute("rel")) && /noopener/.test(await link.getAttribute("rel")), "a link lacks its rel");
  expect((await page.locator(".chat-mentioned").count()) === 1, "who is mentioned does not see it");

  await page.focus(".chat-emoji");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect((await page.inputValue("#chat-text")) === "🥳", "the arrow keys do not choose an emoji");
  await page.fill("#chat-text", "x".repeat(501));
  expect(await page.locator(".chat-send").isDisabled(), "a message that is too long can be sent");
  await say(page, "second");

  const guest = await somebody();
  await guest.goto(`${base}watch/chat-class`);
  await guest.waitForSelector('.chat[data-state="closed"] .chat-trouble:not([hidden])');
  await wait(guest, () => document.querySelectorAll(".chat-message").length === 2);
  expect(!(await guest.locator("#chat-text").isVisible()), "a guest can write while nothing is live");
  expect((await guest.locator(".chat-more").count()) === 0, "a guest is offered to moderate");
  await judge(guest, "chat-closed");

  await page.focus(".chat-list");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".chat-menu:not([hidden])");
  await page.keyboard.press("Enter"); // Delete comes first
  await wait(guest, () => document.querySelectorAll(".chat-message").length === 1);
  await judge(page, "chat");

  await page.click(".chat-options");
  await page.waitForSelector(".chat-rules");
  await judge(page, "chat-settings");
  await page.selectOption("#chat-slow", "30");
  await page.fill("#chat-blocked", "a b");
  await page.click(".chat-rules [type=submit]");
  await page.waitForSelector(".chat-failure:not([hidden])");
  await page.fill("#chat-blocked", "spam*");
  await page.click(".chat-rules [type=submit]");
  await wait(guest, () => document.querySelector(".chat-note").textContent === "Slow mode");
  expect(await page.locator(".chat-failure").isHidden(), "a failure stays when it is mended");
  await page.keyboard.press("Escape");

  await guest.goto(`${base}embed/chat-class/chat`);
  await wait(guest, () => document.querySelectorAll(".chat-message").length === 1);
  await judge(guest, "chat-embed");
  await framed({ guest, base, expect });
  await guest.close();
}

/** A frame of another site has no cookies of ours: what lets one in opens beside it, and the chat begins once one is let in. */
async function framed({ guest, base, expect }) {
  const entering = "**/api/v1/channels/chat-class/playback";
  await guest.clock.install();
  await guest.route(entering, (route) =>
    route.fulfill({ status: 401, json: { watchers: "class", needs: "class", words: "This stream is for a class." } }),
  );
  await guest.reload();
  await guest.waitForSelector(".gate:not([hidden])");
  for (const away of [".gate-sign-in", ".gate-class"]) {
    expect((await guest.locator(away).getAttribute("target")) === "_blank", `${away} opens in the place of the chat`);
  }
  expect((await guest.locator(".gate-sign-in").getAttribute("href")).endsWith("?next=%2Fwatch%2Fchat-class"), "signing in ends in a frame");
  await guest.unroute(entering);
  await guest.clock.runFor(5_000);
  await guest.waitForSelector(".gate", { state: "hidden" });
  await wait(guest, () => document.querySelectorAll(".chat-message").length === 1);
}

/** A server that says whatever it likes: the page shows it as text, and every state of the chat. */
async function liars({ page, base, judge, expect }) {
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs++;
    dialog.dismiss();
  });
  let id = 0;
  const message = (text, nick = "Tom") => ({ type: "message", id: ++id, at: Date.now(), nick, text });
  const rules = { type: "rules", slowSeconds: 0, links: true, membersOnly: false };
  const before = PAYLOADS.map((text) => message(text, text));
  const asked = [];
  let socket;
  await page.routeWebSocket(/\/live\/liar\/chat/, (route) => {
    socket = route;
    const after = Number(new URL(route.url()).searchParams.get("after") ?? 0);
    const tell = (said) => route.send(JSON.stringify(said));
    route.onMessage((text) => {
      const command = JSON.parse(text);
      asked.push(command);
      if (command.type === "join") tell({ type: "you", nick: command.nick, moderator: false, ticket: "0".repeat(32) });
      if (command.type === "say") tell({ type: "refused", ref: command.ref, why: "slow", words: MARKS[0], retryMillis: 20_000 });
    });
    const messages = after ? [before.at(-1), message("while you were away")] : before;
    const kept = Array.from({ length: after }, (_, i) => i + 1);
    tell({ type: "welcome", version: 1, serverTimeMillis: Date.now(), open: true, missed: false, older: true, kept, rules, messages });
  });
  const tell = (said) => socket.send(JSON.stringify(said));
  await page.goto(`${base}watch/liar`);
  await wait(page, (count) => document.querySelectorAll(".chat-message").length === count, before.length);
  const strange = "script, img, iframe, svg, style, math, [onerror], [onload], [onmouseover], [srcdoc]";
  const found = await page.locator(".chat-list").evaluate((list, selector) => list.querySelectorAll(selector).length, strange);
  expect(found === 0, `${found} elements were made of what people wrote`);
  const links = await page.locator(".chat-list a").evaluateAll((all) => all.map(({ href }) => href));
  expect(links.length > 0 && links.every((href) => /^https?:\/\//.test(href)), `links lead to ${links}`);
  for (const [at, payload] of PAYLOADS.entries()) {
    const item = page.locator(".chat-message").nth(at);
    const nick = await item.locator(".chat-nick").evaluate((element) => element.textContent);
    expect(nick === payload, `a name is shown as ${nick}`);
  }

  await page.locator(".chat-list").evaluate((list) => (list.scrollTop = 0));
  await wait(page, () => document.querySelector(".chat-list").scrollTop === 0);
  tell(message("new"));
  await page.click(".chat-new:not([hidden])");
  expect(await page.locator(".chat-new").isHidden(), "the button for new messages stays");

  await page.fill("#chat-nick", "Tom");
  await page.click(".chat-join [type=submit]");
  await page.waitForSelector(".chat-say:not([hidden])");
  await page.fill("#chat-text", "hello");
  await page.press("#chat-text", "Enter");
  await page.waitForSelector(".chat-refused:not([hidden])");
  await wait(page, () => /^Wait \d+ s$/.test(document.querySelector(".chat-left").textContent));
  expect(await page.locator(".chat-send").isDisabled(), "slow mode does not hold back");
  expect((await page.inputValue("#chat-text")) === "hello", "what was refused is lost");
  tell({ type: "muted", muted: { until: Date.now() + 65_000, reason: MARKS[1] } });
  await page.waitForSelector('.chat[data-state="muted"]');
  await judge(page, "chat-muted");
  tell({ type: "muted" });
  await page.waitForSelector('.chat[data-state="open"]');

  await socket.close({ code: 1011 });
  await page.waitForSelector('.chat[data-state="disconnected"]');
  await wait(page, () => [...document.querySelectorAll(".chat-words")].at(-1)?.textContent === "while you were away");
  const count = await page.locator(".chat-message").count();
  expect(count === before.length + 2, `${count} messages after coming back (expected: ${before.length + 2})`);
  await wait(page, () => !document.querySelector(".chat-say").hidden);
  expect(asked.filter(({ type, ticket }) => type === "join" && ticket).length === 1, "the name is not taken up again");
  expect(dialogs === 0, `${dialogs} dialogs`);
  await page.close();
}
