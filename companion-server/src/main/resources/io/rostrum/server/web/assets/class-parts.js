// Pieces that the student's panel and the teacher's page of a class share.

import { element } from "./session.js";

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${new URL("icons.svg", import.meta.url).pathname}#${name}`);
  svg.append(use);
  return svg;
}

/** A button whose work may fail; while it goes on it cannot be pressed again. */
export function act(words, name, work, { primary = false, key = "" } = {}) {
  const made = element("button", primary ? "button primary" : "button", words);
  made.type = "button";
  if (name) made.setAttribute("aria-label", `${words}: ${name}`);
  if (key) made.dataset.key = key;
  made.onclick = async () => {
    made.disabled = true;
    try {
      await work();
    } finally {
      made.disabled = false;
    }
  };
  return made;
}

/** Replaces what a list shows; the focus stays on what has the same `data-key`. */
export function redraw(list, items) {
  const key = list.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  list.replaceChildren(...items);
  if (key) [...list.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key)?.focus();
}

/** Rows that stay the same element for as long as what they show is the same. */
export class Rows {
  constructor(list, draw) {
    this.list = list;
    this.draw = draw;
    this.rows = new Map();
  }

  /** @param views each with an `id`; @param context what else a row depends on, by view */
  show(views, context = () => null) {
    const before = this.rows;
    this.rows = new Map(
      views.map((view) => {
        const text = JSON.stringify([view, context(view)]);
        const old = before.get(view.id);
        return [view.id, old?.text === text ? old : { text, element: this.draw(view, old?.element) }];
      }),
    );
    const wanted = [...this.rows.values()].map((row) => row.element);
    const shown = [...this.list.children];
    if (wanted.length !== shown.length || wanted.some((one, i) => one !== shown[i])) redraw(this.list, wanted);
  }
}

/** One option's share as a bar with its number in words. */
export function bar(option, count, all, { right, mine } = {}) {
  const line = element("div", "bar");
  const share = all ? Math.round((100 * count) / all) : 0;
  const words = element("div", "bar-words");
  const label = element("span", "bar-option", option);
  if (right) label.append(" ", element("span", "tag right", "✓ right"));
  if (mine) label.append(" ", element("span", "tag", "your answer"));
  words.append(label, element("span", "bar-count", `${count} · ${share} %`));
  const track = element("div", "bar-track");
  track.setAttribute("aria-hidden", "true");
  const fill = document.createElement("i");
  fill.style.setProperty("width", `${share}%`);
  track.append(fill);
  line.append(words, track);
  return line;
}

/** "4 min" of milliseconds, "35 s" below two minutes. */
export function lasting(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}
