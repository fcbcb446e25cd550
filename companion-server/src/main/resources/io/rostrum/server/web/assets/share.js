// The dialog that passes a page on: its link, from a moment on where there are moments, and the player for other sites.

import { base } from "./api.js";
import { elapsed } from "./format.js";

/** "1:02:03", "62:03" or "3723" in seconds; null for what is none. */
export function seconds(text) {
  if (!/^\d{1,6}(:[0-5]?\d){0,2}$/.test(text.trim())) return null;
  return text.trim().split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

/**
 * @param dialog the element of share.html
 * @param moment tells where one is now: { words, query, seconds } or null for live; `seconds` where it may be changed
 * @param embed the path of the player alone; none where there is none
 */
export function share(dialog, { moment, embed }) {
  const find = (selector) => dialog.querySelector(selector);
  const link = find(".share-link");
  const from = find(".from");
  const start = find(".start");
  let here = null;

  function query() {
    if (!find(".start-at").checked || !here) return "";
    if (here.seconds === undefined) return `?t=${encodeURIComponent(here.query)}`;
    const at = seconds(start.value);
    start.setAttribute("aria-invalid", String(at === null));
    return at ? `?t=${at}` : "";
  }

  function show() {
    link.value = new URL(location.pathname, location.href).href + query();
  }

  async function copy(text, field) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      field.select(); // a page without TLS may not; the keyboard may
      find(".copied").textContent = "Press Ctrl+C to copy.";
      return;
    }
    find(".copied").textContent = "Copied.";
  }

  here = moment();
  from.hidden = !here;
  find(".start-at").checked = false;
  find(".start-words").textContent = here ? here.words : "";
  start.hidden = here?.seconds === undefined;
  if (here?.seconds !== undefined) start.value = elapsed(0, here.seconds * 1000);
  const code = find(".embed-code");
  find(".for-sites").hidden = !embed;
  if (embed) {
    const frame = document.createElement("iframe");
    frame.setAttribute("src", new URL(base + embed, location.href).href);
    frame.setAttribute("title", document.querySelector("h1").textContent);
    for (const [name, value] of [["width", "640"], ["height", "360"], ["allow", "autoplay; fullscreen; picture-in-picture"]]) {
      frame.setAttribute(name, value);
    }
    code.value = frame.outerHTML; // made, and never put into the page
  }
  find(".copied").textContent = "";
  find(".start-at").onchange = show;
  start.oninput = () => {
    find(".start-at").checked = true;
    show();
  };
  find(".copy-link").onclick = () => copy(link.value, link);
  find(".copy-code").onclick = () => copy(code.value, code);
  const send = find(".send");
  send.hidden = !navigator.share;
  send.onclick = () => navigator.share({ title: document.title, url: link.value }).catch(() => {}); // closed without sharing
  show();
  dialog.showModal();
  link.select();
}
