// The first account of a server, and the account of somebody who was invited.

import { base } from "./api.js";
import { onSend, same, send } from "./session.js";

const find = (selector) => document.querySelector(selector);
const path = document.body.classList.contains("claim") ? "api/v1/claim" : "api/v1/invitations";

const given = location.hash.slice(1);
if (given) {
  find("#code").value = given;
  find(".with-code").hidden = true;
  history.replaceState(null, "", location.pathname); // a code in the address bar would be copied with it
}

onSend(find("form"), async () => {
  try {
    await send("POST", path, {
      code: find("#code").value.trim(),
      name: find("#name").value,
      password: same(find("#password"), find("#again")),
    });
  } catch (error) {
    if (error.status === 403) find(".with-code").hidden = false;
    throw error;
  }
  location.replace(`${base}account`);
});

(given ? find("#name") : find("#code")).focus();
