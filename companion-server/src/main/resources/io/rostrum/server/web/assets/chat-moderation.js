// What moderators have besides: a menu on each message, and the chat's settings.

import { Refusal, element, send, who } from "./session.js";

const RANK = ["viewer", "student", "teacher", "moderator", "owner"];
const SLOW = [[0, "Off"], [5, "5 seconds"], [10, "10 seconds"], [30, "30 seconds"], [60, "1 minute"], [300, "5 minutes"]];

/** The menu on a message. */
export class MessageMenu {
  /** @param ask sends a command; throws its refusal */
  constructor(root, ask, failed) {
    Object.assign(this, { root, ask, failed });
    this.menu = root.querySelector(".chat-menu");
    this.list = root.querySelector(".chat-list");
    this.menu.addEventListener("keydown", (event) => this.move(event));
    document.addEventListener("pointerdown", (event) => {
      if (!this.menu.hidden && !event.target.closest(".chat-menu, .chat-more")) this.close(false);
    });
    this.list.addEventListener("scroll", () => !this.menu.hidden && this.close(false));
    this.list.addEventListener("keydown", (event) => this.moveAlong(event));
  }

  /** @param you who looks on: { nick, role, moderator } */
  decorate(item, message, you) {
    item.querySelector(".chat-more")?.remove();
    if (!you?.moderator) return;
    const own = message.role && message.nick === you.nick;
    if (!own && RANK.indexOf(message.role ?? "") >= RANK.indexOf(you.role)) return;
    const more = element("button", "chat-more", "⋮");
    more.type = "button";
    more.tabIndex = -1;
    more.setAttribute("aria-label", `Moderate what ${message.nick} said`);
    more.setAttribute("aria-haspopup", "menu");
    more.addEventListener("click", () => this.open(more, message, own));
    item.append(more);
    this.list.tabIndex = 0;
  }

  /** Arrows go from message to message, with the list in focus. */
  moveAlong(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const all = [...this.list.querySelectorAll(".chat-more")];
    if (!step || !all.length) return;
    const at = all.indexOf(document.activeElement);
    const to = at < 0 ? all.length - 1 : Math.min(all.length - 1, Math.max(0, at + step));
    all[to].focus();
    event.preventDefault();
  }

  open(button, message, own) {
    this.button = button;
    const { id, nick, role } = message;
    const items = [["Delete", { type: "delete", id }]];
    if (!own) {
      items.push(
        ["Silence for 1 minute", { type: "timeout", id, seconds: 60 }],
        ["Silence for 10 minutes", { type: "timeout", id, seconds: 600 }],
        ["Silence for 1 day", { type: "timeout", id, seconds: 86400 }],
        [role ? `Ban the account ${nick}` : `Ban the name ${nick}`, { type: "ban", id }],
        ["Ban the address it came from", { type: "ban", id, what: "address" }],
      );
    }
    this.menu.replaceChildren(
      ...items.map(([label, command]) => {
        const item = element("button", "chat-menu-item", label);
        item.type = "button";
        item.setAttribute("role", "menuitem");
        item.addEventListener("click", () => {
          this.close(true);
          this.ask(command).catch(this.failed);
        });
        return item;
      }),
    );
    this.menu.hidden = false;
    const place = button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.menu;
    this.menu.style.left = `${Math.max(8, Math.min(place.right - offsetWidth, innerWidth - offsetWidth - 8))}px`;
    this.menu.style.top = `${Math.max(8, Math.min(place.bottom + 4, innerHeight - offsetHeight - 8))}px`;
    this.menu.querySelector("button").focus();
  }

  close(returnFocus) {
    this.menu.hidden = true;
    if (returnFocus) (this.button?.isConnected ? this.button : this.list).focus();
  }

  move(event) {
    const items = [...this.menu.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape") this.close(true);
    else if (event.key === "Tab") this.close(false);
    else if (to !== undefined) items[(to + items.length) % items.length].focus();
    if (event.key === "Tab" || (to === undefined && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The settings: the viewer's own, and those of the room for moderators. */
export class ChatSettings {
  /** @param own { inStep, setInStep, canStep, rename } of the viewer */
  constructor(root, stream, own) {
    Object.assign(this, { stream, own });
    this.dialog = root.querySelector(".chat-dialog");
    this.path = `api/v1/streams/${encodeURIComponent(stream)}/chat`;
  }

  async show(you) {
    const { dialog, own } = this;
    const title = element("h2", "", "Chat settings");
    title.id = "chat-dialog-title";
    const failure = element("p", "failure chat-failure");
    failure.setAttribute("role", "alert");
    failure.hidden = true;
    const body = element("div", "chat-dialog-body");
    const close = element("button", "button", "Close");
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(title, body, failure, close);
    this.failure = failure;
    if (own.canStep) {
      const [line, box] = check("Show messages when the picture reaches their moment", own.inStep);
      box.addEventListener("change", () => own.setInStep(box.checked));
      body.append(line);
    }
    if (you && !you.role) {
      const rename = element("button", "button", "Change my name");
      rename.type = "button";
      rename.addEventListener("click", () => {
        dialog.close();
        own.rename();
      });
      body.append(rename);
    }
    if (!dialog.open) dialog.showModal();
    if (you?.moderator) await this.tried(() => this.moderating(body));
  }

  async tried(work) {
    this.failure.hidden = true;
    try {
      await work();
    } catch (error) {
      this.failure.textContent = error instanceof Refusal ? error.message : "That did not work; try again.";
      this.failure.hidden = false;
    }
  }

  async moderating(body) {
    await who(); // changes need its proof
    const [{ body: rules }, { body: banned }] = await Promise.all([
      send("GET", `${this.path}/rules`),
      send("GET", `${this.path}/bans`),
    ]);
    const form = element("form", "chat-rules");
    const slow = element("select", "chat-field");
    slow.id = "chat-slow";
    const known = SLOW.some(([seconds]) => seconds === rules.slowSeconds);
    for (const [seconds, label] of known ? SLOW : [...SLOW, [rules.slowSeconds, `${rules.slowSeconds} seconds`]]) {
      const option = element("option", "", label);
      option.value = String(seconds);
      option.selected = seconds === rules.slowSeconds;
      slow.append(option);
    }
    const slowLabel = element("label", "", "Slow mode: one message every");
    slowLabel.htmlFor = slow.id;
    const [links, linksBox] = check("Links are allowed", rules.links);
    const [members, membersBox] = check("Only people who have signed in may write", rules.membersOnly);
    const blocked = element("textarea", "chat-field");
    blocked.id = "chat-blocked";
    blocked.rows = 4;
    blocked.value = rules.blockedWords.join("\n");
    const blockedLabel = element("label", "", "Blocked words, one a line; * stands for any letters");
    blockedLabel.htmlFor = blocked.id;
    const save = element("button", "button primary", "Save");
    save.type = "submit";
    form.append(slowLabel, slow, links, members, blockedLabel, blocked, save);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.tried(async () => {
        await send("PATCH", `${this.path}/rules`, {
          slowSeconds: Number(slow.value),
          links: linksBox.checked,
          membersOnly: membersBox.checked,
          blockedWords: blocked.value.split("\n").map((word) => word.trim()).filter(Boolean),
        });
        save.textContent = "Saved";
        setTimeout(() => (save.textContent = "Save"), 2000);
      });
    });
    body.append(element("h3", "", "For everybody"), form, element("h3", "", "Shut out"), this.bans(banned.bans), this.clear());
  }

  bans(bans) {
    if (!bans.length) return element("p", "chat-fine", "Nobody is shut out of this chat.");
    const list = element("ul", "chat-bans");
    for (const { id, kind, shown, until, by } of bans) {
      const item = element("li");
      const what = { account: "account", nick: "name", address: "address of" }[kind];
      const when = until ? `until ${new Date(until).toLocaleString()}` : "for good";
      const who = element("span", "", `${shown} `);
      who.append(element("small", "", `${what}, ${when}, by ${by}`));
      const lift = element("button", "button", "Let in");
      lift.type = "button";
      lift.setAttribute("aria-label", `Let ${shown} in again`);
      lift.addEventListener("click", () =>
        this.tried(async () => {
          await send("DELETE", `${this.path}/bans/${encodeURIComponent(id)}`);
          item.remove();
        }),
      );
      item.append(who, lift);
      list.append(item);
    }
    return list;
  }

  /** Asks once before it cannot be taken back. */
  clear() {
    const button = element("button", "button chat-clear", "Delete all messages…");
    button.type = "button";
    button.addEventListener("click", () => {
      if (!button.dataset.sure) {
        button.dataset.sure = "yes";
        button.textContent = `Really delete every message of ${this.stream}`;
        return;
      }
      this.tried(async () => {
        await send("DELETE", `${this.path}/messages`);
        this.dialog.close();
      });
    });
    return button;
  }
}

function check(label, checked) {
  const line = element("label", "chat-check");
  const box = element("input");
  box.type = "checkbox";
  box.checked = checked;
  line.append(box, element("span", "", label));
  return [line, box];
}
