// The page that a class is led on: who is there and waits, hands, questions, polls, and what stands before the door.

import { base } from "./api.js";
import { act, bar, lasting, redraw, Rows } from "./class-parts.js";
import { Composer } from "./class-composer.js";
import { ClassSocket } from "./class-socket.js";
import { count, elapsed } from "./format.js";
import { element, fail, mustBeSomebody, onSend, send } from "./session.js";
import { ask, copies, when } from "./shown-once.js";

const find = (selector) => document.querySelector(selector);
const page = find("main");
const stream = page.dataset.stream;
const root = `api/v1/classes/${encodeURIComponent(stream)}`;
const STANDINGS = { consent: "Has not accepted the text yet", early: "Here", waiting: "Waiting", refused: "Turned away", in: "In class" };

let room;
let members = [];
const known = { waiting: new Set(), hands: new Set() };

/** Does something; what goes wrong is shown on top. */
async function tried(work) {
  fail(page, null);
  try {
    return await work();
  } catch (error) {
    fail(page, error);
    return undefined;
  }
}

const asking = (method, path, body) => () => tried(() => send(method, `${root}/${path}`, body));
const member = (id) => `members/${encodeURIComponent(id)}`;

/** Says what is new since the last time, once. */
function news(kind, views, words) {
  const fresh = views.filter(({ id }) => !known[kind].has(id));
  known[kind] = new Set(views.map(({ id }) => id));
  if (fresh.length) find(".said").textContent = fresh.length === 1 ? `${fresh[0].name} ${words}` : `${fresh.length} ${words}`;
}

// The lesson

function showRoom() {
  const on = Boolean(room.lesson);
  const badge = find(".lead-badge");
  badge.dataset.state = on ? "class" : "offline";
  badge.textContent = on ? "In class" : "Not begun";
  find(".lead-present").textContent = on ? count(room.present, "student", "students") : "";
  find(".begin").hidden = on;
  find(".end").hidden = !on;
  document.title = `Class: ${room.title} · Rostrum`;
  find("h1").textContent = room.title;
  tick();
}

function tick() {
  find(".lead-clock").textContent = room?.lesson ? elapsed(room.lesson.startedAt, socket.now()) : "";
  for (const place of document.querySelectorAll("[data-since]")) {
    place.textContent = lasting(Number(place.dataset.before) + socket.now() - Number(place.dataset.since));
  }
}

// People

function personRow(one) {
  const item = element("li", "person");
  const words = element("div", "words");
  const name = element("strong", "", one.name);
  if (one.guest) name.append(" ", element("span", "tag", "guest"));
  const facts = element("span", "hint");
  const standing = one.standing === "in" ? (one.devices ? "In class" : one.millis ? "Left" : "Not here") : one.devices ? STANDINGS[one.standing] : "Not here";
  facts.append(element("span", `dot dot-${one.devices ? one.standing : "away"}`), standing);
  if (one.since || one.millis) {
    const time = element("span", "number");
    if (one.since) Object.assign(time.dataset, { since: one.since, before: one.millis });
    else time.textContent = lasting(one.millis);
    facts.append(" · ", time);
  }
  if (one.devices > 1) facts.append(` · ${one.devices} devices`);
  if (one.consentedAt) facts.append(` · accepted ${when(one.consentedAt)}`);
  words.append(name, facts);
  const acts = element("div", "acts");
  if (room?.lesson && one.standing === "in" && one.devices) acts.append(act("Turn away", one.name, asking("PUT", `${member(one.id)}/admission`, { admitted: false }), { key: `out ${one.id}` }));
  if (room?.lesson && one.standing === "refused") acts.append(act("Let in", one.name, asking("PUT", `${member(one.id)}/admission`, { admitted: true }), { key: `in ${one.id}` }));
  if (!one.devices) {
    acts.append(act("Remove…", one.name, async () => ask(item, `Take ${one.name} off the roster? The attendance stays.`, [["Remove", asking("DELETE", member(one.id))]]), { key: `remove ${one.id}` }));
  }
  item.append(words, acts);
  return item;
}

function waitingRow(one) {
  const item = element("li");
  const words = element("div", "words");
  const name = element("strong", "", one.name);
  if (one.guest) name.append(" ", element("span", "tag", "guest"));
  words.append(name);
  const acts = element("div", "acts");
  acts.append(
    act("Admit", one.name, asking("PUT", `${member(one.id)}/admission`, { admitted: true }), { primary: true, key: `admit ${one.id}` }),
    act("Turn away", one.name, asking("PUT", `${member(one.id)}/admission`, { admitted: false }), { key: `away ${one.id}` }),
  );
  item.append(words, acts);
  return item;
}

const people = new Rows(find(".people-rows"), personRow);
const waitingRows = new Rows(find(".waiting-rows"), waitingRow);

function showPeople() {
  const order = ["in", "waiting", "consent", "early", "refused"];
  const rank = (one) => (one.devices ? order.indexOf(one.standing) : order.length);
  const sorted = [...members].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  people.show(sorted, () => Boolean(room?.lesson));
  find(".people-number").textContent = members.length ? String(members.length) : "";
  find(".no-people").hidden = members.length > 0;
  const waiting = members.filter((one) => one.standing === "waiting" && one.devices);
  news("waiting", waiting, "in the waiting room");
  find(".waiting").hidden = !waiting.length;
  waitingRows.show(waiting);
  tick();
}

// Hands and questions

const hands = new Rows(find(".hand-rows"), (one) => {
  const item = element("li");
  const words = element("div", "words");
  words.append(element("strong", "", one.name), element("span", "hint", `since ${new Date(one.since).toLocaleTimeString(undefined, { timeStyle: "short" })}`));
  item.append(words, act("Lower", one.name, asking("DELETE", `hands/${encodeURIComponent(one.id)}`), { key: one.id }));
  return item;
});

function showHands(raised) {
  const views = raised.map((hand) => ({ ...hand, id: hand.member }));
  news("hands", views, "raised a hand");
  hands.show(views);
  find(".no-hands").hidden = raised.length > 0;
  find(".lower-all").hidden = raised.length < 2;
  find(".hands-number").textContent = raised.length ? String(raised.length) : "";
}

const questionRows = new Rows(find(".question-rows"), (one) => {
  const item = element("li", "question-row");
  item.dataset.state = one.state;
  const votes = element("span", "votes", String(one.votes));
  votes.title = "want to know, too";
  const words = element("div", "words");
  words.append(element("span", "question-text", one.text), element("span", "hint", `${one.name}${one.state === "answered" ? " · answered" : ""}`));
  const to = (state) => asking("PATCH", `questions/${encodeURIComponent(one.id)}`, { state });
  const acts = element("div", "acts");
  if (one.state === "open") acts.append(act("Answered", one.text, to("answered"), { key: `answered ${one.id}` }));
  else acts.append(act("Open again", one.text, to("open"), { key: `open ${one.id}` }));
  acts.append(act("Dismiss", one.text, to("dismissed"), { key: `dismiss ${one.id}` }));
  item.append(votes, words, acts);
  return item;
});

function showQuestions(questions) {
  questionRows.show(questions);
  const open = questions.filter(({ state }) => state === "open").length;
  find(".questions-number").textContent = open ? String(open) : "";
  find(".no-questions").hidden = questions.length > 0;
}

// Polls

function pollCard(poll) {
  const card = element("section", "poll");
  const title = element("h3", "poll-title", poll.title);
  title.id = `poll-${poll.id}`;
  card.setAttribute("aria-labelledby", title.id);
  const state = { draft: "Draft", open: "Open", closed: "Closed" }[poll.state];
  const kind = element("p", "poll-kind", `${poll.kind === "quiz" ? "Quiz" : "Poll"} · ${state}${poll.published ? " · the class sees the results" : ""}`);
  card.append(kind, title);
  for (const item of poll.items) {
    const part = element("div", "results");
    if (item.text !== poll.title) part.append(element("p", "results-text", item.text));
    item.options.forEach((option, o) => part.append(bar(option, item.counts[o], poll.answered, { right: item.right?.includes(o) })));
    card.append(part);
  }
  const change = (words, wanted, primary) => act(words, poll.title, asking("PATCH", `polls/${encodeURIComponent(poll.id)}`, wanted), { primary, key: `${words} ${poll.id}` });
  const acts = element("div", "acts");
  if (poll.state === "draft") acts.append(change("Open", { state: "open" }, true));
  else card.insertBefore(element("p", "hint", `${poll.answered} of ${Math.max(poll.answered, room?.present ?? 0)} answered`), title.nextSibling);
  if (poll.state === "open") acts.append(change("Close", { state: "closed" }, true));
  if (poll.state === "closed") {
    acts.append(change(poll.published ? "Hide results" : "Show results", { published: !poll.published }, !poll.published));
    if (room?.lesson) acts.append(change("Open again", { state: "open", published: false }));
  } else if (poll.state === "open" && poll.kind === "poll") {
    acts.append(change(poll.published ? "Hide results" : "Show results", { published: !poll.published }));
  }
  if (poll.state !== "draft") {
    const csv = element("a", "button", "CSV");
    csv.href = `${base}${root}/polls/${encodeURIComponent(poll.id)}/results.csv`;
    csv.download = "";
    csv.setAttribute("aria-label", `Results as CSV: ${poll.title}`);
    acts.append(csv, act("Use again", poll.title, () => tried(() => send("POST", `${root}/polls`, composer.copy(poll))), { key: `again ${poll.id}` }));
  }
  if (poll.kind === "quiz" && poll.answered) acts.append(act("By student", poll.title, () => tried(() => byStudent(card, poll)), { key: `by ${poll.id}` }));
  acts.append(act("Delete…", poll.title, async () => ask(card, `Delete “${poll.title}” with its answers?`, [["Delete", asking("DELETE", `polls/${encodeURIComponent(poll.id)}`)]]), { key: `delete ${poll.id}` }));
  card.append(acts);
  return card;
}

async function byStudent(card, poll) {
  const { body } = await send("GET", `${root}/polls/${encodeURIComponent(poll.id)}`);
  const table = element("table", "marks");
  const head = element("tr");
  head.append(element("th", "", "Student"), element("th", "", "Right"));
  table.append(head);
  for (const student of body.students) {
    const row = element("tr");
    row.append(element("td", "", student.name), element("td", "number", `${student.points} of ${poll.items.length}`));
    table.append(row);
  }
  card.querySelector(".marks")?.remove();
  card.insertBefore(table, card.lastChild);
}

const polls = new Rows(find(".poll-cards"), pollCard);
const composer = new Composer(find(".composer"), async (poll) => {
  await send("POST", `${root}/polls`, poll);
});
find(".new-poll").onclick = () => composer.begin("poll");
find(".new-quiz").onclick = () => composer.begin("quiz");

function showPolls(views) {
  polls.show(views, () => [Boolean(room?.lesson), room?.present]);
  find(".no-polls").hidden = views.length > 0;
}

// What is asked once, and after what changes it

async function showLinks() {
  const { body } = await send("GET", `${root}/invites`);
  redraw(
    find(".link-rows"),
    body.invites.map((link) => {
      const item = element("li");
      const words = element("div", "words");
      const name = link.name ?? "For the class";
      words.append(element("strong", "", name), element("span", "hint", `${link.uses} of ${link.mostUses} came · until ${when(link.until)}`));
      if (link.reused) words.append(element("span", "warning", `Tried on another device ${link.reused === 1 ? "once" : `${link.reused} times`}, last ${when(link.reusedAt)}`));
      item.append(words, act("Revoke", name, () => tried(async () => {
        await send("DELETE", `${root}/invites/${encodeURIComponent(link.id)}`);
        find(".made").hidden = true;
        await showLinks();
      }), { key: link.id }));
      return item;
    }),
  );
}

async function showCandidates() {
  const { body } = await send("GET", `${root}/members`);
  find("#students").replaceChildren(...body.candidates.map((name) => Object.assign(element("option"), { value: name })));
}

async function showLessons() {
  const { body } = await send("GET", `${root}/lessons`);
  find(".no-lessons").hidden = body.lessons.length > 0;
  redraw(find(".lesson-rows"), body.lessons.map(lessonRow));
}

function lessonRow(lesson) {
  const item = element("li", "lesson");
  const path = `${root}/lessons/${encodeURIComponent(lesson.id)}`;
  const words = element("div", "words");
  const length = lesson.endedAt ? lasting(Date.parse(lesson.endedAt) - Date.parse(lesson.startedAt)) : "now";
  words.append(element("strong", "", when(lesson.startedAt)), element("span", "hint", length));
  const acts = element("div", "acts");
  const csv = (name, label, text) => {
    const link = element("a", "button", text);
    link.href = `${base}${path}/${name}.csv`;
    link.download = "";
    link.setAttribute("aria-label", `${label} as CSV: ${when(lesson.startedAt)}`);
    return link;
  };
  acts.append(
    act("Show", `attendance of ${when(lesson.startedAt)}`, () => tried(() => attendance(item, path)), { key: `show ${lesson.id}` }),
    csv("attendance", "Attendance", "CSV"),
    csv("questions", "Questions", "Questions"),
  );
  item.append(words, acts);
  return item;
}

async function attendance(item, path) {
  const open = item.querySelector(".marks");
  if (open) {
    open.remove();
    return;
  }
  const { body } = await send("GET", path);
  const table = element("table", "marks");
  const head = element("tr");
  head.append(...["Student", "Came", "Left", "There for"].map((words) => element("th", "", words)));
  table.append(head);
  const time = (text) => (text ? new Date(text).toLocaleTimeString(undefined, { timeStyle: "short" }) : "–");
  for (const line of body.lines) {
    const row = element("tr");
    const times = line.joins > 1 ? ` (came ${line.joins} times)` : "";
    row.append(
      element("td", "", line.name),
      element("td", "number", time(line.joinedAt)),
      element("td", "number", line.present ? "there" : time(line.leftAt)),
      element("td", "number", line.joins ? lasting(line.millis) + times : "absent"),
    );
    table.append(row);
  }
  item.append(table);
}

async function showRules() {
  const { body } = await send("GET", root);
  find("#waiting-room").checked = body.waitingRoom;
  find("#consent").value = body.consent;
}

onSend(find(".rules"), async () => {
  await send("PUT", root, { waitingRoom: find("#waiting-room").checked, consent: find("#consent").value });
  find(".said").textContent = "Saved.";
});
onSend(find(".add-members"), async () => {
  const names = find("#members").value.split(",").map((name) => name.trim()).filter(Boolean);
  if (!names.length) return;
  await send("POST", `${root}/members`, { names });
  find("#members").value = "";
  await showCandidates();
});
onSend(find(".new-link"), async () => {
  const { body } = await send("POST", `${root}/invites`, {
    name: find("#link-name").value,
    uses: Number(find("#link-uses").value),
    days: Number(find("#link-days").value),
  });
  const link = `${location.origin}${base}${body.page.slice(1)}`;
  find(".made-link").textContent = link;
  copies(find(".copy"), link, find(".made-link"));
  find(".made").hidden = false;
  find("#link-name").value = "";
  await showLinks();
});
find(".begin").onclick = () => tried(() => send("POST", `${root}/lesson`));
find(".end").onclick = () =>
  ask(find(".lead-head"), "End the class for everybody? The stream goes on.", [["End class", () => {
    find(".lead-head .question")?.remove();
    tried(() => send("DELETE", `${root}/lesson`));
  }]]);
find(".admit-all").onclick = asking("POST", "admissions");
find(".lower-all").onclick = asking("DELETE", "hands");
find(".remove-class").onclick = () =>
  ask(find(".sure-row"), "Remove this class with everything that is kept of it?", [["Remove", () => tried(async () => {
    await send("DELETE", root);
    location.replace(`${base}admin/classes`);
  })]]);

await mustBeSomebody();
let socket;
await tried(async () => {
  await showRules(); // refused to who does not lead it
  socket = new ClassSocket(stream);
  socket.addEventListener("class", ({ detail }) => {
    const before = room?.lesson?.id;
    room = detail;
    showRoom();
    if (before !== detail.lesson?.id) tried(showLessons);
    showPeople();
  });
  socket.addEventListener("roster", ({ detail }) => {
    const more = detail.members.length !== members.length;
    members = detail.members;
    showPeople();
    if (more) tried(() => Promise.all([showLinks(), showCandidates()]));
  });
  socket.addEventListener("hands", ({ detail }) => showHands(detail.hands));
  socket.addEventListener("questions", ({ detail }) => showQuestions(detail.questions));
  socket.addEventListener("polls", ({ detail }) => showPolls(detail.polls));
  socket.addEventListener("state", () => {
    if (socket.state === "waiting") fail(page, new Error("The connection broke; it is tried again."));
    else if (socket.state === "open") fail(page, null);
    else if (socket.state === "removed") location.replace(`${base}admin/classes`);
  });
  await Promise.all([showLinks(), showCandidates(), showLessons()]);
  find(".lead-grid").hidden = false;
  setInterval(tick, 1000);
});
