// One recording: the browser's own player, and what there is to download.

import { base, findRecording } from "./api.js";
import { showAbout } from "./channel.js";
import { ChatReplay } from "./chat-replay.js";
import { elapsed, seconds } from "./format.js";
import { carrying, enter, Gate } from "./gate.js";
import { seconds as secondsOf, share } from "./share.js";

const find = (selector) => document.querySelector(selector);
const { recording: id } = document.body.dataset;
const LABELS = { mp4: "MP4", flv: "FLV", ts: "TS" };

function megabytes(bytes) {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The server's own paths begin with a slash; a proxy may put all of them below another path. */
function below(path) {
  return base + path.slice(1);
}

function row(title, words) {
  const made = document.createElement("div");
  made.append(
    Object.assign(document.createElement("dt"), { textContent: title }),
    Object.assign(document.createElement("dd"), { textContent: words }),
  );
  return made;
}

function chapterRow(chapter, video) {
  const made = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "chapter" });
  button.append(
    Object.assign(document.createElement("span"), { className: "chapter-at", textContent: elapsed(0, chapter.atMillis) }),
    Object.assign(document.createElement("span"), { className: "chapter-title", textContent: chapter.title }),
  );
  button.onclick = () => {
    video.currentTime = chapter.atMillis / 1000;
    video.play();
  };
  made.append(button);
  return made;
}

async function show() {
  const recording = await findRecording(id);
  find(".when").textContent = new Date(recording.startedAt).toLocaleString();
  find(".length").textContent = elapsed(0, recording.durationMillis);
  find(".size-of").textContent = megabytes(recording.bytes);
  const state = find(".state");
  state.hidden = recording.state === "finished" && !recording.endedBecause;
  state.textContent = recording.state === "recording" ? "still being recorded" : (recording.endedBecause ?? recording.state);
  if (recording.title) {
    find("h1").textContent = recording.title;
    document.title = `${recording.title} · Rostrum`;
  }
  showAbout(find(".channel"), recording);
  find(".gaps").hidden = recording.gaps.length === 0;
  find(".gaps dl").replaceChildren(
    ...recording.gaps.map((gap) => row(elapsed(0, gap.atMillis), `${seconds(gap.awayMillis / 1000)} away`)),
  );
  const lacking = await enter(recording.stream);
  if (lacking) new Gate(find(".gate"), recording.stream, () => play(recording)).ask(lacking);
  else play(recording);
}

function play(recording) {
  const video = find("#recording");
  if (recording.urls.mp4) {
    const from = secondsOf(new URLSearchParams(location.search).get("t") ?? "") ?? 0;
    video.src = carrying(below(recording.urls.mp4), recording.stream) + (from ? `#t=${from}` : "");
    new ChatReplay(find("#chat"), video, id, recording.stream);
  } else {
    video.hidden = true; // browsers play neither FLV nor TS by themselves
  }
  find(".downloads").replaceChildren(
    ...Object.entries(LABELS)
      .filter(([kind]) => recording.urls[kind])
      .map(([kind, label]) =>
        Object.assign(document.createElement("a"), {
          className: "button",
          href: carrying(below(recording.urls[kind]), recording.stream),
          download: `${id}.${kind}`,
          textContent: label,
        }),
      ),
  );
  find(".chapters").hidden = recording.chapters.length === 0 || video.hidden;
  find(".chapter-list").replaceChildren(...recording.chapters.map((chapter) => chapterRow(chapter, video)));
}

find(".share").addEventListener("click", () => {
  const video = find("#recording");
  const moment = () => (video.hidden ? null : { words: "Start at", seconds: Math.floor(video.currentTime) });
  share(find(".share-page"), { moment });
});
show().catch(() => (find(".when").textContent = "The server does not answer; load this page again."));
