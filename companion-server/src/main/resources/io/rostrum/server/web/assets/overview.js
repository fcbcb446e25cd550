// How the server stands: plots of the last minutes, streams, and what became of broadcasts.

import { base } from "./api.js";
import { bytes } from "./bytes.js";
import { bitRate, count, elapsed } from "./format.js";
import { keepShowing } from "./rows.js";
import { element, mustBeSomebody, send } from "./session.js";

const find = (selector) => document.querySelector(selector);
const ASK_EVERY_MILLIS = 1500;
const REPORTS_EVERY_MILLIS = 15000;
const SHOWN_MILLIS = 5 * 60 * 1000;
const WIDTH = 300;
const HEIGHT = 72;
const SVG = "http://www.w3.org/2000/svg";

const percent = (share) => `${Math.round(share * 100)} %`;
const millis = (value) => (value < 1000 ? `${value} ms` : `${(value / 1000).toFixed(1)} s`);
const number = (value) => value.toLocaleString("en");

/** What is plotted: its name, how a value is written, its top (what there is in all, or `least` at least), and when it is bad. */
const PLOTS = [
  { name: "Viewers", of: (p) => p.viewers, write: number, least: 5 },
  { name: "Coming in", of: (p) => p.bitsIn, write: bitRate, least: 1e6 },
  { name: "Going out", of: (p) => p.bitsOut, write: bitRate, least: 1e6 },
  { name: "Pictures a second, least", of: (p) => p.frames, write: number, least: 30 },
  { name: "Jitter, worst", of: (p) => p.jitterMillis, write: millis, least: 200, bad: (value) => value > 500 },
  { name: "Processor", of: (p) => p.cpu, write: percent, least: 1, bad: (value) => value > 0.9 },
  { name: "Memory of the server", of: (p) => p.memoryBytes, write: bytes, least: 64 << 20, unit: 1 << 20 },
  { name: "Free on the disk", of: (p) => p.diskFree, write: bytes, least: 1, whole: (all) => all.diskBytes, bad: (value) => value < 1 << 30 },
];

let points = [];
let last = 0;
let reportsAt = -Infinity;

function svg(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function makePlot(plot) {
  const figure = element("figure", "plot");
  const caption = element("figcaption");
  plot.now = element("span", "now", "–");
  caption.append(element("span", "what", plot.name), plot.now);
  const area = element("div", "area");
  plot.svg = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
  plot.fill = svg("path", { class: "fill" });
  plot.line = svg("path", { class: "line" });
  plot.svg.append(svg("path", { class: "top-line", d: `M0 0.5H${WIDTH}` }), plot.fill, plot.line);
  plot.most = element("span", "most");
  plot.most.setAttribute("aria-hidden", "true");
  area.append(plot.svg, plot.most);
  figure.append(caption, area);
  plot.figure = figure;
  return figure;
}

/** A number like 1, 2 or 5 with zeros, of that unit, not below the value. */
function roundTop(value, unit) {
  const ten = unit * 10 ** Math.floor(Math.log10(value / unit));
  return [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= value * 0.999);
}

function draw(plot, all) {
  const known = points.map((p) => ({ at: p.atMillis, value: plot.of(p) })).filter(({ value }) => value >= 0);
  if (!known.length) return;
  const values = known.map(({ value }) => value);
  const highest = Math.max(...values);
  const whole = plot.whole?.(all) ?? 0;
  const top = whole > 0 ? Math.max(whole, highest) : Math.max(plot.least, highest > 0 ? roundTop(highest, plot.unit ?? 1) : 0);
  const x = (at) => (WIDTH * (1 - (all.nowMillis - at) / SHOWN_MILLIS)).toFixed(1);
  const y = (value) => (HEIGHT - (HEIGHT - 2) * (value / top)).toFixed(1);
  let line = "";
  let before = -Infinity;
  for (const { at, value } of known) {
    line += `${at - before > 4000 ? "M" : "L"}${x(at)} ${y(value)}`;
    before = at;
  }
  plot.line.setAttribute("d", line);
  const unbroken = line.indexOf("M", 1) < 0;
  plot.fill.setAttribute("d", unbroken ? `${line}L${x(before)} ${HEIGHT}L${x(known[0].at)} ${HEIGHT}Z` : "");
  const now = values.at(-1);
  plot.now.textContent = plot.write(now);
  plot.most.textContent = plot.write(top);
  plot.figure.dataset.state = plot.bad?.(now) ? "bad" : "";
  plot.svg.setAttribute(
    "aria-label",
    `${plot.name}, the last five minutes: now ${plot.write(now)}, least ${plot.write(Math.min(...values))}, most ${plot.write(highest)}`,
  );
}

function fares({ players, withoutStalls, bufferMillis }) {
  if (!players) return "";
  const buffer = bufferMillis >= 0 ? `, ${millis(bufferMillis)} in their buffers` : "";
  return `${percent(withoutStalls)} of ${count(players, "player", "players")} without a stall${buffer}`;
}

function streamRow(stream, nowMillis) {
  const item = element("li");
  const words = element("div", "words");
  const name = element("strong");
  const link = element("a", "", stream.name);
  link.href = `${base}watch/${encodeURIComponent(stream.name)}`;
  const badge = element("span", "badge", stream.state === "live" ? "Live" : "Interrupted");
  badge.dataset.state = stream.state;
  name.append(link, badge);
  const by = Object.entries(stream.viewing).map(([protocol, n]) => `${protocol} ${n}`).join(", ");
  const figures = [
    count(stream.viewers, "viewer", "viewers") + (by ? ` (${by})` : ""),
    bitRate(stream.bitsIn),
    `${stream.frames} pictures/s`,
    `jitter ${millis(stream.jitterMillis)}`,
    `out ${bitRate(stream.bitsOut)}`,
    elapsed(Date.parse(stream.startedAt), nowMillis),
  ];
  words.append(name, element("span", "figures", figures.join(" · ")));
  const health = fares(stream.players);
  if (health) words.append(element("span", "figures", health));
  item.append(words);
  if (stream.warnings.length) {
    const list = element("ul", "warnings");
    list.append(...stream.warnings.map((text) => element("li", "", text)));
    item.append(list);
  }
  return item;
}

function broadcastRow(one) {
  const item = element("li");
  const words = element("div", "words");
  const began = new Date(one.startedAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const counts = (what) => Object.entries(what).sort(([, a], [, b]) => b - a).map(([key, n]) => `${key} ${n}`).join(", ");
  words.append(
    element("strong", "", one.stream),
    element("span", "figures", `${began} · ${elapsed(0, one.durationMillis)}${one.live ? " so far" : ""}`),
    element(
      "span",
      "figures",
      [
        count(one.views, "view", "views"),
        `most at once ${number(one.peakViewers)}`,
        `on average ${one.averageViewers.toLocaleString("en", { maximumFractionDigits: 1 })}`,
        `watched ${elapsed(0, one.watchedMillis)}`,
        `out ${bytes(one.bytesOut)}`,
      ].join(" · "),
    ),
  );
  const kinds = [counts(one.protocols), counts(one.devices), counts(one.countries)].filter(Boolean).join(" · ");
  if (kinds) words.append(element("span", "figures", kinds));
  const csv = element("a", "", "Viewers as CSV");
  csv.href = `${base}api/v1/broadcasts/${encodeURIComponent(one.id)}/viewers.csv`;
  csv.download = "";
  csv.setAttribute("aria-label", `Viewers as CSV: ${one.stream}, ${began}`);
  item.append(words, csv);
  return item;
}

async function showReports() {
  const { body } = await send("GET", "api/v1/broadcasts");
  find(".none").hidden = body.broadcasts.length > 0;
  find(".csv").hidden = !body.broadcasts.length;
  find(".broadcasts").replaceChildren(...body.broadcasts.map(broadcastRow));
}

async function show() {
  const { body: all } = await send("GET", `api/v1/overview?after=${last}`);
  points = points.concat(all.points).filter((p) => p.atMillis > all.nowMillis - SHOWN_MILLIS);
  last = points.at(-1)?.atMillis ?? 0;
  for (const plot of PLOTS) draw(plot, all);
  find(".count").textContent = count(all.streams.length, "stream", "streams");
  find(".nothing").hidden = all.streams.length > 0;
  find(".streams").replaceChildren(...all.streams.map((stream) => streamRow(stream, all.nowMillis)));
  find(".panels").hidden = false;
}

async function showAll() {
  await show();
  if (performance.now() - reportsAt > REPORTS_EVERY_MILLIS) {
    await showReports();
    reportsAt = performance.now();
  }
}

await mustBeSomebody();
find(".plots").append(...PLOTS.map(makePlot));
await keepShowing(showAll, ASK_EVERY_MILLIS);
