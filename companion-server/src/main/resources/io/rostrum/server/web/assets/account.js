// One's own account: password, codes, where it is signed in, tokens.

import { element, fail, mustBeSomebody, onSend, same, send } from "./session.js";

const find = (selector) => document.querySelector(selector);
const page = find("main");
const SCOPES = { read: "see", moderate: "moderate", manage: "manage", users: "accounts" };

function when(text) {
  return new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** What a browser calls itself, in a word or two. */
function program(text) {
  const name = /(Firefox|Edg|OPR|Chrome|Safari)/.exec(text)?.[1];
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(text)?.[1];
  const names = { Edg: "Edge", OPR: "Opera", "Mac OS X": "macOS" };
  if (!name) return text || "A program";
  return (names[name] ?? name) + (system ? ` on ${names[system] ?? system}` : "");
}

function row(title, facts, word, act) {
  const item = element("li");
  const words = element("div", "words");
  words.append(element("strong", "", title), element("span", "hint", facts));
  item.append(words);
  if (act) {
    const button = element("button", "button", word);
    button.type = "button";
    button.setAttribute("aria-label", `${word}: ${title}`);
    button.onclick = () => tried(act, button);
    item.append(button);
  }
  return item;
}

async function tried(act, button) {
  button.disabled = true;
  fail(page, null);
  try {
    await act();
    await show();
  } catch (error) {
    fail(page, error);
  } finally {
    button.disabled = false;
  }
}

function showOnly(wanted) {
  for (const part of ["codes-off", "codes-begun", "recovery", "codes-on"]) find(`.${part}`).hidden = part !== wanted;
}

async function show() {
  const { body: account } = await send("GET", "api/v1/account");
  find(".count").textContent = `${account.name}, ${account.role}`;
  find(".password [name=username]").value = account.name;
  if (find(".recovery").hidden && find(".codes-begun").hidden) showOnly(account.codes ? "codes-on" : "codes-off");
  find(".keep-tokens").hidden = !account.tokens.length;
  find(".sessions").replaceChildren(
    ...account.sessions.map((session) =>
      row(
        program(session.program) + (session.current ? " (this one)" : ""),
        `${session.address} · since ${when(session.since)} · used ${when(session.seen)}`,
        "Sign out",
        session.current ? null : () => send("DELETE", `api/v1/account/sessions/${encodeURIComponent(session.id)}`),
      ),
    ),
  );
  find(".tokens").replaceChildren(
    ...account.tokens.map((token) =>
      row(
        token.name,
        `${token.scopes.map((scope) => SCOPES[scope]).join(", ")} · until ${when(token.until)} · ${
          token.used ? `used ${when(token.used)}` : "not used yet"
        }`,
        "Remove",
        () => send("DELETE", `api/v1/account/tokens/${encodeURIComponent(token.id)}`),
      ),
    ),
  );
  find(".panels").hidden = false;
}

onSend(find(".password"), async () => {
  const keepTokens = find("#keep-tokens").checked;
  await send("PUT", "api/v1/account/password", { old: find("#old").value, password: same(find("#fresh"), find("#again")), keepTokens });
  find(".password").reset();
  await show();
  find(".count").textContent = `The password is changed; all other browsers are signed out${keepTokens ? "" : " and no token goes on"}.`;
});

onSend(find(".codes-off"), async () => {
  const { body } = await send("POST", "api/v1/account/codes", { password: find("#begin-password").value });
  find(".codes-off").reset();
  find(".qr").src = body.qr;
  find(".secret").textContent = body.secret.match(/.{4}/g).join(" ");
  showOnly("codes-begun");
  find("#first-code").focus();
});

onSend(find(".codes-begun"), async () => {
  const { body } = await send("PUT", "api/v1/account/codes", { code: find("#first-code").value });
  find(".code-list").replaceChildren(...body.recoveryCodes.map((code) => element("li", "", code)));
  find("#first-code").value = "";
  showOnly("recovery");
});

find(".recovery-kept").onclick = async () => {
  find(".code-list").replaceChildren();
  showOnly("");
  await show().catch((error) => fail(page, error));
};

onSend(find(".codes-on"), async () => {
  await send("DELETE", "api/v1/account/codes", { password: find("#codes-password").value });
  find(".codes-on").reset();
  await show();
});

onSend(find(".new-token"), async () => {
  const scopes = [...document.querySelectorAll("[name=scope]:checked")].map((box) => box.value);
  const { body } = await send("POST", "api/v1/account/tokens", {
    name: find("#token-name").value,
    scopes,
    days: Number(find("#token-days").value),
  });
  find(".made-token").textContent = body.token;
  find(".made").hidden = false;
  find(".new-token").reset();
  await show();
});

await mustBeSomebody();
await show().catch((error) => fail(page, error));
