// Paired devices: codes for new ones, and taking back what one may.

import { base } from "./api.js";
import { element, fail, mustBeSomebody, onSend, send } from "./session.js";
import { ask, button, copies, when } from "./shown-once.js";

const REFRESH_MILLIS = 3000;
const find = (selector) => document.querySelector(selector);
const page = find("main");
let shown = "";

function row(device) {
  const item = element("li");
  const words = element("div", "words");
  words.append(element("strong", "", device.name));
  if (device.publishing) words.append(element("span", "state", "publishing now"));
  words.append(
    element(
      "span",
      "hint",
      [
        `stream ${device.stream}`,
        device.program || "a program without a name",
        `seen ${when(device.seen)} from ${device.address}`,
        `paired ${when(device.since)} by ${device.by}`,
      ].join(" · "),
    ),
  );
  const acts = element("div", "acts");
  acts.append(
    button("Revoke…", device.name, () =>
      ask(item, `Revoke ${device.name}? ${device.publishing ? "What it publishes now ends, and it" : "It"} must be paired again.`, [
        [
          "Revoke",
          async () => {
            fail(page, null);
            try {
              await send("DELETE", `api/v1/devices/${encodeURIComponent(device.id)}`);
              await show();
            } catch (error) {
              fail(page, error);
            }
          },
        ],
      ]),
    ),
  );
  item.append(words, acts);
  return item;
}

/** Draws only what has changed, so that a question that is being answered stays. */
async function show() {
  const { body } = await send("GET", "api/v1/devices");
  const now = JSON.stringify(body.devices);
  if (now !== shown) {
    shown = now;
    find(".count").textContent = body.devices.length === 1 ? "1 device" : `${body.devices.length} devices`;
    find(".none").hidden = body.devices.length > 0;
    find(".devices").replaceChildren(...body.devices.map(row));
  }
  find(".panels").hidden = false;
}

onSend(find(".new-code"), async () => {
  const address = location.origin + base;
  const { body } = await send("POST", "api/v1/devices/codes", { stream: find("#stream").value.trim(), address });
  find(".qr").src = body.qr;
  find(".pair-code code").textContent = body.code;
  find(".pair-address").textContent = address;
  find(".pair-until").textContent = `For the stream ${body.stream}, once, until ${new Date(body.until).toLocaleTimeString(undefined, { timeStyle: "short" })}.`;
  copies(find(".made .copy"), body.link, find(".pair-code"));
  find(".made").hidden = false;
});

await mustBeSomebody();
await show().catch((error) => fail(page, error));
if (!find(".panels").hidden) {
  setInterval(() => document.hidden || show().catch(() => {}), REFRESH_MILLIS);
}
