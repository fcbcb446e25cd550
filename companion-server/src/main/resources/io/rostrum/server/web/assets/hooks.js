// Who is told what happens: add, choose events, test, see what came of it.

import { element, fail, mustBeSomebody, onSend, send } from "./session.js";

const find = (selector) => document.querySelector(selector);
const page = find("main");
const WORDS = {
  "stream.published": "A stream begins",
  "stream.unpublished": "A stream ends",
  "viewer.joined": "A viewer comes",
  "viewer.left": "A viewer goes",
  "viewers.threshold": "Viewers reach a number",
  "schedule.soon": "A show begins in ten minutes",
  "schedule.started": "A show has begun",
  "schedule.missed": "Nothing is on air when a show should be",
  "schedule.ended": "A show is over",
  "schedule.changed": "The schedule has changed",
  "recording.started": "A recording begins",
  "recording.finished": "A recording is finished",
  "snapshot.taken": "There is a new picture",
  ping: "Test",
};
let types = [];
let opened = new Set();

const address = (hook, more = "") => `api/v1/webhooks/${encodeURIComponent(hook.id)}${more}`;
const when = (text) => new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
const named = (type) => WORDS[type] ?? type;

/** Checkboxes for all types; `change` is called with the names of those chosen. */
function boxes(chosen, change) {
  const all = types.map(({ name, frequent }) => {
    const label = element("label", "check");
    const box = element("input");
    box.type = "checkbox";
    box.value = name;
    box.checked = chosen ? chosen.includes(name) : !frequent;
    label.append(box, element("span", "", named(name) + (frequent ? " (often)" : "")));
    return label;
  });
  const values = () => all.map((label) => label.firstChild).filter((box) => box.checked).map((box) => box.value);
  if (change) for (const label of all) label.firstChild.onchange = () => change(values());
  return { all, values };
}

async function tried(act) {
  fail(page, null);
  try {
    await act();
  } catch (error) {
    fail(page, error);
  }
  await show().catch((error) => fail(page, error));
}

function button(words, hook, act) {
  const made = element("button", "button", words);
  made.type = "button";
  made.setAttribute("aria-label", `${words}: ${hook.url}`);
  made.onclick = async () => {
    made.disabled = true;
    await act();
    made.disabled = false;
  };
  return made;
}

function outcome(delivery) {
  const words = delivery.taken
    ? `arrived, ${delivery.status} after ${delivery.millis} ms`
    : delivery.status
      ? `refused with ${delivery.status} after ${delivery.millis} ms`
      : "did not arrive";
  return words + (delivery.givenUp ? ", given up" : "");
}

function standing(hook) {
  if (!hook.enabled) return ["off", "Off"];
  if (!hook.last) return ["off", "Nothing was told yet"];
  const waiting = hook.waiting ? ` · ${hook.waiting} waiting` : "";
  return [hook.last.taken ? "good" : "bad", `${named(hook.last.type)}, ${when(hook.last.at)}: ${outcome(hook.last)}${waiting}`];
}

async function fill(list, hook) {
  const { body } = await send("GET", address(hook, "/deliveries"));
  list.replaceChildren(
    ...body.deliveries.map((delivery) => {
      const item = element("li");
      const stream = delivery.stream ? ` of ${delivery.stream}` : "";
      const again = delivery.attempt > 1 ? `, attempt ${delivery.attempt}` : "";
      item.append(element("span", "", `${when(delivery.at)}: ${named(delivery.type)}${stream}${again}: ${outcome(delivery)}`));
      if (delivery.answer) item.append(element("code", "", delivery.answer));
      return item;
    }),
  );
  if (!body.deliveries.length) list.append(element("li", "", "Nothing was told yet."));
}

function showSecret(hook) {
  find(".made-for").textContent = hook.url;
  find(".made-secret").textContent = hook.secret;
  find(".made").hidden = false;
  find(".made").scrollIntoView({ block: "nearest" });
}

function row(hook) {
  const item = element("li", "hook");
  const words = element("div", "words");
  const [state, said] = standing(hook);
  const line = element("span", "hint state", said);
  line.dataset.state = state;
  words.append(element("strong", "", hook.url), line);
  const answer = element("p", "answer hint");
  answer.setAttribute("role", "status");
  answer.hidden = true;
  const acts = element("div", "acts");
  acts.append(
    button("Test", hook, async () => {
      fail(page, null);
      try {
        const { body } = await send("POST", address(hook, "/ping"));
        answer.textContent = `Test: ${outcome(body)}. ${body.answer}`;
        answer.hidden = false;
      } catch (error) {
        fail(page, error);
      }
    }),
    button(hook.enabled ? "Switch off" : "Switch on", hook, () =>
      tried(() => send("PATCH", address(hook), { enabled: !hook.enabled })),
    ),
    button("New secret", hook, () => tried(async () => showSecret((await send("POST", address(hook, "/secret"))).body))),
  );
  if (!hook.enabled) acts.append(button("Remove", hook, () => tried(() => send("DELETE", address(hook)))));
  const events = element("details");
  events.append(element("summary", "", `Events: ${hook.events.map(named).join(", ")}`));
  const chosen = element("div", "types");
  chosen.append(...boxes(hook.events, (names) => tried(() => send("PATCH", address(hook), { events: names }))).all);
  events.append(chosen);
  const log = element("details");
  log.append(element("summary", "", "What came of it"));
  const list = element("ul", "tries");
  log.append(list);
  log.ontoggle = () => {
    if (log.open) fill(list, hook).catch((error) => fail(page, error));
  };
  for (const [name, details] of [["events", events], ["log", log]]) {
    const key = `${hook.id} ${name}`;
    details.open = opened.has(key);
    details.addEventListener("toggle", () => (details.open ? opened.add(key) : opened.delete(key)));
  }
  item.append(words, acts, answer, events, log);
  return item;
}

async function show() {
  const { body } = await send("GET", "api/v1/webhooks");
  types = body.types;
  find(".count").textContent = body.webhooks.length === 1 ? "1 webhook" : `${body.webhooks.length} webhooks`;
  find(".none").hidden = body.webhooks.length > 0;
  find(".hooks").replaceChildren(...body.webhooks.map(row));
  find(".panels").hidden = false;
}

find(".kept").onclick = () => {
  find(".made").hidden = true;
  find(".made-secret").textContent = "";
};

await mustBeSomebody();
await show().catch((error) => fail(page, error));
const wanted = boxes();
find(".add .types").append(...wanted.all);
onSend(find(".add"), async () => {
  const { body } = await send("POST", "api/v1/webhooks", { url: find("#url").value.trim(), events: wanted.values() });
  find("#url").value = "";
  showSecret(body);
  await show();
});
