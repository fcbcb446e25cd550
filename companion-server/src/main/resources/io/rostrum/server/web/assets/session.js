// Who has signed in, and what pages ask the server in their name.

import { base } from "./api.js";

const ANSWER_MILLIS = 15000;
const TRY_AGAIN_MILLIS = 3000;

let proof = "";

/** What the server refused, in its words. */
export class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/**
 * Asks; the answer is { status, body, tag }, with null for no body and its entity tag. Throws a Refusal.
 *
 * @param body a file, or what becomes JSON
 */
export async function send(method, path, body, { headers = {} } = {}) {
  const file = body instanceof Blob;
  let response;
  try {
    response = await fetch(base + path, {
      method,
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": file ? body.type : "application/json" }),
        ...(proof ? { "X-Rostrum-Proof": proof } : {}),
        ...headers,
      },
      body: body === undefined || file ? body : JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
  } catch {
    throw new Refusal(0, "The server does not answer. Try again in a moment.");
  }
  const text = await response.text();
  if (!response.ok) throw new Refusal(response.status, text.trim() || `The server answered ${response.status}.`);
  return { status: response.status, body: text ? JSON.parse(text) : null, tag: response.headers.get("ETag") ?? "" };
}

/** { claimed, account }: account is { name, role }, or absent where nobody has signed in. */
export async function who() {
  const { body } = await send("GET", "api/v1/session");
  proof = body.proof ?? "";
  const nav = document.querySelector(".own");
  if (nav && body.account) {
    nav.hidden = false;
    for (const link of nav.querySelectorAll("[data-role]")) link.hidden = !link.dataset.role.split(" ").includes(body.account.role);
    const here = [...nav.querySelectorAll("a")].find((link) => link.pathname === location.pathname);
    here?.setAttribute("aria-current", "page");
    here?.scrollIntoView({ block: "nearest", inline: "center" });
    nav.querySelector(".sign-out").onclick = async () => {
      await send("DELETE", "api/v1/session").catch(() => {});
      location.assign(`${base}sign-in`);
    };
  }
  return body;
}

/** Like who, but says what is wrong until the server and its database answer. */
async function whoAtLast() {
  const line = document.querySelector(".failure");
  for (;;) {
    try {
      const known = await who();
      line.hidden = true;
      return known;
    } catch (error) {
      fail(document, error);
      if (error.status && error.status < 500) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MILLIS));
  }
}

/** Who has signed in, once the server answers; leads to the sign-in page where nobody has. */
export async function mustBeSomebody() {
  const known = await whoAtLast();
  if (!known.account) {
    const here = location.pathname.slice(base.length - 1);
    location.replace(`${base}sign-in?next=${encodeURIComponent(here)}`);
    await new Promise(() => {});
  }
  return known.account;
}

/** Where to go after signing in: a page of this server, whatever the address says. */
export function next() {
  const wanted = new URLSearchParams(location.search).get("next") ?? "";
  return /^\/[A-Za-z0-9][A-Za-z0-9/._-]*$/.test(wanted) ? base + wanted.slice(1) : `${base}account`;
}

/** Shows why something failed, in the page's or the form's own line for that. */
export function fail(root, error) {
  const line = root.querySelector(".failure") ?? document.querySelector(".failure");
  line.textContent = error ? error.message : "";
  line.hidden = !error;
  if (error) line.scrollIntoView({ block: "nearest" });
}

/** Does what a form is for when it is sent, once at a time; failures are shown. */
export function onSend(form, work) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    if (button.disabled) return;
    const empty = [...form.querySelectorAll("input[required]")].find((input) => !input.value && input.offsetParent);
    if (empty) {
      empty.focus();
      return;
    }
    button.disabled = true;
    fail(form, null);
    try {
      await work();
    } catch (error) {
      fail(form, error);
    } finally {
      button.disabled = false;
    }
  });
}

/** Two password fields that must say the same. */
export function same(first, again) {
  if (first.value !== again.value) {
    again.focus();
    throw new Refusal(0, "The two new passwords differ.");
  }
  return first.value;
}

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
