// What people did, looked for by whom, what and when; and what the server logs. Either is shown where the other cannot be.

import { element, fail, mustBeSomebody, onSend, send } from "./session.js";
import { when } from "./shown-once.js";

const SHOWN = 25;
const find = (selector) => document.querySelector(selector);
const done = find(".done");
const logged = find(".logged");
const older = find(".older");

/** The question that older entries are asked for with, what has come and is not shown yet, and where older ones begin. */
let asked = new URLSearchParams();
let waiting = [];
let next = "";

function midnight(input, days) {
  if (!input.value) return "";
  const day = new Date(`${input.value}T00:00`);
  day.setDate(day.getDate() + days);
  return day.toISOString();
}

function search() {
  const all = {
    actor: find("#actor").value.trim(),
    action: find("#action").value.trim(),
    subject: find("#subject").value.trim(),
    from: midnight(find("#from"), 0),
    to: midnight(find("#to"), 1),
  };
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value));
}

function entryRow(entry) {
  const item = element("li");
  const words = element("div", "words");
  const from = entry.address ? `from ${entry.address}` : "on the server's command line";
  words.append(
    element("strong", "", entry.subject ? `${entry.action}: ${entry.subject}` : entry.action),
    element("span", "figures", `${entry.actor}, ${from}`),
  );
  const time = element("time", "figures", when(entry.at));
  time.dateTime = entry.at;
  item.append(words, time);
  return item;
}

async function ask(before) {
  const question = new URLSearchParams(asked);
  if (before) question.set("before", before);
  const { body } = await send("GET", `api/v1/audit?${question}`);
  waiting = waiting.concat(body.entries);
  next = body.next ?? "";
}

function show() {
  find(".entries").append(...waiting.splice(0, SHOWN).map(entryRow));
  find(".none").hidden = find(".entries").childElementCount > 0;
  older.hidden = !waiting.length && !next;
}

/** Shows the newest of what is looked for. */
async function newest() {
  waiting = [];
  await ask("");
  find(".entries").replaceChildren();
  show();
}

async function lines() {
  const { body } = await send("GET", `api/v1/operator/log?level=${find("#level").value}`);
  find(".no-lines").hidden = body.entries.length > 0;
  find(".lines").hidden = !body.entries.length;
  find(".lines").replaceChildren(
    ...body.entries.map(({ at, level, text }) => {
      const item = element("li");
      item.dataset.level = level;
      const time = element("time", "", new Date(at).toLocaleString(undefined, { dateStyle: "short", timeStyle: "medium" }));
      time.dateTime = at;
      item.append(time, element("span", "level", level.toUpperCase()), element("span", "text", text));
      return item;
    }),
  );
}

/** Does it; a failure is shown in the panel. */
const attempt = (panel, work) => async () => {
  try {
    await work();
    fail(panel, null);
  } catch (error) {
    fail(panel, error);
  }
};

onSend(find(".search"), async () => {
  asked = search();
  await attempt(done, newest)();
});
older.onclick = attempt(done, async () => {
  if (waiting.length < SHOWN && next) await ask(next);
  show();
});
find("#level").onchange = attempt(logged, lines);
find(".again").onclick = attempt(logged, lines);

const { role } = await mustBeSomebody();
if (role === "owner") {
  find(".panels").hidden = false;
  await Promise.all([attempt(done, newest)(), attempt(logged, lines)()]);
} else {
  fail(document, new Error("Only owners see the log."));
}
