// Lists that are asked for again and again: what has not changed is not drawn again, so that focus and questions stay.

import { element, fail } from "./session.js";

export class Rows {
  /**
   * @param list where the rows are
   * @param key  tells one from the others
   * @param make gives a row once: { item, update }, the element and what shows how the one stands now
   */
  constructor(list, key, make) {
    this.list = list;
    this.key = key;
    this.make = make;
    this.known = new Map();
  }

  /** Shows these, in their order. */
  show(all) {
    const wanted = new Set(all.map(this.key));
    for (const [key, row] of this.known) {
      if (!wanted.has(key)) {
        row.item.remove();
        this.known.delete(key);
      }
    }
    let place = this.list.firstElementChild;
    for (const one of all) {
      const row = this.row(one);
      if (row.item === place) place = place.nextElementSibling;
      else this.list.insertBefore(row.item, place);
    }
  }

  row(one) {
    const key = this.key(one);
    if (!this.known.has(key)) this.known.set(key, this.make(one));
    const row = this.known.get(key);
    const state = JSON.stringify(one);
    if (row.shown !== state) {
      row.shown = state;
      row.update(one);
    }
    return row;
  }
}

/** Changes a text only where it is another, for the sake of screen readers. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Where a row says what failed. */
export function failureLine() {
  const line = element("p", "failure");
  line.setAttribute("role", "alert");
  line.hidden = true;
  return line;
}

/** Does what a row's button or the answer to its question is for; a failure is shown in the row. */
export async function attempt(item, work) {
  item.querySelector(":scope > .question")?.remove();
  fail(item, null);
  try {
    await work();
  } catch (error) {
    fail(item, error);
  }
}

/** Shows how all stand, again and again while the page is looked at; what fails stands above all until it works. */
export async function keepShowing(show, everyMillis) {
  if (!document.hidden) {
    const trouble = document.querySelector("main > .failure");
    try {
      await show();
      trouble.hidden = true;
    } catch (error) {
      say(trouble, error.message);
      trouble.hidden = false;
      if (error.status === 401 || error.status === 403) return;
    }
  }
  setTimeout(keepShowing, everyMillis, show, everyMillis);
}
