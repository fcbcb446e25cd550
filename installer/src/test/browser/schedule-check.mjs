// What a creator plans, and what viewers see of it; part of account-check.mjs.

const NAME = "Open_Class";
const SLY = "<img src=x onerror=alert(1)> & Fractions, with a title that goes on and on to the end of every narrow line";

/** A time of the clock on the wall of this machine, as inputs have it. */
function wall(millis) {
  const at = new Date(Date.now() + millis);
  return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/**
 * @param creator a page where somebody is signed in who may make channels
 * @param somebody makes a page of nobody in particular
 */
export async function checkSchedule({ base, creator, somebody, judge, expect }) {
  const viewer = await somebody();
  await viewer.goto(`${base}watch/${NAME}`);
  await viewer.waitForSelector('.player[data-state="offline"]');
  expect(await viewer.locator(".planned").isHidden(), "something is planned before anybody has");

  await creator.goto(`${base}admin/channels`);
  await creator.fill("#name", NAME);
  await creator.click(".new [type=submit]");
  await creator.waitForSelector(".edit:not([hidden])");
  await creator.fill("#title", "Open class");
  await creator.click(".about-form [type=submit]");
  await creator.waitForSelector(".remove:not([hidden])");
  await creator.goto(`${base}admin/schedule?channel=${NAME}`);
  await creator.waitForSelector(".edit:not([hidden])");
  await creator.fill("#title", SLY);
  await creator.fill("#start", wall(3 * 3_600_000));
  await creator.fill("#minutes", "90");
  await creator.fill("#zone", "Europe/Bonn");
  await creator.click(".show-form [type=submit]");
  await creator.waitForSelector("#zone-wrong:not([hidden])");
  expect((await creator.locator("#zone").getAttribute("aria-invalid")) === "true", "the wrong zone is not marked");
  await creator.fill("#zone", await creator.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone));
  await creator.selectOption("#repeat", "own");
  await creator.fill("#rule", "FREQ=SOMETIMES");
  await creator.click(".show-form [type=submit]");
  await creator.waitForSelector("#rule-wrong:not([hidden])");
  await judge(creator, "schedule-wrong");
  await creator.selectOption("#repeat", "FREQ=WEEKLY");
  expect((await creator.locator(".days input:checked").count()) === 1, "the day of the first date is not ticked");
  await creator.click(".show-form [type=submit]");
  await creator.waitForSelector(".of-dates:not([hidden])");

  await viewer.waitForSelector(".planned:not([hidden])"); // by itself
  await viewer.waitForSelector(".next:not([hidden])");
  const left = await viewer.locator(".countdown").innerText();
  expect(/^0[23]:\d\d:\d\d$/.test(left), `the countdown says ${left}`);
  await viewer.waitForFunction((before) => document.querySelector(".countdown").textContent !== before, left);
  expect((await viewer.locator(".planned .what > :first-child").first().innerText()) === SLY, "the title is not as it was written");
  expect((await viewer.locator(".planned img").count()) === 0, "a title has become an element");
  const event = await viewer.request.get(await viewer.locator(".planned .add").first().evaluate((link) => link.href));
  expect(/BEGIN:VEVENT/.test(await event.text()), "what is added to a calendar is no event");
  expect((await viewer.locator(".subscribe").evaluate((link) => link.href)).startsWith("webcal://"), "nobody can subscribe");
  await judge(viewer, "watch-planned");

  const dates = creator.locator(".of-dates .dates > li");
  await dates.nth(1).getByRole("button", { name: /^Cancel/ }).click();
  await creator.waitForSelector('.of-dates [data-status="cancelled"]');
  await viewer.waitForSelector('.planned [data-status="cancelled"]');
  await dates.nth(2).getByRole("button", { name: /^Move/ }).click();
  await creator.fill("#move-name", "Moved lesson");
  await creator.click(".move-form [type=submit]");
  await creator.waitForSelector('.of-dates [data-status="moved"]');
  await dates.nth(3).getByRole("button", { name: /^Leave out/ }).click();
  await creator.waitForSelector('.of-dates [data-status="removed"]');
  await judge(creator, "schedule");

  await viewer.goto(base);
  await viewer.waitForSelector(".planned li");
  expect((await viewer.locator(".planned a").first().innerText()) === SLY, "the directory does not say what comes next");
  await judge(viewer, "directory-planned");
}
