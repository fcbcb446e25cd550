// What a channel says of itself, as elements; nothing of it is ever read as HTML.

import { base } from "./api.js";

const TAGS = new Set(["p", "h3", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "a", "br", "hr"]);
const LEADS = /^(https?:\/\/|mailto:)/i;

/** The elements of a description: `about` of a channel. */
export function markup(pieces) {
  const made = document.createDocumentFragment();
  for (const piece of pieces ?? []) {
    if (typeof piece === "string") {
      made.append(piece);
    } else if (TAGS.has(piece.tag)) {
      const element = document.createElement(piece.tag);
      element.append(markup(piece.children));
      if (piece.tag === "a") lead(element, piece.href);
      made.append(element);
    }
  }
  return made;
}

/** Makes a link of people's own lead away, and tells nobody that it comes from here. */
function lead(link, address) {
  if (!LEADS.test(address)) return;
  link.href = address;
  link.rel = "noopener noreferrer nofollow ugc";
  link.target = "_blank";
}

function item(child) {
  const made = document.createElement("li");
  made.append(child);
  return made;
}

/** Fills the description, tags and links of `root`, which hides what is empty. */
export function showAbout(root, { about, tags, links = [], language }) {
  const prose = root.querySelector(".prose");
  prose.replaceChildren(markup(about));
  prose.hidden = !about?.length;
  if (language) prose.lang = language;
  else prose.removeAttribute("lang");
  const tagList = root.querySelector(".tags");
  tagList.replaceChildren(...tags.map((tag) => item(tag)));
  tagList.hidden = !tags.length;
  const linkList = root.querySelector(".links");
  linkList.replaceChildren(
    ...links.map(({ label, url }) => {
      const link = document.createElement("a");
      link.textContent = label;
      lead(link, url);
      return item(link);
    }),
  );
  linkList.hidden = !links.length;
  root.hidden = prose.hidden && tagList.hidden && linkList.hidden;
}

/** Shows the picture of a channel in an <img>, or nothing. */
export function showPicture(image, picture) {
  image.hidden = !picture;
  if (picture) image.src = base + picture.slice(1);
  else image.removeAttribute("src");
}

/** Puts a page into a channel's colours; without any, into the server's own. */
export function wear(theme) {
  const { style, classList } = document.documentElement;
  classList.toggle("themed", Boolean(theme));
  for (const [name, colour] of Object.entries(theme ?? {})) style.setProperty(`--channel-${name}`, colour);
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** A <time> that says how long ago something was; the time itself is its title. */
export function ago(text, now) {
  const at = new Date(text);
  const seconds = Math.max(0, (now - at) / 1000);
  const [unit, length] = UNITS.find(([, many]) => seconds >= many) ?? ["minute", 60];
  const time = document.createElement("time");
  time.dateTime = text;
  time.title = at.toLocaleString();
  time.textContent = seconds < 60 ? "just now" : RELATIVE.format(-Math.floor(seconds / length), unit);
  return time;
}

/**
 * Calls `told` with { live, lastLive, channel, schedule } now and with each change, as long as somebody looks at the page
 * or `stays` says that it matters all the same. @return what looks again whether it does
 */
export function followChannel(stream, told, stays = () => false) {
  let events;
  const follow = () => {
    events?.close();
    // browsers open few connections to a server; pages that nobody sees leave theirs to others
    events = document.hidden && !stays() ? undefined : new EventSource(`${base}api/v1/channels/${encodeURIComponent(stream)}/events`);
    if (events) events.onmessage = ({ data }) => told(JSON.parse(data));
  };
  document.addEventListener("visibilitychange", () => {
    if (!(stays() && events?.readyState === EventSource.OPEN)) follow();
  });
  follow();
  return follow;
}
