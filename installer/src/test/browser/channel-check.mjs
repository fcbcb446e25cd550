// What a creator writes about a channel, and what becomes of it on open pages; part of account-check.mjs.

/** Written wherever something may be written: none of it may run. */
const SLY = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "\"><svg onload=alert(1)>",
  "'-alert(1)-'",
  "</title><script>alert(1)</script>",
  "{{title}}${alert(1)}",
];
const LEADS = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x73;cript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x"];
const DESCRIPTION = [
  "## Rules",
  "",
  "**Be** *kind*; see https://example.org/rules.",
  "",
  "- one",
  "- two",
  "",
  ...SLY.map((payload) => `${payload}\n`),
  ...LEADS.map((address) => `[a link](${address})\n`),
  "![x](x \"onerror=alert(1)\")",
].join("\n");
const NAME = "Evening_Class.2";

/**
 * @param creator a page where somebody is signed in who may make channels
 * @param moderator a page where somebody is signed in who may change all
 * @param somebody makes a page of nobody in particular
 */
export async function checkChannels({ base, creator, moderator, somebody, judge, expect, problems }) {
  const viewer = await somebody();
  for (const page of [creator, moderator, viewer]) {
    page.on("dialog", (dialog) => {
      problems.push(`${page.url()}: what somebody wrote has run: ${dialog.message()}`);
      dialog.dismiss();
    });
  }
  const title = (page) => page.locator("h1").innerText();
  const shows = (page, words) => page.waitForFunction((wanted) => document.querySelector("h1").textContent === wanted, words);

  await viewer.goto(`${base}watch/${NAME}`);
  await viewer.waitForSelector('.player[data-state="offline"]');
  expect((await title(viewer)) === NAME, "a channel that nobody has described has another title");

  await creator.goto(`${base}admin/channels`);
  await creator.fill("#name", NAME);
  await creator.click(".new [type=submit]");
  await creator.waitForSelector(".edit:not([hidden])");
  await creator.fill("#title", SLY[0]);
  await creator.fill("#description", DESCRIPTION);
  await creator.fill("#tags", Array.from({ length: 11 }, (_, i) => `tag ${i}`).join(","));
  await creator.click(".add-link");
  await creator.locator(".link-row input").nth(0).fill(SLY[1]);
  await creator.locator(".link-row input").nth(1).fill(LEADS[0]);
  await creator.fill("#language", "klingonese language");
  await creator.click(".about-form [type=submit]");
  await creator.waitForSelector("#tags-wrong:not([hidden])");
  for (const field of ["tags", "links", "language"]) {
    expect(await creator.locator(`#${field}-wrong`).isVisible(), `what is wrong with ${field} is not beside it`);
  }
  expect(await creator.locator("#title-wrong").isHidden(), "a title that is right is called wrong");
  expect((await creator.locator("#tags").getAttribute("aria-invalid")) === "true", "the wrong field is not marked");
  await creator.waitForSelector(".preview li");
  await judge(creator, "channel-wrong");

  await creator.fill("#tags", `${SLY.slice(0, 4).join(",").slice(0, 28)},algebra`);
  await creator.locator(".link-row input").nth(1).fill("https://example.org/notes");
  await creator.fill("#language", "en");
  await creator.check("#own-accent");
  await creator.fill("#accent", "#e0d23d");
  await creator.click(".about-form [type=submit]");
  await shows(viewer, SLY[0]); // by itself
  await viewer.waitForSelector(".channel .prose li");
  const leads = await viewer.locator(".prose a").evaluateAll((links) => links.map((link) => [link.href, link.rel]));
  expect(leads.length === 1 && leads[0][0] === "https://example.org/rules", `the description leads to ${JSON.stringify(leads)}`);
  expect(/nofollow/.test(leads[0]?.[1]) && /ugc/.test(leads[0]?.[1]), "a link of people's own is not marked as theirs");
  expect((await viewer.locator(".prose :is(script, img, svg)").count()) === 0, "the description has elements that it must not have");
  expect((await viewer.locator(".tags li").last().innerText()) === "algebra", "the tags are not shown");
  expect((await viewer.locator(".links a").getAttribute("href")) === "https://example.org/notes", "the links are not shown");

  await creator.locator("#picture").setInputFiles({ name: "x.png", mimeType: "image/png", buffer: await viewer.screenshot() });
  await viewer.waitForSelector(".about .channel-picture:not([hidden])");
  await viewer.waitForFunction(() => document.querySelector(".about .channel-picture").naturalWidth > 0);
  await judge(viewer, "channel");
  for (const payload of SLY) {
    await creator.fill("#title", payload);
    await creator.click(".about-form [type=submit]");
    await shows(viewer, payload);
  }

  await moderator.goto(`${base}admin/channels`);
  await moderator.getByRole("button", { name: `Edit ${NAME}` }).click();
  await moderator.waitForSelector(".edit:not([hidden])");
  await moderator.fill("#title", "The moderator's");
  await creator.fill("#title", "The creator's");
  await creator.click(".about-form [type=submit]");
  await shows(viewer, "The creator's");
  await moderator.click(".about-form [type=submit]");
  await moderator.waitForSelector(".theirs:not([hidden])");
  expect((await title(viewer)) === "The creator's", "one editor overwrites another");
  await moderator.click(".theirs");
  await moderator.waitForFunction(() => document.querySelector("#title").value === "The creator's");

  await viewer.reload();
  await shows(viewer, "The creator's");
  await viewer.click(".share");
  await viewer.waitForSelector(".share-page[open]");
  expect((await viewer.locator(".share-link").inputValue()) === `${base}watch/${NAME}`, "the link is another");
  expect((await viewer.locator(".embed-code").inputValue()).includes(`src="${base}embed/${NAME}"`), "the code for sites is another");
  await judge(viewer, "share");
  await viewer.keyboard.press("Escape");
  await viewer.goto(base);
  await viewer.waitForSelector(`.card[href$="${NAME}"] .badge[data-state="offline"]`);
  expect((await viewer.locator(".card .name").first().innerText()) === "The creator's", "the directory has another title");
  await judge(viewer, "directory-offline");

  await moderator.click(".rules-form summary");
  await moderator.fill("#referers-allow", "https://school.example/course");
  await moderator.fill("#publish-deny", "10.0.0.999");
  await moderator.click(".about-form [type=submit]");
  for (const field of ["referers-allow", "publish-deny"]) {
    await moderator.waitForSelector(`#${field}-wrong:not([hidden])`);
    expect((await moderator.locator(`#${field}`).getAttribute("aria-invalid")) === "true", `the wrong ${field} is not marked`);
  }
  await judge(moderator, "channel-rules-wrong");
  await moderator.fill("#referers-allow", "School.example *.uni.example");
  await moderator.uncheck("#referers-empty");
  await moderator.fill("#publish-deny", "10.0.0.0/8");
  await moderator.click(".about-form [type=submit]");
  await moderator.waitForFunction(() => document.querySelector("#referers-allow").value === "school.example, *.uni.example");
  expect(/pages that show the stream, from where one publishes/.test(await moderator.locator(".rules-state").innerText()), "what is set is not said");
  const outside = await viewer.request.get(`${base}embed/${NAME}`, { headers: { Referer: "https://evil.example/" } });
  expect(outside.status() === 403, `a page of another site may embed: ${outside.status()}`);
  await moderator.fill("#referers-allow", "");
  await moderator.check("#referers-empty");
  await moderator.fill("#publish-deny", "");

  await moderator.selectOption("#visibility", "unlisted");
  await moderator.click(".about-form [type=submit]");
  await viewer.waitForSelector(".empty:not(.trouble):not([hidden])");
  await judge(moderator, "channels");
  await viewer.context().close();
}
