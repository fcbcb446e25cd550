// Where a link into a class leads: says who comes, and goes on to the picture.

import { base } from "./api.js";
import { onSend, send, who } from "./session.js";

const find = (selector) => document.querySelector(selector);
const form = find("form");
const stream = form.dataset.stream;

const given = location.hash.slice(1);
if (given) {
  find("#code").value = given;
  find(".with-code").hidden = true;
  history.replaceState(null, "", location.pathname); // a code in the address bar would be copied with it
}
const { account } = await who();
find(".with-name").hidden = Boolean(account);
find(".with-account").hidden = !account;
find("#name").required = !account;
find(".me").textContent = account?.name ?? "";

onSend(form, async () => {
  try {
    await send("POST", `api/v1/classes/${encodeURIComponent(stream)}/join`, { code: find("#code").value.trim(), name: find("#name").value });
  } catch (error) {
    if (error.status === 403) find(".with-code").hidden = false;
    throw error;
  }
  location.replace(`${base}watch/${encodeURIComponent(stream)}`);
});

(account ? find("[type=submit]") : given ? find("#name") : find("#code")).focus();
