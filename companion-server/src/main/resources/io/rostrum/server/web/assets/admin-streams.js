// What is live: who sends it and who watches, ending either, recording by hand, and where streams are sent on to.

import { base } from "./api.js";
import { bitRate, codec, count } from "./format.js";
import { Rows, attempt, failureLine, keepShowing, say } from "./rows.js";
import { element, mustBeSomebody, send } from "./session.js";
import { ask, button, when } from "./shown-once.js";
import { StreamViewers } from "./stream-viewers.js";

const ASK_EVERY_MILLIS = 2000;
const STATES = { live: "Live", interrupted: "Interrupted", ended: "Ended" };
const OVER = { rtmp: "RTMP", flv: "HTTP-FLV" };
const WAYS = { idle: "Not live", connecting: "Connecting", live: "Live", waiting: "Waiting", failed: "Failed" };
const find = (selector) => document.querySelector(selector);

/** An address without its port. */
const host = (peer) => peer.replace(/:\d+$/, "");

/** Does something to what a row is of, and shows how all stand then. */
const act = (item, work) =>
  attempt(item, async () => {
    await work();
    await show();
  });

function format(stream) {
  const picture = stream.video ? `${stream.width} × ${stream.height}, ${stream.framesPerSecond} pictures/s, ${codec(stream.video)}` : "no pictures";
  const keys = stream.keyFrameIntervalMillis ? `key frames every ${(stream.keyFrameIntervalMillis / 1000).toFixed(1)} s` : "";
  return [picture, stream.audio ? codec(stream.audio) : "no sound", bitRate(stream.bitsPerSecond), keys].filter(Boolean).join(" · ");
}

function watched({ viewers, hlsViewers }) {
  const all = viewers + hlsViewers;
  if (!all) return "no viewers";
  return count(all, "viewer", "viewers") + (hlsViewers ? `, ${hlsViewers.toLocaleString("en")} over HLS` : "");
}

function published({ publisher, since }) {
  if (!publisher) return "Nobody publishes it now; it is waited for";
  const { protocol, peer } = publisher;
  const from = protocol === "pull" ? `Fetched from ${peer}` : `From ${peer} over ${OVER[protocol] ?? protocol}`;
  return when(publisher.since) === when(since) ? from : `${from}, connected ${when(publisher.since)}`;
}

/** Refuses publishers of the stream from an address, then ends the one there is. */
async function refuse(path, stream, address) {
  const access = `api/v1/channels/${encodeURIComponent(stream)}/access`;
  const { body, tag } = await send("GET", access);
  const publish = { ...body.rules.publish, deny: [...new Set([...body.rules.publish.deny, address])] };
  await send("PATCH", access, { rules: { ...body.rules, publish } }, { headers: { "If-Match": tag } });
  await send("DELETE", `${path}/publisher`);
}

function streamRow({ name }) {
  const path = `api/v1/operator/streams/${encodeURIComponent(name)}`;
  let now;
  const item = element("li");
  const words = element("div", "words");
  const title = element("strong");
  const link = element("a", "", name);
  link.href = `${base}watch/${encodeURIComponent(name)}`;
  const badge = element("span", "badge");
  title.append(link, badge);
  const figures = element("span", "figures");
  const viewers = element("span", "figures");
  const publisher = element("span", "figures");
  words.append(title, figures, viewers, publisher);

  const record = button("Record", name, () => act(item, () => send(now.recorded ? "DELETE" : "PUT", `${path}/recording`)));
  const end = button("End…", name, () => {
    const address = host(now.publisher.peer);
    const answers = [["End the broadcast", () => act(item, () => send("DELETE", `${path}/publisher`))]];
    if (now.publisher.protocol !== "pull") {
      answers.push([`End it and refuse ${address}`, () => act(item, () => refuse(path, name, address))]);
    }
    ask(
      item,
      `End ${name}? Its publisher may come back while its stream key is valid. Whoever is refused by address stays so until it is taken out of the rules at Channels.`,
      answers,
    );
  });
  const acts = element("div", "acts");
  acts.append(record, end);
  const warnings = element("ul", "warnings");
  const watching = new StreamViewers(name).place;
  item.append(words, acts, failureLine(), warnings, watching);

  return {
    item,
    update(stream) {
      now = stream;
      say(badge, STATES[stream.state]);
      badge.dataset.state = stream.state;
      say(figures, format(stream));
      say(viewers, `Since ${when(stream.since)} · ${watched(stream)}`);
      say(publisher, published(stream));
      const recording = stream.recorded ? "End recording" : "Record";
      say(record, recording);
      record.setAttribute("aria-label", `${recording}: ${name}`);
      end.hidden = !stream.publisher;
      if (!stream.publisher) item.querySelector(":scope > .question")?.remove();
      watching.hidden = !watching.open && stream.viewers + stream.hlsViewers === 0;
      warnings.hidden = !stream.warnings.length;
      warnings.replaceChildren(...stream.warnings.map((warning) => element("li", "", warning.words)));
    },
  };
}

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

function way(one) {
  const figures = [`${one.stream}: ${WAYS[one.state]}`];
  if (one.state === "live") figures.push(bitRate(one.bitsPerSecond), `${one.queuedMillis} ms waiting`);
  if (one.droppedFrames) figures.push(`${one.droppedFrames.toLocaleString("en")} frames lost`);
  if (one.reconnects) figures.push(`connected anew ${count(one.reconnects, "time", "times")}`);
  if (one.why) figures.push(one.whatToDo ? sentence(one.why) : one.why);
  return element("span", "figures", [figures.join(" · "), one.whatToDo].filter(Boolean).join(" "));
}

function forwardRow({ id }) {
  const path = `api/v1/operator/forwards/${encodeURIComponent(id)}`;
  let now;
  const item = element("li");
  const words = element("div", "words");
  const named = () => `${now.streams} to ${now.url}`;
  const toggle = button("Switch off", id, () => act(item, () => send("PATCH", path, { enabled: !now.enabled })));
  const retry = button("Try now", id, () => act(item, () => send("POST", `${path}/retry`)));
  const acts = element("div", "acts");
  acts.append(retry, toggle);
  item.append(words, acts, failureLine());
  return {
    item,
    update(forward) {
      now = forward;
      const state = forward.enabled ? forward.now.map(way) : [element("span", "figures", "Off")];
      words.replaceChildren(
        element("strong", "", named()),
        ...(state.length ? state : [element("span", "figures", "None of these streams is live")]),
      );
      const switching = forward.enabled ? "Switch off" : "Switch on";
      say(toggle, switching);
      toggle.setAttribute("aria-label", `${switching}: ${named()}`);
      retry.setAttribute("aria-label", `Try now: ${named()}`);
      retry.hidden = !forward.now.some((one) => one.state === "waiting" || one.state === "failed");
    },
  };
}

const streams = new Rows(find(".streams"), (stream) => stream.name, streamRow);
const forwards = new Rows(find(".forwards"), (forward) => forward.id, forwardRow);
let owner = false;

async function show() {
  const [live, ways] = await Promise.all([
    send("GET", "api/v1/operator/streams"),
    owner ? send("GET", "api/v1/operator/forwards") : null,
  ]);
  streams.show(live.body.streams);
  const some = live.body.streams.length;
  say(find(".count"), some ? count(some, "stream", "streams") : "");
  find(".none").hidden = some > 0;
  find(".make-key").hidden = some > 0 || !owner;
  if (ways) {
    forwards.show(ways.body.forwards);
    find(".no-forwards").hidden = ways.body.forwards.length > 0;
  }
  find(".forwarding").hidden = !owner;
  find(".panels").hidden = false;
}

owner = (await mustBeSomebody()).role === "owner";
await keepShowing(show, ASK_EVERY_MILLIS);
