// The chat beside a recording: what was said, shown when the player comes to the moment at which it was said.

import { base } from "./api.js";
import { Messages } from "./chat-messages.js";
import { elapsed } from "./format.js";
import { carrying } from "./gate.js";

/** What is shown of the time before, when somebody begins in the middle. */
const BEFORE_MILLIS = 60_000;
/** A step further than this is somebody who seeks. */
const SEEK_MILLIS = 3000;
const AHEAD_MILLIS = 30_000;
const LOOK_MILLIS = 250;
const AGAIN_MILLIS = 5000;

export class ChatReplay {
  /** @param video the recording's player */
  constructor(root, video, recording, stream) {
    Object.assign(this, { root, video, stream });
    this.path = `${base}vod/${encodeURIComponent(recording)}/chat.json`;
    this.messages = new Messages(root.querySelector(".chat-list"), root.querySelector(".chat-new"));
    this.begin(0);
  }

  /** Shows the chat if there is one: nothing was said beside most recordings of servers without a chat. */
  async begin(position) {
    const page = await this.ask(`from=${position}`).catch(() => null);
    if (!page?.messages.length) return;
    this.root.hidden = false;
    this.start(this.now, page);
    setInterval(() => this.look(), LOOK_MILLIS);
    this.video.addEventListener("seeked", () => this.look());
  }

  get now() {
    return this.video.currentTime * 1000;
  }

  async ask(query) {
    const answer = await fetch(carrying(`${this.path}?${query}`, this.stream), { cache: "no-store" });
    if (!answer.ok) throw new Error(`${this.path}: ${answer.status}`);
    return answer.json();
  }

  start(now, page) {
    this.messages.clear();
    this.waiting = page.messages;
    this.more = page.more;
    this.last = page.messages.at(-1)?.id;
    this.at = now;
    this.show(now);
  }

  show(now) {
    let due = 0;
    while (due < this.waiting.length && this.waiting[due].position <= now) due++;
    if (due) this.messages.add(this.waiting.splice(0, due), undefined, ({ position }) => elapsed(0, position));
    this.root.querySelector(".chat-empty").hidden = !this.messages.isEmpty;
  }

  look() {
    const { now } = this;
    if (this.loading) return;
    const step = now - this.at;
    if (step < -LOOK_MILLIS || step > SEEK_MILLIS * Math.max(1, this.video.playbackRate)) {
      this.load(`from=${Math.max(0, Math.round(now - BEFORE_MILLIS))}`, (page) => this.start(this.now, page));
      return;
    }
    this.at = now;
    this.show(now);
    const newest = this.waiting.at(-1)?.position ?? now;
    if (this.more && newest < now + AHEAD_MILLIS) {
      this.load(`after=${this.last}`, (page) => {
        this.waiting.push(...page.messages);
        this.more = page.more;
        this.last = page.messages.at(-1)?.id ?? this.last;
      });
    }
  }

  /** Asks for a page, one at a time; what fails is tried again after a while. */
  async load(query, then) {
    this.loading = true;
    try {
      then(await this.ask(query));
      this.loading = false;
    } catch {
      setTimeout(() => (this.loading = false), AGAIN_MILLIS);
    }
  }
}
