// The channels that one may change: a list, and a form with what is written about one of them.

import { base } from "./api.js";
import { ago, markup, showPicture } from "./channel.js";
import { element, fail, mustBeSomebody, onSend, send } from "./session.js";
import { RulesForm } from "./stream-rules.js";

const PREVIEW_MILLIS = 250;
const MOST_PIXELS = 1920;
const rules = new RulesForm(document.querySelector(".rules-form"));
const FIELDS = ["title", "tags", "description", "links", "picture", "accent", "language", "visibility", "owner", "watchers", "password", "role", ...rules.names];
const WATCHERS = { password: "asks for a password", members: "for people with an account", class: "for its class" };

const find = (selector) => document.querySelector(selector);
const page = find("main");
const form = find(".about-form");
let own = null;
/** What is edited: its address, the entity tag that was read ("" for none yet). */
let edited = null;

const address = (stream) => `api/v1/channels/${encodeURIComponent(stream)}`;

let toastTimer;

function toast(words) {
  const line = find(".toast");
  line.textContent = words;
  line.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => line.classList.remove("shown"), 2500);
}

function row(channel) {
  const item = element("li");
  const picture = element("img", "channel-picture");
  picture.alt = "";
  showPicture(picture, channel.picture);
  const words = element("div", "words");
  const facts = element("span", "hint", [channel.stream, channel.visibility, WATCHERS[channel.watchers], channel.owner].filter(Boolean).join(" · "));
  if (channel.live) facts.append(" · live now");
  else if (channel.lastLive) facts.append(" · last live ", ago(channel.lastLive, Date.now()));
  words.append(element("strong", "", channel.title || channel.stream), facts);
  const watch = element("a", "button", "Watch");
  watch.href = `${base}watch/${encodeURIComponent(channel.stream)}`;
  watch.setAttribute("aria-label", `Watch ${channel.stream}`);
  const edit = element("button", "button", "Edit");
  edit.type = "button";
  edit.setAttribute("aria-label", `Edit ${channel.stream}`);
  edit.onclick = () => open(channel.stream).catch((error) => fail(page, error));
  const acts = element("div", "acts");
  acts.append(edit, watch);
  item.append(picture, words, acts);
  return item;
}

async function list() {
  own = (await send("GET", "api/v1/account/channels")).body;
  find(".count").textContent = own.channels.length === 1 ? "1 channel" : `${own.channels.length} channels`;
  find(".channels").replaceChildren(...own.channels.map(row));
  find(".nothing").hidden = own.channels.length > 0 || own.mayCreate;
  find(".new").hidden = !own.mayCreate;
  find("#names").replaceChildren(...own.undescribed.map((name) => Object.assign(element("option"), { value: name })));
  find(".assign").hidden = !own.mayAssign;
  find(".editor").hidden = false;
}

/** Reads a channel into the form; `made` is false for one that there is none of yet. */
async function open(stream, made = true) {
  fail(page, null);
  let channel = { title: "", description: "", tags: [], links: [], language: "", accent: "", visibility: "public" };
  let tag = "";
  if (made) ({ body: channel, tag } = await send("GET", address(stream)));
  // of a channel that is yet to be made only moderators may ask who watches; of the others everybody sees anyone
  const found = await send("GET", `${address(stream)}/access`).catch((error) => (error.status === 403 ? null : Promise.reject(error)));
  const access = found?.body ?? { watchers: "anyone", role: "viewer", password: false, encrypted: false };
  edited = { stream, tag, access, accessTag: found?.tag ?? "" };
  find("#editing").textContent = made ? `Edit ${stream}` : `Describe ${stream}`;
  find("#title").value = channel.title;
  find("#tags").value = channel.tags.join(", ");
  find("#description").value = channel.description;
  find(".link-rows").replaceChildren(...channel.links.map(linkRow));
  find("#language").value = channel.language;
  find("#own-accent").checked = Boolean(channel.accent);
  find("#accent").value = channel.accent || "#3d62e0";
  find("#visibility").value = channel.visibility;
  find("#watchers").value = access.watchers;
  find("#watch-password").value = "";
  find("#watch-role").value = access.role;
  find("#encrypted").checked = access.encrypted;
  watchers();
  rules.show(access.rules, access.countriesKnown ?? false);
  find("#owner").value = own.channels.find((one) => one.stream === stream)?.owner ?? "";
  find(".theirs").hidden = true;
  wrong(new Map());
  fail(form, null);
  accent();
  pictured(channel.picture, made);
  find(".edit").hidden = false;
  await preview();
  find("#editing").focus();
}

/** A picture is that of a channel that there is: it can be given once the channel was saved. */
function pictured(picture, made) {
  showPicture(find(".side .channel-picture"), picture);
  find(".choose-picture").disabled = !made;
  find(".remove-picture").hidden = !picture;
  find("#picture-hint").textContent = made
    ? "PNG, JPEG or WebP; large ones are made smaller. It is shown at once."
    : "Once the channel is saved.";
  find(".remove").hidden = !made;
}

function linkRow({ label, url }) {
  const line = element("div", "link-row");
  const input = (value, name, type) => {
    const made = Object.assign(element("input"), { value, type, autocomplete: "off" });
    made.setAttribute("aria-label", name);
    made.setAttribute("aria-describedby", "links-wrong");
    return made;
  };
  const remove = element("button", "button", "Remove");
  remove.type = "button";
  remove.setAttribute("aria-label", `Remove link ${label}`);
  remove.onclick = () => {
    line.remove();
    find(".add-link").focus();
  };
  const address = input(url, "Address of the link", "url");
  address.placeholder = "https://…";
  const name = input(label, "Label of the link", "text");
  name.placeholder = "Label";
  line.append(name, address, remove);
  return line;
}

/** Shows what belongs to the choice of who may watch. */
function watchers() {
  const chosen = find("#watchers").value;
  find(".by-password").hidden = chosen !== "password";
  find(".by-role").hidden = chosen !== "members";
  find(".by-class").hidden = chosen !== "class";
  find(".by-gate").hidden = chosen === "anyone";
  find("#password-hint").textContent = edited.access.password
    ? "At least 8 letters. Left empty, the one there is stays."
    : "At least 8 letters.";
}

/** Saves who may watch, where that was changed. */
async function saveAccess() {
  const { stream, access, accessTag } = edited;
  const password = find("#watch-password").value;
  const wanted = {
    ...(find("#watchers").value === access.watchers ? {} : { watchers: find("#watchers").value }),
    ...(find("#watch-role").value === access.role ? {} : { role: find("#watch-role").value }),
    ...(find("#watchers").value === "password" && password ? { password } : {}),
    ...(find("#encrypted").checked === access.encrypted ? {} : { encrypted: find("#encrypted").checked }),
    ...(rules.changed ? { rules: rules.value } : {}),
  };
  if (!Object.keys(wanted).length) return;
  const { body, tag } = await send("PATCH", `${address(stream)}/access`, wanted, {
    headers: accessTag ? { "If-Match": accessTag } : {},
  });
  edited.access = body;
  edited.accessTag = tag;
  find("#watch-password").value = "";
  watchers();
  rules.show(body.rules, body.countriesKnown);
}

function accent() {
  find("#accent").hidden = !find("#own-accent").checked;
}

let previewed = 0;

async function preview() {
  const mine = ++previewed;
  try {
    const { body } = await send("POST", "api/v1/markdown", { text: find("#description").value });
    if (mine === previewed) find(".preview").replaceChildren(markup(body.about));
  } catch {
    // what is too long is said when it is saved
  }
}

/** Shows each objection beside its field. @return the fields that have one */
function wrong(byField) {
  for (const field of FIELDS) {
    const words = byField.get(field) ?? "";
    const id = field.replace(".", "-");
    const line = find(`#${id}-wrong`);
    line.textContent = words;
    line.hidden = !words;
    for (const input of form.querySelectorAll(`[aria-describedby~="${id}-wrong"]`)) {
      input.setAttribute("aria-invalid", String(Boolean(words)));
    }
  }
  const first = form.querySelector('[aria-invalid="true"]');
  first?.closest("details")?.setAttribute("open", "");
  first?.focus();
}

/** Splits a refusal into lines by field; what names no field is thrown on. */
function object(error) {
  const byField = new Map();
  for (const line of error.message.split("\n")) {
    const [, field, words] = line.match(/^([\w.]+): (.*)$/) ?? [];
    if (!FIELDS.includes(field)) throw error;
    byField.set(field, byField.has(field) ? `${byField.get(field)} ${words}` : words);
  }
  wrong(byField);
}

function written() {
  return {
    title: find("#title").value,
    description: find("#description").value,
    tags: find("#tags").value.split(","),
    links: [...document.querySelectorAll(".link-row")].map((line) => {
      const [label, url] = line.querySelectorAll("input");
      return { label: label.value, url: url.value };
    }),
    language: find("#language").value,
    accent: find("#own-accent").checked ? find("#accent").value : "",
    visibility: find("#visibility").value,
    ...(own.mayAssign ? { owner: find("#owner").value } : {}),
  };
}

function condition() {
  return edited.tag ? { "If-Match": edited.tag } : { "If-None-Match": "*" };
}

/** Does what may meet another's change, or an objection. */
async function changing(work) {
  wrong(new Map());
  try {
    await work();
  } catch (error) {
    find(".theirs").hidden = error.status !== 412;
    if (error.status !== 400) throw error;
    object(error);
  }
}

async function save() {
  await changing(async () => {
    const { body, tag } = await send("PUT", address(edited.stream), written(), { headers: condition() });
    edited.tag = tag;
    find("#editing").textContent = `Edit ${edited.stream}`;
    pictured(body.picture, true);
    await saveAccess();
    toast("Saved");
    await list();
  });
}

/** The picture as a file that is not too large, and without what a camera wrote into it. */
async function smaller(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MOST_PIXELS / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const as = (type) => new Promise((made) => canvas.toBlob(made, type, 0.85));
  const png = file.type === "image/png" ? await as("image/png") : null;
  return png && png.size <= 1_000_000 ? png : as("image/jpeg");
}

async function givePicture(file) {
  let body;
  try {
    body = await smaller(file);
  } catch {
    wrong(new Map([["picture", "This file is no picture that this browser can read."]]));
    return;
  }
  await changePicture("PUT", body);
}

async function changePicture(method, file) {
  fail(form, null);
  try {
    await changing(async () => {
      const { body, tag } = await send(method, `${address(edited.stream)}/picture`, file, { headers: condition() });
      edited.tag = tag;
      pictured(body.picture, true);
      await list();
    });
  } catch (error) {
    fail(form, error);
  }
}

async function remove() {
  const { stream } = edited;
  const sure = find(".sure");
  find("#sure-words").textContent = `Remove what ${stream} says of itself? The stream and its recordings stay.`;
  sure.returnValue = "";
  sure.showModal();
  await new Promise((closed) => sure.addEventListener("close", closed, { once: true }));
  if (sure.returnValue !== "yes") return;
  try {
    await send("DELETE", address(stream), undefined, { headers: condition() });
    close();
    toast("Removed");
    await list();
  } catch (error) {
    find(".theirs").hidden = error.status !== 412;
    fail(form, error);
  }
}

function close() {
  edited = null;
  find(".edit").hidden = true;
}

let previewTimer;

find("#description").addEventListener("input", () => {
  clearTimeout(previewTimer);
  previewTimer = setTimeout(preview, PREVIEW_MILLIS);
});
find("#own-accent").addEventListener("change", accent);
find("#watchers").addEventListener("change", watchers);
find(".add-link").addEventListener("click", () => {
  const line = linkRow({ label: "", url: "" });
  find(".link-rows").append(line);
  line.querySelector("input").focus();
});
find(".choose-picture").addEventListener("click", () => find("#picture").click());
find("#picture").addEventListener("change", async () => {
  const [file] = find("#picture").files;
  find("#picture").value = "";
  if (file) await givePicture(file);
});
find(".remove-picture").addEventListener("click", () => changePicture("DELETE"));
find(".close").addEventListener("click", close);
find(".theirs").addEventListener("click", () => list().then(() => open(edited.stream)).catch((error) => fail(form, error)));
find(".remove").addEventListener("click", remove);
onSend(form, save);
onSend(find(".new"), async () => {
  const name = find("#name");
  if (!name.checkValidity()) {
    name.focus();
    throw new Error("A stream's name is 1 to 64 of A-Z a-z 0-9 . _ -, not starting with a dot.");
  }
  await open(name.value, own.channels.some((one) => one.stream === name.value));
  name.value = "";
});

await mustBeSomebody();
await list().catch((error) => fail(page, error));
