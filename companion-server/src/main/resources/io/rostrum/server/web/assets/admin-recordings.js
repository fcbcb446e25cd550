// All recordings and the room they take: watched, taken away as files, deleted.

import { base } from "./api.js";
import { bytes } from "./bytes.js";
import { count, elapsed } from "./format.js";
import { Rows, attempt, failureLine, keepShowing, say } from "./rows.js";
import { element, mustBeSomebody, send } from "./session.js";
import { ask, button, when } from "./shown-once.js";

const ASK_EVERY_MILLIS = 5000;
const SHOWN = 50;
const STATES = { recording: ["Recording", "live"], recovered: ["Recovered", "interrupted"] };
const NOTHING = "Nothing has been recorded yet. What is live can be recorded by hand; record.streams in the server's configuration records always.";
const find = (selector) => document.querySelector(selector);
const wanted = find("#wanted");

let all = [];
let most = SHOWN;
let owner = false;

function link(words, href, name) {
  const made = element("a", "button", words);
  made.href = href;
  made.setAttribute("aria-label", `${words}: ${name}`);
  return made;
}

function files(recording, name) {
  return Object.entries(recording.urls)
    .filter(([kind]) => kind !== "hls")
    .map(([kind, url]) => {
      const made = link(kind.toUpperCase(), base + url.slice(1), name);
      made.download = `${recording.id}.${kind}`;
      made.setAttribute("aria-label", `Download as ${kind.toUpperCase()}: ${name}`);
      return made;
    });
}

const remove = (item, recording) =>
  attempt(item, async () => {
    await send("DELETE", `api/v1/operator/recordings/${encodeURIComponent(recording.id)}`);
    await show();
  });

function row(first) {
  const item = element("li");
  const words = element("div", "words");
  const title = element("strong", "", first.title ?? first.stream);
  const badge = element("span", "badge");
  title.append(badge);
  const figures = element("span", "figures");
  const because = element("span", "figures");
  words.append(title, figures, because);
  const name = `${first.title ?? first.stream}, ${when(first.startedAt)}`;
  const gone = button("Delete…", name, () =>
    ask(item, `Delete ${name}? The file and its chapters are gone for good.`, [["Delete", () => remove(item, first)]]),
  );
  const acts = element("div", "acts");
  acts.append(link("Watch", `${base}vod/${encodeURIComponent(first.id)}`, name), ...files(first, name), gone);
  item.append(words, acts, failureLine());
  return {
    item,
    update(recording) {
      const [state, look] = STATES[recording.state] ?? ["", ""];
      badge.hidden = !state;
      say(badge, state);
      badge.dataset.state = look;
      const facts = [recording.title && recording.stream, when(recording.startedAt), elapsed(0, recording.durationMillis), bytes(recording.bytes)];
      if (recording.gaps.length) facts.push(count(recording.gaps.length, "gap", "gaps"));
      say(figures, facts.filter(Boolean).join(" · "));
      because.hidden = !recording.endedBecause;
      say(because, recording.endedBecause ? `It ended because ${recording.endedBecause}` : "");
      gone.hidden = !owner || recording.state === "recording";
    },
  };
}

const rows = new Rows(find(".recordings"), (recording) => recording.id, row);

function draw() {
  const text = wanted.value.trim().toLowerCase();
  const found = all.filter(({ stream, title = "" }) => `${stream} ${title}`.toLowerCase().includes(text));
  rows.show(found.slice(0, most));
  find(".more").hidden = found.length <= most;
  find(".search").hidden = !all.length;
  find(".none").hidden = found.length > 0;
  find(".to-streams").hidden = all.length > 0;
  say(find(".none"), all.length ? "No recording has that in its name." : NOTHING);
  say(find(".count"), all.length ? count(found.length, "recording", "recordings") : "");
}

function room({ takenBytes, quotaBytes, freeBytes, stopsBelowBytes }) {
  const taken = quotaBytes
    ? `Recordings take ${bytes(takenBytes)} of the ${bytes(quotaBytes)} they may (${Math.round((100 * takenBytes) / quotaBytes)} %); beyond that the oldest is deleted.`
    : `Recordings take ${bytes(takenBytes)}; they have no quota.`;
  if (freeBytes === undefined) return taken;
  const least = bytes(stopsBelowBytes);
  const words = freeBytes < stopsBelowBytes ? `too little to record, which needs ${least}` : `recording stops below ${least}`;
  return `${taken} ${bytes(freeBytes)} are free on their disk: ${words}.`;
}

async function show() {
  const { body } = await send("GET", "api/v1/operator/recordings");
  all = body.recordings;
  say(find(".room"), room(body));
  const taken = find(".taken");
  taken.hidden = !body.quotaBytes;
  taken.max = body.quotaBytes || 1;
  taken.value = body.takenBytes;
  draw();
  find(".panels").hidden = false;
}

wanted.oninput = draw;
find(".more").onclick = () => {
  most += SHOWN;
  draw();
};
owner = (await mustBeSomebody()).role === "owner";
await keepShowing(show, ASK_EVERY_MILLIS);
