// Messages of a chat on a page. What people wrote goes into text nodes and nowhere else.

const NICK_COLOURS = 8;
const MOST_SHOWN = 600;
const AT_END_PIXELS = 48;
/** Links, and names behind an @. */
const SPECIAL = /(https?:\/\/[^\s<>"]+)|(@[\p{L}\p{N}\p{M}._-]{2,32})/giu;
const ROLES = { teacher: "Teacher", moderator: "Moderator", owner: "Owner", student: "Student" };

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The link, or null for what is none. */
function link(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  const anchor = element("a", "", text);
  anchor.href = url.href;
  anchor.rel = "nofollow ugc noopener noreferrer";
  anchor.target = "_blank";
  return anchor;
}

/** What somebody said, with its links and mentions. */
export function words(text, own) {
  const said = element("span", "chat-words");
  said.dir = "auto";
  let at = 0;
  for (const found of text.matchAll(SPECIAL)) {
    const [whole, address] = found;
    const shown = whole.replace(/[).,!?;:'*\]]+$/, "");
    const special = address ? link(shown) : element("span", isOwn(shown, own) ? "chat-mention chat-own" : "chat-mention", shown);
    if (!special) continue;
    said.append(text.slice(at, found.index), special);
    at = found.index + shown.length;
  }
  said.append(text.slice(at));
  return said;
}

function isOwn(mention, own) {
  return Boolean(own) && mention.slice(1).toLowerCase() === own.toLowerCase();
}

function colourOf(nick) {
  let sum = 0;
  for (const letter of nick) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
  return Math.imul(sum ^ (sum >>> 15), 0x9e3779b1) >>> (32 - Math.log2(NICK_COLOURS));
}

/** The list of messages: newest below, follows them while it is scrolled to its end. */
export class Messages {
  /** @param newButton shown while newer messages are out of sight */
  constructor(list, newButton) {
    this.list = list;
    this.ol = list.querySelector("ol");
    this.newButton = newButton;
    this.byId = new Map();
    this.unseen = 0;
    /** Told of each message's element, to add to it. */
    this.decorate = () => {};
    list.addEventListener("scroll", () => this.atEnd && this.seen());
    newButton.addEventListener("click", () => {
      this.toEnd();
      list.focus({ preventScroll: true });
    });
    new ResizeObserver(() => this.wasAtEnd !== false && this.toEnd()).observe(list);
  }

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    return scrollHeight - scrollTop - clientHeight < AT_END_PIXELS;
  }

  get first() {
    return this.byId.keys().next().value;
  }

  get isEmpty() {
    return this.byId.size === 0;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.seen();
  }

  seen() {
    this.wasAtEnd = true;
    this.unseen = 0;
    this.newButton.hidden = true;
  }

  /** @param clock what stands before the message */
  item(message, own, clock) {
    const item = element("li", "chat-message");
    item.dataset.id = String(message.id);
    const time = element("time", "", clock);
    const nick = element("bdi", `chat-nick chat-nick-${colourOf(message.nick)}`, message.nick);
    const said = words(message.text, own);
    item.append(time);
    if (ROLES[message.role]) {
      const badge = element("span", "chat-role", ROLES[message.role]);
      badge.dataset.role = message.role;
      item.append(badge, " ");
    }
    item.append(nick, element("span", "chat-hidden", ": "), " ", said);
    if (said.querySelector(".chat-own")) item.classList.add("chat-mentioned");
    this.decorate(item, message);
    return item;
  }

  /** Adds newer messages at the end. */
  add(messages, own, clock = (message) => clockOf(message.at)) {
    const follow = this.atEnd;
    let added = 0;
    for (const message of messages) {
      if (this.byId.has(message.id)) continue;
      const item = this.item(message, own, clock(message));
      this.byId.set(message.id, item);
      this.ol.append(item);
      added++;
    }
    if (follow) {
      this.trim();
      this.toEnd();
    } else if (added) {
      this.wasAtEnd = false;
      this.unseen += added;
      this.newButton.hidden = false;
      this.newButton.textContent = this.unseen === 1 ? "1 new message ↓" : `${this.unseen} new messages ↓`;
    }
  }

  /** Adds older messages at the beginning; what is in sight stays where it is. */
  addOlder(messages, own) {
    const { list, ol } = this;
    const before = list.scrollHeight - list.scrollTop;
    const fresh = messages.filter(({ id }) => !this.byId.has(id)).map((m) => [m.id, this.item(m, own, clockOf(m.at))]);
    this.byId = new Map([...fresh, ...this.byId]);
    ol.prepend(...fresh.map(([, item]) => item));
    list.scrollTop = list.scrollHeight - before;
  }

  trim() {
    for (const [id, item] of this.byId) {
      if (this.byId.size <= MOST_SHOWN) return;
      item.remove();
      this.byId.delete(id);
    }
  }

  remove(id) {
    this.byId.get(id)?.remove();
    this.byId.delete(id);
  }

  removeUpTo(last) {
    for (const id of [...this.byId.keys()]) if (id <= last) this.remove(id);
  }

  /** Removes what was deleted while the connection was away; see docs/CHAT.md. */
  reconcile({ kept, older, messages }, after) {
    const known = new Set(kept);
    const oldest = kept[0] ?? messages[0]?.id ?? Infinity;
    for (const id of [...this.byId.keys()]) {
      if (id <= after && !known.has(id) && (!older || id > oldest)) this.remove(id);
    }
  }

  clear() {
    this.byId.clear();
    this.ol.replaceChildren();
    this.seen();
  }
}

function clockOf(millis) {
  return new Date(millis).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
