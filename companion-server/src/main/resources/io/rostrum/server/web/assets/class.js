// The class beside the picture: the door, hands, questions, polls and quizzes, in tabs with the chat.

import { base } from "./api.js";
import { act, bar, redraw, Rows } from "./class-parts.js";
import { ClassSocket } from "./class-socket.js";
import { element } from "./session.js";

const REFUSED_MILLIS = 8000;

export class ClassPanel {
  /**
   * @param side the tabs with the panel; the chat, where there is one, moves in beside it
   * @param entered called when the viewer comes into the class
   */
  constructor(side, entered) {
    this.side = side;
    this.entered = entered;
    this.root = side.querySelector(".class");
    this.parts = Object.fromEntries(
      [".class-said", ".door-title", ".door-text", ".door-consent", ".door-acts", ".class-door", ".class-body", ".class-foot", ".class-polls",
        ".class-questions", ".class-none", ".class-refused", ".hand", ".ask", ".side-dot"].map((name) => [name, this.root.querySelector(name) ?? side.querySelector(name)]),
    );
    this.text = side.querySelector("#ask-text");
    this.you = { standing: "connecting" };
    this.room = undefined;
    this.roster = [];
    this.polls = [];
    this.questions = [];
    this.seen = new Set();
    /** What was chosen and not sent yet, by poll. */
    this.chosen = new Map();
    this.pollRows = new Rows(this.parts[".class-polls"], (poll) => this.pollCard(poll));
    this.tabs();
    this.parts[".hand"].addEventListener("click", () => this.does({ type: "hand", up: !this.you.mine?.hand }));
    this.parts[".ask"].addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    this.socket = new ClassSocket(this.root.dataset.stream);
    this.socket.addEventListener("state", () => this.show());
    for (const type of ["class", "you", "roster", "hands", "questions", "polls"]) {
      this.socket.addEventListener(type, ({ detail }) => this.told(type, detail));
    }
  }

  // Tabs

  tabs() {
    const chat = document.getElementById("chat");
    const list = this.side.querySelector(".side-tabs");
    if (!chat) {
      list.remove();
      this.root.removeAttribute("role");
      this.root.setAttribute("aria-label", "Class");
      return;
    }
    this.side.append(chat);
    chat.setAttribute("role", "tabpanel");
    chat.setAttribute("aria-labelledby", "tab-chat");
    chat.removeAttribute("aria-label");
    const tabs = [...list.querySelectorAll("[role=tab]")];
    this.pick = (name) => {
      this.side.dataset.tab = name;
      for (const tab of tabs) {
        const on = tab.id === `tab-${name}`;
        tab.setAttribute("aria-selected", String(on));
        tab.tabIndex = on ? 0 : -1;
      }
      if (name === "class") this.parts[".side-dot"].hidden = true;
    };
    for (const tab of tabs) tab.addEventListener("click", () => this.pick(tab.id.slice(4)));
    list.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation(); // arrows are the player's otherwise
      const other = tabs.find((tab) => tab.getAttribute("aria-selected") === "false");
      other.click();
      other.focus();
    });
  }

  /** Says what is new to a screen reader, and marks the tab where it is not open. */
  say(words) {
    this.parts[".class-said"].textContent = words;
    if (this.side.dataset.tab !== "class") this.parts[".side-dot"].hidden = false;
  }

  // What the server says

  told(type, message) {
    const before = this.you.standing;
    if (type === "you") this.you = message;
    else if (type === "class") this.room = message;
    else if (type === "roster") this.roster = message.members;
    else if (type === "hands") this.hands = message.hands;
    else this[type] = message[type];
    if (type === "you" && before !== message.standing) {
      this.say({ in: "You are in the class.", waiting: "You are in the waiting room." }[message.standing] ?? "");
      if (message.standing === "in") {
        this.wasIn = true;
        this.entered();
      }
    }
    if (type === "polls") {
      for (const { id, state, title, published } of message.polls) {
        const now = `${id} ${state} ${published}`;
        if (!this.seen.has(now) && this.you.standing === "in") {
          this.say(published ? `Results: ${title}` : state === "open" ? `New question: ${title}` : "");
        }
        this.seen.add(now);
      }
    }
    this.show();
  }

  async does(command) {
    try {
      await this.socket.ask(command);
      return true;
    } catch (error) {
      const line = this.parts[".class-refused"];
      line.textContent = error.message;
      line.hidden = false;
      clearTimeout(this.refusedTimer);
      this.refusedTimer = setTimeout(() => (line.hidden = true), REFUSED_MILLIS);
      return false;
    }
  }

  async ask() {
    const text = this.text.value.trim();
    if (text && (await this.does({ type: "ask", text }))) this.text.value = "";
  }

  // What is shown

  show() {
    const { parts, you } = this;
    const connected = this.socket?.state === "open" && this.room;
    const standing = connected ? (you.leads && you.standing !== "in" ? "leads" : you.standing) : this.socket?.state === "removed" ? "removed" : "connecting";
    this.root.dataset.standing = standing;
    const inside = standing === "in";
    parts[".class-door"].hidden = inside;
    parts[".class-body"].hidden = !inside;
    parts[".class-foot"].hidden = !inside;
    if (inside) this.showClass();
    else this.showDoor(standing);
  }

  showDoor(standing) {
    const { parts, you } = this;
    const name = you.name ? ` as ${you.name}` : "";
    const [title, text] = {
      connecting: ["Connecting…", ""],
      removed: ["There is no class any more", "This stream has no class now. The picture goes on."],
      outside: ["This class is by invitation", "Ask your teacher for the link, or sign in if you have an account here."],
      consent: ["Before you enter", "Please read this. You enter when you agree."],
      early: this.wasIn ? ["The class is over", "Thank you for being here."] : ["The class has not begun", `You are on the roster${name}. When it begins, you come in by yourself.`],
      waiting: ["You are in the waiting room", `Your teacher sees you waiting${name}.`],
      refused: ["You were not let in", "Your teacher can still let you in; stay on this page."],
      leads: ["You lead this class", standing === "leads" ? this.leading() : ""],
    }[standing];
    set(parts[".door-title"], title);
    set(parts[".door-text"], text);
    const consent = parts[".door-consent"];
    consent.hidden = standing !== "consent";
    if (you.consent) set(consent, you.consent.text);
    const key = `${standing} ${you.consent?.version}`;
    if (this.door === key) return;
    this.door = key;
    const link = (words, href, primary) => {
      const made = element("a", primary ? "button primary" : "button", words);
      made.href = href;
      return made;
    };
    redraw(parts[".door-acts"], {
      outside: () => [link("Sign in", `${base}sign-in?next=/watch/${encodeURIComponent(this.root.dataset.stream)}`)],
      consent: () => [act("I agree and enter", "", () => this.does({ type: "consent", version: you.consent.version }), { primary: true })],
      leads: () => [link("Open the class page", `${base}class/${encodeURIComponent(this.root.dataset.stream)}`, true)],
    }[standing]?.() ?? []);
  }

  leading() {
    if (!this.room.lesson) return "It has not begun.";
    const waiting = this.roster.filter((one) => one.standing === "waiting" && one.devices).length;
    return [`${this.room.present} in class`, waiting ? `${waiting} waiting` : "", this.room.hands ? `${this.room.hands} raised hands` : ""].filter(Boolean).join(" · ");
  }

  showClass() {
    const { parts } = this;
    const mine = this.you.mine ?? { hand: 0, asked: [], voted: [], answers: {}, points: {} };
    const hand = parts[".hand"];
    hand.setAttribute("aria-pressed", String(mine.hand > 0));
    set(hand.querySelector("span"), mine.hand ? `Lower hand · number ${mine.hand}` : "Raise hand");
    this.pollRows.show(this.polls, (poll) => [mine.answers[poll.id], mine.points[poll.id]]);
    parts[".class-none"].hidden = this.questions.length > 0;
    const text = JSON.stringify([this.questions, mine.asked, mine.voted]);
    if (text !== this.questionsText) {
      this.questionsText = text;
      redraw(parts[".class-questions"], this.questions.map((question) => this.questionRow(question, mine)));
    }
  }

  questionRow(question, mine) {
    const row = element("li", "question-row");
    row.dataset.state = question.state;
    const own = mine.asked.includes(question.id);
    const voted = mine.voted.includes(question.id);
    const vote = element("button", "vote");
    vote.type = "button";
    vote.dataset.key = question.id;
    vote.setAttribute("aria-pressed", String(voted));
    vote.setAttribute("aria-label", `${question.votes} want to know, too: ${question.text}`);
    vote.disabled = own || question.state !== "open";
    vote.append(element("span", "vote-arrow", "▲"), element("span", "vote-count", String(question.votes)));
    vote.onclick = () => this.does({ type: "vote", question: question.id, up: !voted });
    const words = element("div", "words");
    words.append(element("span", "question-text", question.text));
    const facts = [question.state === "answered" ? "Answered" : "", own ? "Your question" : ""].filter(Boolean).join(" · ");
    if (facts) words.append(element("span", "hint", facts));
    row.append(vote, words);
    if (own && question.state === "open") {
      const back = act("Take back", question.text, () => this.does({ type: "withdraw", question: question.id }), { key: `back ${question.id}` });
      back.classList.add("small");
      row.append(back);
    }
    return row;
  }

  pollCard(poll) {
    const card = element("section", "poll");
    const mine = this.you.mine?.answers[poll.id];
    const title = element("h2", "poll-title", poll.title);
    title.id = `poll-${poll.id}`;
    card.setAttribute("aria-labelledby", title.id);
    const state = poll.published ? "Results" : poll.state === "open" ? "Open now" : "Closed";
    card.append(element("p", "poll-kind", `${poll.kind === "quiz" ? "Quiz" : "Poll"} · ${state}`), title);
    const points = this.you.mine?.points[poll.id];
    if (points !== undefined) card.append(element("p", "poll-points", `You have ${points} of ${poll.items.length} right.`));
    if (poll.published) card.append(...poll.items.map((item, i) => results(item, poll, mine?.[i])));
    if (poll.state === "open") card.append(this.ballot(poll, mine));
    else if (!poll.published) card.append(element("p", "hint", mine ? "Your answer is in. Results are not shown yet." : "You did not answer."));
    return card;
  }

  ballot(poll, mine) {
    const form = element("form", "ballot");
    const chosen = this.chosen.get(poll.id) ?? (mine ?? poll.items.map(() => [])).map((one) => [...one]);
    this.chosen.set(poll.id, chosen);
    poll.items.forEach((item, i) => {
      const set = element("fieldset", "");
      const legend = element("legend", "", item.text === poll.title && poll.items.length === 1 ? "Your answer" : item.text);
      if (item.multiple) legend.append(" ", element("span", "hint", "(choose all that fit)"));
      set.append(legend);
      item.options.forEach((option, o) => {
        const label = element("label", "option");
        const input = Object.assign(element("input"), {
          type: item.multiple ? "checkbox" : "radio",
          name: `${poll.id}-${i}`,
          checked: chosen[i].includes(o),
        });
        input.dataset.key = `${poll.id} ${i} ${o}`;
        input.onchange = () => {
          if (!item.multiple) chosen[i] = [o];
          else if (input.checked) chosen[i] = [...chosen[i], o].sort((a, b) => a - b);
          else chosen[i] = chosen[i].filter((one) => one !== o);
          send.disabled = !chosen.some((one) => one.length);
        };
        label.append(input, element("span", "", option));
        set.append(label);
      });
      form.append(set);
    });
    const send = element("button", "button primary", mine ? "Change my answer" : "Send answer");
    send.type = "submit";
    send.dataset.key = `${poll.id} send`;
    send.disabled = !chosen.some((one) => one.length);
    const sent = element("span", "hint", mine ? "Your answer is in." : "");
    const foot = element("div", "ballot-foot");
    foot.append(send, sent);
    form.append(foot);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      send.disabled = true;
      if (await this.does({ type: "answer", poll: poll.id, choices: chosen })) this.say("Your answer is in.");
      else send.disabled = false;
    });
    return form;
  }
}

function results(item, poll, mine) {
  const part = element("div", "results");
  if (item.text !== poll.title) part.append(element("p", "results-text", item.text));
  item.options.forEach((option, o) =>
    part.append(bar(option, item.counts[o], poll.answered, { right: item.right?.includes(o), mine: mine?.includes(o) })),
  );
  return part;
}

/** Changes a text only where it differs: what is read out is not read out again. */
function set(place, words) {
  if (place.textContent !== words) place.textContent = words;
}
