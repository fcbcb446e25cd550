// The chat beside a player, or alone in a frame. What it does stands in `data-state` of its element.

import { base, serverNow } from "./api.js";
import { EmojiPicker } from "./chat-emoji.js";
import { Messages } from "./chat-messages.js";
import { ChatSettings, MessageMenu } from "./chat-moderation.js";
import { ChatSocket } from "./chat-socket.js";
import { remember, remembered } from "./remembered.js";

const MOST_POINTS = 500;
const WARN_POINTS = 50;
/** A picture nearer to now than this is live: nothing is held back for it. */
const LIVE_SECONDS = 3;
/** Nobody waits longer for a message than this, whatever the player says. */
const MOST_BEHIND_SECONDS = 60;
const REFUSED_MILLIS = 8000;

export class Chat {
  /** @param player beside which it stands; absent for a chat alone */
  constructor(root, player) {
    this.root = root;
    this.player = player;
    this.rules = { slowSeconds: 0, links: true, membersOnly: false };
    this.open = false;
    this.you = undefined;
    this.muted = undefined;
    this.held = [];
    this.waitUntil = 0;
    this.inStep = remembered("chat-in-step") !== "off";
    this.parts = Object.fromEntries(
      ["list", "older", "empty", "new", "trouble", "retry", "join", "say", "me", "left", "emoji", "picker", "send", "refused", "options", "note"]
        .map((name) => [name, root.querySelector(`.chat-${name}`)]),
    );
    this.nick = root.querySelector("#chat-nick");
    this.text = root.querySelector("#chat-text");
    this.messages = new Messages(this.parts.list, this.parts.new);
    this.socket = new ChatSocket(root.dataset.stream);
    this.menu = new MessageMenu(root, (command) => this.socket.ask(command), (refusal) => this.refuse(refusal));
    this.messages.decorate = (item, message) => {
      item.message = message;
      this.menu.decorate(item, message, this.you);
    };
    this.settings = new ChatSettings(root, root.dataset.stream, this);
    new EmojiPicker(this.parts.picker, this.parts.emoji, this.text);
    this.listen();
    this.show();
    setInterval(() => this.tick(), 250);
  }

  /** Whether there is a picture that messages can wait for. */
  get canStep() {
    return Boolean(this.player);
  }

  setInStep(on) {
    this.inStep = on;
    remember("chat-in-step", on ? "on" : "off");
  }

  listen() {
    const { socket, parts } = this;
    const on = (type, heard) => socket.addEventListener(type, ({ detail }) => heard(detail));
    on("welcome", (welcome) => this.welcomed(welcome));
    on("message", (message) => this.said(message));
    on("gone", ({ ids }) => this.gone((id) => ids.includes(id)));
    on("cleared", ({ upTo }) => this.gone((id) => id <= upTo));
    on("rules", (rules) => (this.rules = rules));
    on("open", ({ open }) => (this.open = open));
    on("you", (you) => this.known(you));
    on("muted", ({ muted }) => (this.muted = muted));
    on("refused", (refusal) => refusal.ref || this.refuse(refusal));
    for (const type of ["rules", "open", "you", "muted", "gone", "cleared"]) socket.addEventListener(type, () => this.show());
    socket.addEventListener("state", () => this.show());
    parts.retry.addEventListener("click", () => socket.connect());
    parts.older.addEventListener("click", () => this.showOlder());
    parts.options.addEventListener("click", () => this.settings.show(this.you));
    parts.join.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.nick.value.trim()) this.join(this.nick.value.trim());
    });
    parts.say.addEventListener("submit", (event) => {
      event.preventDefault();
      this.say();
    });
    this.text.addEventListener("input", () => this.showLeft());
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.say();
    });
    this.nick.value = remembered("chat-nick") ?? "";
    const here = location.pathname.slice(base.length - 1);
    this.root.querySelector(".chat-sign-in").href = `${base}sign-in?next=${encodeURIComponent(here)}`;
  }

  welcomed(welcome) {
    const { parts, messages, socket } = this;
    this.rules = welcome.rules;
    this.open = welcome.open;
    this.you = welcome.you;
    this.muted = welcome.you?.muted;
    parts.list.setAttribute("aria-busy", "true"); // what was said before is not read out
    if (welcome.missed) {
      messages.clear();
      this.held = [];
    } else {
      messages.reconcile(welcome, socket.after);
    }
    this.redecorate();
    if (socket.after && !welcome.missed) welcome.messages.forEach((message) => this.said(message));
    else messages.add(welcome.messages, this.you?.nick);
    parts.older.hidden = !welcome.older;
    if (!socket.after) messages.toEnd();
    requestAnimationFrame(() => parts.list.setAttribute("aria-busy", "false"));
    const nick = remembered("chat-nick");
    if (!this.you && nick) this.join(nick, true);
  }

  redecorate() {
    for (const item of this.messages.ol.children) this.menu.decorate(item, item.message, this.you);
  }

  join(nick, byItself = false) {
    this.joining = byItself ? undefined : nick;
    this.parts.refused.hidden = true;
    this.socket.send({ type: "join", nick, ticket: remembered("chat-ticket") });
  }

  known(you) {
    const before = this.you;
    this.you = you;
    this.muted = you.muted;
    if (you.ticket) remember("chat-ticket", you.ticket);
    if (!you.role) remember("chat-nick", you.nick);
    this.parts.refused.hidden = true;
    this.show();
    if (this.joining && !before) this.text.focus();
    this.joining = undefined;
  }

  /** Another name: the form stands where the message was written until one is chosen. */
  rename() {
    this.nick.value = this.you?.nick ?? "";
    this.you = undefined;
    remember("chat-nick", "");
    this.show();
    this.nick.focus();
  }

  async say() {
    const text = this.text.value.trim();
    if (!text || this.parts.send.disabled) return;
    this.parts.refused.hidden = true;
    this.sending = true;
    this.show();
    try {
      await this.socket.ask({ type: "say", text });
      this.text.value = "";
      if (this.rules.slowSeconds && !this.you?.moderator) this.waitUntil = Date.now() + this.rules.slowSeconds * 1000;
    } catch (refusal) {
      this.refuse(refusal);
    }
    this.sending = false;
    this.show();
  }

  refuse(refusal) {
    const { refused } = this.parts;
    if (refusal.retryMillis && ["slow", "rate"].includes(refusal.why)) this.waitUntil = Date.now() + refusal.retryMillis;
    if (refusal.why === "nick" && !this.joining) remember("chat-nick", ""); // taken while this browser was away
    this.joining = undefined;
    refused.textContent = refusal.words ?? "That did not work; try again.";
    refused.hidden = false;
    clearTimeout(this.refusedTimer);
    this.refusedTimer = setTimeout(() => (refused.hidden = true), REFUSED_MILLIS);
    this.show();
  }

  /** Shows a message, or holds it back until the picture is as far. */
  said(message) {
    const own = this.you && message.nick === this.you.nick;
    if (own || (!this.held.length && this.dueIn(message) <= 0)) {
      this.messages.add([message], this.you?.nick);
    } else {
      this.held.push(message);
    }
    this.showEmpty();
  }

  /** Milliseconds until the picture shows the moment when a message came. */
  dueIn(message) {
    const { player } = this;
    if (!this.inStep || !player || player.from) return 0;
    const { behind } = player;
    if (!(behind > LIVE_SECONDS) || behind > MOST_BEHIND_SECONDS) return 0;
    return message.at + behind * 1000 - serverNow();
  }

  gone(isGone) {
    this.held = this.held.filter(({ id }) => !isGone(id));
    for (const id of [...this.messages.byId.keys()]) if (isGone(id)) this.messages.remove(id);
    this.showEmpty();
  }

  async showOlder() {
    const { parts, messages } = this;
    parts.older.disabled = true;
    try {
      const path = `live/${encodeURIComponent(this.root.dataset.stream)}/chat.json`;
      const before = messages.first === undefined ? "" : `?before=${messages.first}`;
      const answer = await fetch(`${base}${path}${before}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(path);
      const page = await answer.json();
      messages.addOlder(page.messages, this.you?.nick);
      parts.older.hidden = !page.more;
    } catch {
      this.refuse({ words: "Older messages could not be read; try again." });
    }
    parts.older.disabled = false;
  }

  tick() {
    let due = 0;
    while (due < this.held.length && this.dueIn(this.held[due]) <= 0) due++;
    if (due) this.messages.add(this.held.splice(0, due), this.you?.nick);
    this.show();
  }

  // What is shown

  /** Why nothing can be written now: { state, words }, or null where something can. */
  trouble() {
    const { socket, you, muted } = this;
    const guest = !you?.role;
    if (socket.state === "offline") return { state: "offline", words: "You are offline. The chat goes on when the network is back." };
    if (socket.state === "waiting" || (socket.state === "connecting" && socket.tries)) {
      const left = Math.max(0, Math.ceil((socket.retryAt - Date.now()) / 1000));
      const words = socket.state === "connecting" || !left ? "Not connected. Trying again…" : `Not connected. Trying again in ${left} s.`;
      return { state: "disconnected", words, retry: left > 1 };
    }
    if (socket.state === "connecting") return { state: "connecting", words: "" };
    if (you && muted && (!muted.until || muted.until > serverNow())) {
      const reason = muted.reason ? ` ${muted.reason}` : "";
      if (!muted.until) return { state: "muted", words: `You are shut out of this chat.${reason}` };
      return { state: "muted", words: `You cannot write for ${countdown(muted.until - serverNow())}.${reason}` };
    }
    if (guest && this.rules.membersOnly) return { state: "members", words: "Only people who have signed in can write now." };
    if (guest && !this.open) return { state: "closed", words: "The stream is offline. Guests can write when it is live." };
    return null;
  }

  show() {
    const { parts, you, socket } = this;
    const trouble = this.trouble();
    this.root.dataset.state = trouble?.state ?? "open";
    parts.trouble.hidden = !trouble?.words;
    say(parts.trouble.firstElementChild, trouble?.words ?? "");
    parts.retry.hidden = !trouble?.retry;
    parts.say.hidden = !you || trouble?.state === "closed" || trouble?.state === "members";
    parts.join.hidden = Boolean(you) || socket.state !== "open" || trouble?.state === "closed";
    parts.join.classList.toggle("chat-members", trouble?.state === "members");
    parts.options.hidden = !this.canStep && !you;
    const notes = [this.rules.slowSeconds ? "Slow mode" : "", this.rules.membersOnly ? "Members only" : ""];
    say(parts.note, notes.filter(Boolean).join(" · "));
    say(parts.me, you?.nick ?? "");
    this.text.disabled = Boolean(trouble);
    this.showLeft();
    this.showEmpty();
  }

  showLeft() {
    const { left, send } = this.parts;
    const points = MOST_POINTS - [...this.text.value].length;
    const wait = Math.ceil((this.waitUntil - Date.now()) / 1000);
    left.classList.toggle("chat-over", points < 0);
    say(left, wait > 0 ? `Wait ${wait} s` : points < WARN_POINTS ? String(points) : "");
    send.disabled = Boolean(this.sending) || this.text.disabled || wait > 0 || points < 0;
  }

  showEmpty() {
    const { empty } = this.parts;
    empty.hidden = !this.messages.isEmpty;
    say(empty, this.socket.state === "open" ? "Nothing was said here yet." : this.root.dataset.state === "connecting" ? "Connecting…" : "");
  }
}

/** Changes a text only where it differs: what is read out is not read out again. */
function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function countdown(millis) {
  const seconds = Math.max(0, Math.ceil(millis / 1000));
  if (seconds >= 7200) return `${Math.ceil(seconds / 3600)} hours`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
