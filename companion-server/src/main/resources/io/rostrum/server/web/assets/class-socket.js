// The connection of a class: comes back by itself, is told how everything stands, and gives it as events.
// docs/CLASSES.md describes the messages.

import { base } from "./api.js";

const RETRY_MILLIS = [500, 1000, 2000, 4000, 8000, 15000];
/** Whoever was cut off for saying too much waits longer. */
const CUT_OFF_MILLIS = 30000;
const POLICY_VIOLATION = 1008;
const REMOVED = 4404;
const ANSWER_MILLIS = 10000;

/** Events: every type of the protocol, with the message as `detail`, and `state` when the connection's changes. */
export class ClassSocket extends EventTarget {
  constructor(stream) {
    super();
    this.stream = stream;
    this.state = "connecting";
    this.tries = 0;
    this.refs = 0;
    this.asked = new Map();
    this.clockOffset = 0;
    window.addEventListener("online", () => this.state !== "open" && this.connect());
    this.connect();
  }

  /** Milliseconds since 1970 by the server's clock. */
  now() {
    return Date.now() + this.clockOffset;
  }

  become(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }

  connect() {
    clearTimeout(this.timer);
    this.socket?.close();
    this.become("connecting");
    const url = new URL(`${base}live/${encodeURIComponent(this.stream)}/class`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onmessage = ({ data }) => socket === this.socket && this.heard(JSON.parse(data));
    socket.onclose = ({ code }) => socket === this.socket && this.closed(code);
  }

  closed(code) {
    this.socket = undefined;
    for (const { reject, timer } of this.asked.values()) {
      clearTimeout(timer);
      reject(new Error("The connection broke; try again."));
    }
    this.asked.clear();
    if (code === REMOVED) {
      this.become("removed");
      return;
    }
    const wait = code === POLICY_VIOLATION
      ? CUT_OFF_MILLIS
      : RETRY_MILLIS[Math.min(this.tries, RETRY_MILLIS.length - 1)] * (0.75 + 0.5 * Math.random());
    this.tries++;
    this.timer = setTimeout(() => this.connect(), wait);
    this.become("waiting");
  }

  heard(message) {
    if (message.type === "welcome") {
      this.tries = 0;
      this.clockOffset = message.serverTimeMillis - Date.now();
      this.become("open");
    }
    this.dispatchEvent(new CustomEvent(message.type, { detail: message }));
    const asked = this.asked.get(message.ref);
    if (!asked) return;
    this.asked.delete(message.ref);
    clearTimeout(asked.timer);
    if (message.type === "refused") asked.reject(new Error(message.words));
    else asked.resolve(message);
  }

  /** Sends a command; throws what the server refuses, in its words. */
  ask(command) {
    if (this.state !== "open") return Promise.reject(new Error("Not connected; try again in a moment."));
    const ref = `r${++this.refs}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.asked.delete(ref);
        reject(new Error("The server does not answer; try again."));
      }, ANSWER_MILLIS);
      this.asked.set(ref, { resolve, reject, timer });
      this.socket.send(JSON.stringify({ ...command, ref }));
    });
  }
}
