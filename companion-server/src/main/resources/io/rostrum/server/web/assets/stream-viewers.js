// Who watches a stream, asked for when it is opened and by a button: of a thousand some are shown, and found by address.

import { count } from "./format.js";
import { failureLine } from "./rows.js";
import { element, fail, send } from "./session.js";
import { ask, button, when } from "./shown-once.js";

const SHOWN = 50;
const OVER = { rtmp: "RTMP", flv: "HTTP-FLV", hls: "HLS" };

export class StreamViewers {
  constructor(stream) {
    this.stream = stream;
    this.path = `api/v1/operator/streams/${encodeURIComponent(stream)}/viewers`;
    this.all = [];
    this.most = SHOWN;
    this.place = element("details", "watching");
    this.place.append(element("summary", "", "Who watches"));
    this.address = element("input");
    this.address.type = "search";
    this.address.placeholder = "Address";
    this.address.setAttribute("aria-label", `Only viewers of ${stream} whose address has this`);
    this.address.oninput = () => this.draw();
    this.found = element("p", "hint");
    this.found.setAttribute("role", "status");
    this.rows = element("ul", "rows");
    this.more = button("More", stream, () => {
      this.most += SHOWN;
      this.draw();
    });
    const line = element("div", "acts");
    line.append(this.address, button("Look again", stream, () => this.load()));
    this.place.append(line, failureLine(), this.found, this.rows, this.more);
    this.place.addEventListener("toggle", () => this.place.open && this.load());
  }

  async load() {
    try {
      this.all = (await send("GET", this.path)).body.viewers;
      fail(this.place, null);
      this.draw();
    } catch (error) {
      fail(this.place, error);
    }
  }

  draw() {
    const wanted = this.address.value.trim().toLowerCase();
    const found = this.all.filter((viewer) => viewer.peer.toLowerCase().includes(wanted));
    const many = count(found.length, "viewer", "viewers");
    this.found.textContent = found.length > this.most ? `${many}, the first ${this.most} of them here` : many;
    this.rows.replaceChildren(...found.slice(0, this.most).map((viewer) => this.row(viewer)));
    this.more.hidden = found.length <= this.most;
  }

  row(viewer) {
    const item = element("li");
    const words = element("div", "words");
    const over = OVER[viewer.protocol] ?? viewer.protocol;
    words.append(element("strong", "", viewer.peer), element("span", "figures", `${over} · since ${when(viewer.since)}`));
    const acts = element("div", "acts");
    acts.append(button("End…", viewer.peer, () => ask(item, this.question(viewer), [["End", () => this.end(viewer)]])));
    item.append(words, acts);
    return item;
  }

  question(viewer) {
    return viewer.protocol === "hls"
      ? `End the viewer at ${viewer.peer}? Players of that program at that address are refused until the broadcast ends.`
      : `End the viewer at ${viewer.peer}? The connection is closed; it may come back.`;
  }

  async end(viewer) {
    try {
      await send("DELETE", `${this.path}/${encodeURIComponent(viewer.id)}`);
      await this.load();
    } catch (error) {
      fail(this.place, error);
    }
  }
}
