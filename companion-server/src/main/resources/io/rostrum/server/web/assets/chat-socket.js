// The connection of a chat: comes back by itself, with the newest message it has, and gives what it hears as events.
// docs/CHAT.md describes the messages.

import { base } from "./api.js";
import { carrying } from "./gate.js";

const RETRY_MILLIS = [500, 1000, 2000, 4000, 8000, 15000, 30000];
/** Whoever was cut off for saying too much waits longer. */
const CUT_OFF_MILLIS = 30000;
const POLICY_VIOLATION = 1008;
const ANSWER_MILLIS = 10000;

/** Events: every type of the protocol, with the message as `detail`, and `state` when the connection's changes. */
export class ChatSocket extends EventTarget {
  constructor(stream) {
    super();
    this.stream = stream;
    this.state = "connecting";
    this.tries = 0;
    this.refs = 0;
    this.asked = new Map();
    /** Newest message there is here; 0 before the first. */
    this.last = 0;
    window.addEventListener("online", () => this.state !== "open" && this.connect());
    window.addEventListener("offline", () => {
      this.drop();
      this.become("offline");
    });
    this.connect();
  }

  become(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }

  drop() {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
    for (const { reject } of this.asked.values()) reject({ why: "unavailable", words: "The connection broke; try again." });
    this.asked.clear();
  }

  connect() {
    this.drop();
    if (!navigator.onLine) {
      this.become("offline");
      return;
    }
    this.become("connecting");
    const url = new URL(carrying(`${base}live/${encodeURIComponent(this.stream)}/chat`, this.stream), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    if (this.last) url.searchParams.set("after", String(this.last));
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onmessage = ({ data }) => socket === this.socket && this.heard(JSON.parse(data));
    socket.onclose = ({ code }) => socket === this.socket && this.closed(code);
  }

  closed(code) {
    this.drop();
    const wait = code === POLICY_VIOLATION
      ? CUT_OFF_MILLIS
      : RETRY_MILLIS[Math.min(this.tries, RETRY_MILLIS.length - 1)] * (0.75 + 0.5 * Math.random());
    this.tries++;
    this.retryAt = Date.now() + wait;
    this.timer = setTimeout(() => this.connect(), wait);
    this.become(navigator.onLine ? "waiting" : "offline");
  }

  heard(message) {
    const { type, ref } = message;
    if (type === "message") this.last = Math.max(this.last, message.id);
    if (type === "welcome") {
      this.after = this.last;
      for (const { id } of message.messages) this.last = Math.max(this.last, id);
      this.tries = 0;
      this.state = "open"; // whoever hears of it may answer at once
    }
    this.dispatchEvent(new CustomEvent(type, { detail: message }));
    if (type === "welcome") this.become("open");
    const asked = this.asked.get(ref);
    if (!asked) return;
    this.asked.delete(ref);
    clearTimeout(asked.timer);
    if (type === "refused") asked.reject(message);
    else asked.resolve(message);
  }

  /** Sends without waiting for an answer. */
  send(command) {
    if (this.state === "open") this.socket.send(JSON.stringify(command));
  }

  /** Sends a command; the answer, or throws the refusal: { why, words, retryMillis }. */
  ask(command) {
    if (this.state !== "open") return Promise.reject({ why: "unavailable", words: "Not connected." });
    const ref = `r${++this.refs}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.asked.delete(ref);
        reject({ why: "unavailable", words: "The server does not answer; try again." });
      }, ANSWER_MILLIS);
      this.asked.set(ref, { resolve, reject, timer });
      this.send({ ...command, ref });
    });
  }
}
