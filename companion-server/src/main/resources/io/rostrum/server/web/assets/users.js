// Everybody's accounts: invite, change roles, disable, remove; and the log of what was done.

import { base } from "./api.js";
import { element, fail, mustBeSomebody, onSend, send } from "./session.js";

const find = (selector) => document.querySelector(selector);
const page = find("main");
const ROLES = ["viewer", "student", "teacher", "moderator", "owner"];
let me = null;

function when(text) {
  return new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
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

function button(words, user, act) {
  const made = element("button", "button", words);
  made.type = "button";
  made.setAttribute("aria-label", `${words}: ${user.name}`);
  made.onclick = () => tried(act);
  return made;
}

function row(user) {
  const address = `api/v1/users/${encodeURIComponent(user.id)}`;
  const item = element("li");
  const words = element("div", "words");
  const facts = [user.signedIn ? `signed in ${when(user.signedIn)}` : "never signed in"];
  if (user.codes) facts.push("with codes");
  if (user.disabled) facts.unshift("disabled");
  words.append(element("strong", "", user.name + (user.name === me.name ? " (you)" : "")), element("span", "hint", facts.join(" · ")));
  const role = element("select");
  role.setAttribute("aria-label", `Role of ${user.name}`);
  for (const name of ROLES) {
    const option = element("option", "", name[0].toUpperCase() + name.slice(1));
    option.value = name;
    option.selected = name === user.role;
    role.append(option);
  }
  role.onchange = () => tried(() => send("PATCH", address, { role: role.value }));
  const acts = element("div", "acts");
  acts.append(
    role,
    button(user.disabled ? "Enable" : "Disable", user, () => send("PATCH", address, { disabled: !user.disabled })),
  );
  if (user.disabled) acts.append(button("Remove", user, () => send("DELETE", address)));
  item.append(words, acts);
  return item;
}

function invitation(open) {
  const item = element("li");
  const words = element("div", "words");
  const role = open.role[0].toUpperCase() + open.role.slice(1);
  words.append(element("strong", "", role), element("span", "hint", `by ${open.by}, ${when(open.since)} · until ${when(open.until)}`));
  const back = element("button", "button", "Take back");
  back.type = "button";
  back.setAttribute("aria-label", `Take back: the invitation of ${when(open.since)}, ${role}`);
  back.onclick = () =>
    tried(async () => {
      await send("DELETE", `api/v1/users/invitations/${encodeURIComponent(open.id)}`);
      find(".invite + .made").hidden = true;
    });
  item.append(words, back);
  return item;
}

async function show() {
  const [{ body: all }, { body: open }, { body: audit }] = await Promise.all([
    send("GET", "api/v1/users"),
    send("GET", "api/v1/users/invitations"),
    send("GET", "api/v1/audit"),
  ]);
  find(".count").textContent = all.users.length === 1 ? "1 account" : `${all.users.length} accounts`;
  find(".users").replaceChildren(...all.users.map(row));
  find(".invitations").replaceChildren(...open.invitations.map(invitation));
  find(".invited").hidden = !open.invitations.length;
  find(".audit").replaceChildren(
    ...audit.entries.slice(0, 50).map((entry) => {
      const item = element("li");
      const words = element("div", "words");
      words.append(
        element("span", "", `${entry.actor}: ${entry.action}, ${entry.subject}`),
        element("span", "hint", when(entry.at) + (entry.address ? ` · ${entry.address}` : "")),
      );
      item.append(words);
      return item;
    }),
  );
  find(".panels").hidden = false;
}

onSend(find(".invite"), async () => {
  const { body } = await send("POST", "api/v1/users/invitations", { role: find("#role").value });
  find(".made-link").textContent = `${location.origin}${base}${body.page.slice(1)}#${body.code}`;
  find(".made").hidden = false;
  await show();
});

me = await mustBeSomebody();
await show().catch((error) => fail(page, error));
