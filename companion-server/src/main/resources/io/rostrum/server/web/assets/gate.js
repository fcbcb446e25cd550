// Who may watch: asks for a stream's password or for an account, and has every address of its media carry what that gives.

import { base } from "./api.js";

const ANSWER_MILLIS = 15000;
const NO_ANSWER = "The server does not answer. Try again in a moment.";

/** Playback tokens by stream; a signed link brings one in its own address. */
const tokens = new Map();
const brought = new URLSearchParams(location.search).get("playback");

/** The address of something of a stream, with its token where it has one. */
export function carrying(address, stream) {
  const token = tokens.get(stream);
  if (!token) return address;
  return `${address}${address.includes("?") ? "&" : "?"}playback=${encodeURIComponent(token)}`;
}

/**
 * Asks to be let in; null where one is, else what is needed: { needs, words, status }. Throws where nobody answers.
 *
 * @param password what the viewer has typed; none to be let in by a cookie, an account, or a signed link
 */
export async function enter(stream, password) {
  if (!tokens.has(stream) && brought) tokens.set(stream, brought);
  const address = carrying(`${base}api/v1/channels/${encodeURIComponent(stream)}/playback`, stream);
  const response = await fetch(address, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(password === undefined ? {} : { password }),
    cache: "no-store",
    signal: AbortSignal.timeout(ANSWER_MILLIS),
  });
  const json = response.headers.get("Content-Type") === "application/json";
  if (!json) throw new Error((await response.text()).trim() || NO_ANSWER);
  const answer = await response.json();
  if (!response.ok) {
    tokens.delete(stream);
    return { ...answer, status: response.status };
  }
  if (answer.token) tokens.set(stream, answer.token);
  else tokens.delete(stream);
  return null;
}

const TITLES = {
  password: ["Password needed", "Whoever runs this stream has the password."],
  "sign-in": ["Sign in to watch", "This stream is for people with an account here."],
  "other-account": ["Not for this account", ""],
  class: ["For a class", ""],
  "class-door": ["Almost there", ""],
};

/** The form of gate.html. */
export class Gate {
  /**
   * @param form the element
   * @param stream what it stands before
   * @param opened called when the viewer may watch
   */
  constructor(form, stream, opened) {
    Object.assign(this, { form, stream, opened });
    this.field = form.querySelector(".gate-password");
    this.needs = "";
    this.button = form.querySelector("[type=submit]");
    const here = location.pathname.slice(base.length - 1);
    const link = form.querySelector(".gate-sign-in");
    const framed = ["embed", "embed-chat"].some((name) => document.body.classList.contains(name));
    const to = framed ? `/watch/${stream}` : here;
    link.href = `${base}sign-in?next=${encodeURIComponent(to)}`;
    this.classLink = form.querySelector(".gate-class");
    this.framed = framed;
    // a frame of another site has no cookies of ours
    if (framed) for (const away of [link, this.classLink]) away.target = "_blank";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("input", () => this.wrong(""));
  }

  /** Shows what is needed: the answer of enter(). */
  ask({ needs, words, status }) {
    this.needs = needs;
    const [title, text] = TITLES[needs];
    this.form.querySelector(".gate-title").textContent = title;
    this.form.querySelector(".gate-text").textContent = text || words;
    this.form.querySelector(".gate-fields").hidden = needs !== "password";
    this.form.querySelector(".gate-sign-in").hidden = ["password", "class-door"].includes(needs) || (needs === "class" && status !== 401);
    this.askClass();
    this.wrong("");
    this.form.hidden = false;
  }

  /** Leads to where one joins the class, or, from a frame, to the page on which one is let in. */
  askClass() {
    const name = encodeURIComponent(this.stream);
    this.classLink.hidden = this.needs !== "class" && !(this.needs === "class-door" && this.framed);
    this.classLink.textContent = this.needs === "class" ? "I have a code" : "Open the class";
    this.classLink.href = this.needs === "class" ? `${base}class/${name}/join` : `${base}watch/${name}`;
  }

  /** Whether what is missing may come by itself: the class lets one in. */
  get waitsForClass() {
    return !this.form.hidden && this.needs.startsWith("class");
  }

  hide() {
    this.form.hidden = true;
    this.field.value = "";
  }

  wrong(words) {
    this.form.querySelector(".gate-wrong").textContent = words;
    this.field.setAttribute("aria-invalid", String(Boolean(words)));
  }

  async submit() {
    if (!this.field.value) {
      this.field.focus();
      return;
    }
    if (this.button.disabled) return;
    this.button.disabled = true;
    this.wrong("");
    try {
      const lacking = await enter(this.stream, this.field.value);
      if (!lacking) {
        this.hide();
        this.opened();
        return;
      }
      if (lacking.needs !== "password") this.ask(lacking);
      else this.wrong(lacking.words);
      if (lacking.status === 403) this.field.select();
    } catch {
      this.wrong(NO_ANSWER);
    } finally {
      this.button.disabled = false;
    }
    this.field.focus();
  }
}
