// The classes that one leads, and a form for another one.

import { base } from "./api.js";
import { elapsed } from "./format.js";
import { element, fail, mustBeSomebody, onSend, send } from "./session.js";

const find = (selector) => document.querySelector(selector);
const page = find("main");

function row(one) {
  const item = element("li");
  const words = element("div", "words");
  words.append(
    element("strong", "", one.title),
    element("span", "hint", one.lesson ? `${one.stream} · in class for ${elapsed(one.lesson.startedAt, Date.now())} · ${one.present} there` : one.stream),
  );
  const open = element("a", "button", "Open");
  open.href = `${base}class/${encodeURIComponent(one.stream)}`;
  open.setAttribute("aria-label", `Open ${one.title}`);
  item.append(words, open);
  return item;
}

async function show() {
  const { body } = await send("GET", "api/v1/classes");
  find(".count").textContent = body.classes.length === 1 ? "1 class" : `${body.classes.length} classes`;
  find(".own-classes").replaceChildren(...body.classes.map(row));
  find(".nothing").hidden = body.classes.length > 0;
  find("#streams").replaceChildren(...body.others.map((name) => Object.assign(element("option"), { value: name })));
  find(".panels").hidden = false;
}

onSend(find(".new"), async () => {
  const name = find("#stream");
  if (!name.checkValidity()) {
    name.focus();
    throw new Error("A stream's name is 1 to 64 of A-Z a-z 0-9 . _ -, not starting with a dot.");
  }
  await send("PUT", `api/v1/classes/${encodeURIComponent(name.value)}`, {});
  location.assign(`${base}class/${encodeURIComponent(name.value)}`);
});

await mustBeSomebody();
await show().catch((error) => fail(page, error));
