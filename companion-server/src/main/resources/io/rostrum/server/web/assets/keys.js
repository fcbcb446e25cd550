// Stream keys: made, rotated, revoked.

import { element, fail, mustBeSomebody, onSend, send } from "./session.js";
import { ask, button, copies, when } from "./shown-once.js";

const find = (selector) => document.querySelector(selector);
const page = find("main");
const STATES = { replaced: "replaced by a newer key", expired: "expired" };

async function tried(act) {
  fail(page, null);
  try {
    await act();
    await show();
  } catch (error) {
    fail(page, error);
  }
}

function reveal(made) {
  find(".made-for").textContent = made.stream;
  find(".made-key").textContent = made.key;
  copies(find(".made .copy"), made.key, find(".made-key"));
  find(".made").hidden = false;
  find(".made").scrollIntoView({ block: "nearest" });
}

function row(key) {
  const address = `api/v1/keys/${encodeURIComponent(key.id)}`;
  const name = key.label ? `${key.stream}, ${key.label}` : key.stream;
  const item = element("li");
  const words = element("div", "words");
  const title = element("strong", "", name);
  const facts = [`since ${when(key.since)}`];
  if (key.until) facts.push(`until ${when(key.until)}`);
  if (key.networks.length) facts.push(`only from ${key.networks.join(", ")}`);
  if (key.device) facts.push("of a device");
  facts.push(key.used ? `used ${when(key.used)} from ${key.usedFrom}` : "not used yet");
  const state = [key.publishing && "publishing now", STATES[key.state]].filter(Boolean).join(" · ");
  words.append(title);
  if (state) words.append(element("span", "state", state));
  words.append(element("span", "hint", facts.join(" · ")));
  const acts = element("div", "acts");
  const rotate = (keepPublishing) => () =>
    tried(async () => reveal((await send("POST", `${address}/rotation`, { keepPublishing })).body));
  if (key.state === "active") {
    acts.append(
      button("Rotate…", name, () =>
        ask(
          item,
          key.publishing
            ? `${name} is publishing with this key. A new key takes its place; the old one begins nothing any more.`
            : `A new key takes the place of this one, which counts no more.`,
          key.publishing
            ? [["New key, what runs goes on", rotate(true)], ["New key, end what runs", rotate(false)]]
            : [["New key", rotate(false)]],
        ),
      ),
    );
  }
  acts.append(
    button("Revoke…", name, () =>
      ask(item, `Revoke the key of ${name}? ${key.publishing ? "What it publishes now ends." : "Whoever uses it can publish no more."}`, [
        ["Revoke", () => tried(() => send("DELETE", address))],
      ]),
    ),
  );
  item.append(words, acts);
  return item;
}

async function show() {
  const { body } = await send("GET", "api/v1/keys");
  find(".count").textContent = body.keys.length === 1 ? "1 key" : `${body.keys.length} keys`;
  find(".none").hidden = body.keys.length > 0;
  find(".key-list").replaceChildren(...body.keys.map(row));
  find(".panels").hidden = false;
}

onSend(find(".new-key"), async () => {
  const until = find("#until").value;
  const { body } = await send("POST", "api/v1/keys", {
    stream: find("#stream").value.trim(),
    label: find("#label").value,
    until: until ? new Date(until).toISOString() : undefined,
    networks: find("#networks").value.split(/[\s,]+/).filter(Boolean),
  });
  find(".new-key").reset();
  reveal(body);
  await show();
});

await mustBeSomebody();
await show().catch((error) => fail(page, error));
