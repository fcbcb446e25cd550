// What is planned on the channels that one may change: a list, a form for a show, and its next dates one by one.

import { element, fail, mustBeSomebody, onSend, send } from "./session.js";

const FIELDS = ["title", "description", "start", "minutes", "zone", "rule", "visibility"];
const DAYS = [
  ["MO", "Mon"],
  ["TU", "Tue"],
  ["WE", "Wed"],
  ["TH", "Thu"],
  ["FR", "Fri"],
  ["SA", "Sat"],
  ["SU", "Sun"],
];

const find = (selector) => document.querySelector(selector);
const page = find("main");
const form = find(".show-form");
const hereZone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
let channels = [];
/** What is edited: { stream, id, tag, show }; id is absent for a show that there is none of yet. */
let edited = null;

const shows = (stream) => `api/v1/channels/${encodeURIComponent(stream)}/shows`;
const address = ({ stream, id }) => `${shows(stream)}/${encodeURIComponent(id)}`;

let toastTimer;

function toast(words) {
  const line = find(".toast");
  line.textContent = words;
  line.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => line.classList.remove("shown"), 2500);
}

/** A moment by the clocks of a zone: "2026-11-23T18:00", as inputs have it. */
function local(moment, zone) {
  return new Date(moment).toLocaleString("sv-SE", { timeZone: zone }).slice(0, 16).replace(" ", "T");
}

function shown(moment, zone) {
  return new Date(moment).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short", timeZone: zone });
}

function row(show) {
  const item = element("li");
  const words = element("div", "words");
  const next = show.next.find(({ status }) => status !== "cancelled");
  const facts = [show.stream, show.visibility, show.rule ? "repeats" : "once"];
  facts.push(next ? `next ${shown(next.start, show.zone)} (${show.zone})` : "over");
  words.append(element("strong", "", show.title), element("span", "hint", facts.join(" · ")));
  const edit = element("button", "button", "Edit");
  edit.type = "button";
  edit.setAttribute("aria-label", `Edit ${show.title}`);
  edit.onclick = () => open(show).catch((error) => fail(page, error));
  const acts = element("div", "acts");
  acts.append(edit);
  item.append(words, acts);
  return item;
}

async function list() {
  const all = (await send("GET", "api/v1/account/shows")).body.shows;
  find(".count").textContent = all.length === 1 ? "1 show" : all.length ? `${all.length} shows` : "";
  find(".shows").replaceChildren(...all.map(row));
  find(".nothing").hidden = all.length > 0 || !channels.length;
  find(".no-channel").hidden = channels.length > 0;
  find(".plan").hidden = !channels.length;
  find(".editor").hidden = false;
}

/** The rule in the terms of the form; what it has no terms for is "own". */
function terms(rule, zone) {
  const [, until] = rule.match(/;UNTIL=(\d{8}T\d{6}Z)/) ?? [];
  const [, days] = rule.match(/;BYDAY=([A-Z,]+)/) ?? [];
  const bare = rule.replace(/;UNTIL=[^;]*/, "").replace(/;BYDAY=[A-Z,]+/, "");
  const known = [...find("#repeat").options].some(({ value }) => value === bare && value !== "own");
  if (!known || (days && !bare.startsWith("FREQ=WEEKLY"))) return { repeat: "own", rule, days: [], until: "" };
  const iso = until?.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, "$1-$2-$3T$4:$5:$6Z");
  return { repeat: bare, rule: "", days: days?.split(",") ?? [], until: iso ? local(iso, zone).slice(0, 10) : "" };
}

function written() {
  const repeat = find("#repeat").value;
  let rule = repeat === "own" ? find("#rule").value : repeat;
  if (repeat.startsWith("FREQ=WEEKLY")) {
    const days = [...document.querySelectorAll(".days input:checked")].map((box) => box.value);
    if (days.length) rule += `;BYDAY=${days.join(",")}`;
  }
  const until = find("#until").value;
  if (repeat && repeat !== "own" && until) rule += `;UNTIL=${until.replaceAll("-", "")}`;
  return {
    title: find("#title").value,
    description: find("#description").value,
    start: find("#start").value,
    minutes: Number.parseInt(find("#minutes").value, 10) || 0,
    zone: find("#zone").value,
    rule,
    visibility: find("#visibility").value,
  };
}

/** Ticks the day of the first date: a weekly show that does not have it would not begin then. */
function tickFirst() {
  const at = new Date(`${find("#start").value}Z`);
  if (Number.isNaN(at.getTime())) return;
  const day = DAYS[(at.getUTCDay() + 6) % 7][0];
  find(`.days input[value="${day}"]`).checked = true;
}

function repeats() {
  const repeat = find("#repeat").value;
  const weekly = repeat.startsWith("FREQ=WEEKLY");
  find(".weekly").hidden = !weekly;
  find(".own-rule").hidden = repeat !== "own";
  find(".until-field").hidden = !repeat || repeat === "own";
  if (weekly && !find(".days input:checked")) tickFirst();
}

function fill(show) {
  find("#channel").value = show.stream;
  find("#title").value = show.title;
  find("#description").value = show.description;
  find("#start").value = show.start.slice(0, 16);
  find("#minutes").value = show.minutes;
  find("#zone").value = show.zone;
  find("#visibility").value = show.visibility;
  const { repeat, rule, days, until } = terms(show.rule, show.zone);
  find("#repeat").value = repeat;
  find("#rule").value = rule;
  find("#until").value = until;
  for (const box of document.querySelectorAll(".days input")) box.checked = days.includes(box.value);
  repeats();
}

/** Reads a show into the form; without one, the form of a new one. */
async function open(one) {
  fail(page, null);
  fail(form, null);
  wrong(new Map());
  let show = {
    stream: channels[0],
    title: "",
    description: "",
    start: `${local(Date.now() + 86_400_000, hereZone).slice(0, 11)}18:00`,
    minutes: 60,
    zone: hereZone,
    rule: "",
    visibility: "public",
    next: [],
    exceptions: [],
  };
  edited = { stream: show.stream, tag: "" };
  if (one) {
    const { body, tag } = await send("GET", address(one));
    show = body;
    edited = { stream: show.stream, id: show.id, tag, show };
  }
  find("#editing").textContent = one ? `Edit ${show.title}` : "Plan a show";
  find("#channel").disabled = Boolean(one);
  find(".remove").hidden = !one;
  find(".theirs").hidden = true;
  fill(show);
  dates(show);
  find(".edit").hidden = false;
  find("#editing").focus();
}

function act(name, date, work) {
  const button = element("button", "button", name);
  button.type = "button";
  button.setAttribute("aria-label", `${name.replace("…", "")} ${shown(date.start, date.zone)}`);
  button.onclick = () => {
    fail(form, null);
    work().catch((error) => refused(error));
  };
  return button;
}

function dates(show) {
  const left = show.exceptions.filter(({ status }) => status === "removed").map(({ date }) => date);
  find(".of-dates").hidden = !show.id;
  find(".of-dates .dates").replaceChildren(
    ...show.next.map((date) => {
      const item = element("li");
      item.dataset.status = date.status;
      const what = element("span", "what");
      what.append(element("span", "", date.title));
      if (date.status !== "planned") what.append(element("small", "", date.status === "moved" ? "Moved" : "Cancelled"));
      const at = element("time", "", shown(date.start, show.zone));
      at.dateTime = date.start;
      const acts = element("div", "acts");
      if (date.status === "planned") {
        acts.append(act("Cancel", date, () => change(date.date, { status: "cancelled" })));
        if (show.rule) {
          acts.append(
            act("Move…", date, () => move(show, date)),
            act("Leave out", date, () => change(date.date, { status: "removed" })),
          );
        }
      } else {
        acts.append(act("As planned", date, () => change(date.date)));
      }
      item.append(at, what, acts);
      return item;
    }),
    ...left.map((date) => {
      const item = element("li");
      item.dataset.status = "removed";
      const text = date.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\d\d/, "$1-$2-$3 $4:$5");
      const what = element("span", "what");
      what.append(element("span", "", show.title), element("small", "", "Left out"));
      const restore = element("button", "button", "As planned");
      restore.type = "button";
      restore.setAttribute("aria-label", `As planned ${text}`);
      restore.onclick = () => change(date).catch((error) => refused(error));
      const acts = element("div", "acts");
      acts.append(restore);
      item.append(element("time", "", text), what, acts);
      return item;
    }),
  );
}

/** Changes one date; without a body, makes it again what the rule says. */
async function change(date, body) {
  const path = `${address(edited)}/dates/${encodeURIComponent(date)}`;
  took(await send(body ? "PUT" : "DELETE", path, body, { headers: { "If-Match": edited.tag } }));
  await list();
}

function took({ body, tag }) {
  edited = { stream: body.stream, id: body.id, tag, show: body };
  find("#editing").textContent = `Edit ${body.title}`;
  find("#channel").disabled = true;
  find(".remove").hidden = false;
  dates(body);
  toast("Saved");
}

async function move(show, date) {
  const dialog = find(".move");
  dialog.dataset.date = date.date;
  find("#move-start").value = local(date.start, show.zone);
  find("#move-minutes").value = Math.round((Date.parse(date.end) - Date.parse(date.start)) / 60_000);
  find("#move-name").value = date.title;
  fail(dialog, null);
  dialog.showModal();
}

/** Shows each objection beside its field; what names no field is said for the form. */
function wrong(byField) {
  for (const field of FIELDS) {
    const words = byField.get(field) ?? "";
    const line = find(`#${field}-wrong`);
    line.textContent = words;
    line.hidden = !words;
    for (const input of form.querySelectorAll(`[aria-describedby~="${field}-wrong"]`)) {
      input.setAttribute("aria-invalid", String(Boolean(words)));
    }
  }
  form.querySelector('[aria-invalid="true"]')?.focus();
}

function refused(error) {
  find(".theirs").hidden = error.status !== 412;
  const byField = new Map();
  for (const line of error.status === 400 ? error.message.split("\n") : []) {
    const [, field, words] = line.match(/^(\w+): (.*)$/) ?? [];
    if (FIELDS.includes(field)) byField.set(field, words);
  }
  wrong(byField);
  if (!byField.size) fail(form, error);
}

async function save() {
  wrong(new Map());
  try {
    const answer = edited.id
      ? await send("PUT", address(edited), written(), { headers: { "If-Match": edited.tag } })
      : await send("POST", shows(find("#channel").value), written());
    took(answer);
    await list();
  } catch (error) {
    refused(error);
  }
}

async function remove() {
  const sure = find(".sure");
  find("#sure-words").textContent = `Remove ${edited.show.title} with all of its dates?`;
  sure.returnValue = "";
  sure.showModal();
  await new Promise((closed) => sure.addEventListener("close", closed, { once: true }));
  if (sure.returnValue !== "yes") return;
  try {
    await send("DELETE", address(edited), undefined, { headers: { "If-Match": edited.tag } });
    close();
    toast("Removed");
    await list();
  } catch (error) {
    refused(error);
  }
}

function close() {
  edited = null;
  find(".edit").hidden = true;
}

find(".days").append(
  ...DAYS.map(([value, name]) => {
    const label = element("label", "check");
    const box = Object.assign(element("input"), { type: "checkbox", value });
    label.append(box, element("span", "", name));
    return label;
  }),
);
find("#zones").append(
  ...["UTC", ...(Intl.supportedValuesOf?.("timeZone") ?? [])].map((value) => Object.assign(element("option"), { value })),
);
find("#repeat").addEventListener("change", repeats);
find("#start").addEventListener("change", () => find("#repeat").value.startsWith("FREQ=WEEKLY") && tickFirst());
find(".plan").addEventListener("click", () => open());
find(".close").addEventListener("click", close);
find(".remove").addEventListener("click", remove);
find(".theirs").addEventListener("click", () => open(edited).catch((error) => fail(form, error)));
find(".cancel-move").addEventListener("click", () => find(".move").close());
onSend(form, save);
onSend(find(".move-form"), async () => {
  await change(find(".move").dataset.date, {
    status: "moved",
    start: find("#move-start").value,
    minutes: Number.parseInt(find("#move-minutes").value, 10) || 0,
    title: find("#move-name").value,
  });
  find(".move").close();
});

await mustBeSomebody();
try {
  channels = (await send("GET", "api/v1/account/channels")).body.channels.map(({ stream }) => stream);
  find("#channel").replaceChildren(...channels.map((value) => Object.assign(element("option"), { value, textContent: value })));
  await list();
  const wanted = new URLSearchParams(location.search).get("channel");
  if (channels.includes(wanted)) {
    await open();
    find("#channel").value = wanted;
  }
} catch (error) {
  fail(page, error);
}
