// Signing in: name and password, then a code where the account asks for one.

import { next, onSend, send, who } from "./session.js";

const find = (selector) => document.querySelector(selector);

onSend(find("form"), async () => {
  const code = find("#code").value.trim();
  const answer = await send("POST", "api/v1/session", {
    name: find("#name").value,
    password: find("#password").value,
    ...(code ? { code } : {}),
  });
  if (answer.status === 202) {
    find(".proof").hidden = true;
    find(".second").hidden = false;
    find("#code").required = true;
    find("#code").focus();
    return;
  }
  location.replace(next());
});

const known = await who().catch(() => null);
if (known?.account) location.replace(next());
if (known && !known.claimed) find(".unclaimed").hidden = false;
find("#name").focus();
