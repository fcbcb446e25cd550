// What is planned: dates as elements, in the viewer's own zone, a countdown, and word when a stream begins.

import { ask, base, serverNow } from "./api.js";
import { remember, remembered } from "./remembered.js";

/** A date that began some time ago and is not on air is no longer counted down to. */
const LATE_MILLIS = 30 * 60_000;
const DAY_MILLIS = 86_400_000;

const DAY = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });
const TIME = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const ZONE = new Intl.DateTimeFormat(undefined, { timeZoneName: "short" });

/** The next dates of one stream, or of all. Throws where the server does not answer in time. */
export async function listDates(stream) {
  return (await ask(stream ? `api/v1/channels/${encodeURIComponent(stream)}/schedule` : "api/v1/schedule")).dates;
}

function dayStart(at) {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

/** "today", "tomorrow", or the day. */
function day(at, now) {
  const days = Math.round((dayStart(at) - dayStart(new Date(now))) / DAY_MILLIS);
  return days === 0 ? "Today" : days === 1 ? "Tomorrow" : DAY.format(at);
}

/** "Today 18:00", as the viewer's clock has it. */
export function when(date, now) {
  const at = new Date(date.start);
  return `${day(at, now)} ${TIME.format(at)}`;
}

/** A <time> with the start; the whole of it, with the zone, is its title. */
export function time(date, now) {
  const at = new Date(date.start);
  const made = document.createElement("time");
  made.dateTime = date.start;
  made.textContent = when(date, now);
  const zone = ZONE.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  made.title = `${at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" })} ${zone}`.trim();
  return made;
}

/** "in 3 days", "04:05:06", or words where it should be on already. */
export function countdown(date, now) {
  const left = Date.parse(date.start) - now;
  if (left <= 0) return "Any moment now";
  const seconds = Math.ceil(left / 1000);
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return `in ${Math.floor(hours / 24)} days`;
  const two = (n) => String(n).padStart(2, "0");
  return `${two(hours)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The date to count down to: the first that takes place and has not begun long ago; undefined for none. */
export function nextOf(dates, now) {
  return dates.find(
    ({ status, start, end }) => status !== "cancelled" && Date.parse(end) > now && Date.parse(start) > now - LATE_MILLIS,
  );
}

/** The address of one date as an event to put into a calendar. */
export function invitation({ stream, show, date, recurring }) {
  const which = recurring ? `?date=${encodeURIComponent(date)}` : "";
  return `${base}calendar/${encodeURIComponent(stream)}/${encodeURIComponent(show)}.ics${which}`;
}

/** The address that calendar programs subscribe to; their scheme lets them open it. */
export function subscription(stream) {
  return `webcal://${location.host}${base}calendar${stream ? `/${encodeURIComponent(stream)}` : ""}.ics`;
}

/** Counts down on the player of a stream that is not live. */
export class Countdown {
  /** @param root the element of player.html */
  constructor(root) {
    this.place = root.querySelector(".next");
    this.dates = [];
    setInterval(() => this.show(), 1000);
  }

  show(dates = this.dates) {
    this.dates = dates;
    const now = serverNow();
    const next = nextOf(dates, now);
    this.place.hidden = !next;
    if (!next) return;
    const title = this.place.querySelector(".next-title");
    const words = `${next.title} · ${when(next, now)}`;
    if (title.textContent !== words) title.textContent = words;
    this.place.querySelector(".countdown").textContent = countdown(next, now);
  }
}

/** Tells, outside of the page, that a stream has begun, where the viewer has asked for that. */
export class Notifier {
  /** @param button switches it; hidden where the browser has no notifications, as over plain HTTP */
  constructor(button, stream) {
    this.button = button;
    this.key = `notify.${stream}`;
    this.stream = stream;
    button.hidden = !("Notification" in window && window.isSecureContext);
    button.addEventListener("click", () => this.toggle());
    this.show();
  }

  get isOn() {
    return !this.button.hidden && Notification.permission === "granted" && remembered(this.key) === "yes";
  }

  show() {
    const denied = !this.button.hidden && Notification.permission === "denied";
    this.button.setAttribute("aria-pressed", String(this.isOn));
    this.button.querySelector("span").textContent = this.isOn ? "You will be told" : denied ? "Notifications are blocked" : "Notify me";
    this.button.disabled = denied;
    this.button.title = this.isOn
      ? "While this page is open, in the background too. Press again to stop."
      : "A notification when it begins, while this page is open, in the background too";
  }

  async toggle() {
    const wanted = !this.isOn;
    if (wanted && Notification.permission === "default") await Notification.requestPermission();
    remember(this.key, wanted ? "yes" : "no");
    this.show();
    this.button.dispatchEvent(new Event("change"));
  }

  /** Says that the stream has begun, unless the viewer is looking at it. */
  tell(title) {
    if (!this.isOn || !document.hidden) return;
    const note = new Notification(`${title} is live`, { tag: `rostrum.${this.stream}`, icon: `${base}assets/favicon.svg` });
    note.onclick = () => {
      window.focus();
      note.close();
    };
  }
}
