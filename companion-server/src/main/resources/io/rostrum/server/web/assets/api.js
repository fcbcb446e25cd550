// What the pages ask the server, and by how much this machine's clock differs from the server's.

/** What stands before every path of the server: "/", or "/tv/" where a proxy puts it below one. */
export const base = new URL("../", import.meta.url).pathname;

const ANSWER_MILLIS = 8000;

let bestRoundTrip = Infinity;
let clockOffset = 0;

/** Milliseconds since 1970 by the server's clock, as well as one can tell from here. */
export function serverNow() {
  return Date.now() + clockOffset;
}

/** All streams. Throws where the server does not answer in time. */
export async function listStreams() {
  return (await askTimed("api/v1/streams")).streams;
}

/** The channels that may be listed, the live ones first. Throws where the server does not answer in time. */
export async function listChannels() {
  return (await ask("api/v1/channels", "no-cache")).channels; // asked again, but sent again only where it has changed
}

/** One stream, or null where it is not live. Throws where the server does not answer in time. */
export async function findStream(name) {
  const answer = await askTimed(`api/v1/streams?name=${encodeURIComponent(name)}`);
  return answer.streams[0] ?? null;
}

/** All recordings, the newest first. Throws where the server does not answer in time. */
export async function listRecordings() {
  return (await ask("api/v1/recordings")).recordings;
}

/** One recording. Throws where there is none of that id. */
export async function findRecording(id) {
  return ask(`api/v1/recordings/${encodeURIComponent(id)}`);
}

/**
 * How far one can go back in a stream: { millis, edge }; null where one cannot.
 *
 * @param carrying gives an address what lets one have it
 */
export async function findTimeShift(stream, carrying) {
  return ask(carrying(`live/${encodeURIComponent(stream)}/dvr.json`, stream)).catch(() => null);
}

/** Where broadcasters send: { scheme, port, app }. Throws where the server does not answer in time. */
export async function findIngest() {
  return ask("api/v1/ingest");
}

/** What the server answers, as JSON. Throws where it refuses, or does not answer in time. */
export async function ask(path, cache = "no-store") {
  const response = await fetch(base + path, {
    headers: { Accept: "application/json" },
    cache,
    signal: AbortSignal.timeout(ANSWER_MILLIS), // a path that swallows the question must not freeze the page
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Asks for an answer that says when it was made. */
async function askTimed(path) {
  const before = Date.now();
  const answer = await ask(path);
  // The answer was made half a round trip ago; the quickest answer tells the offset best.
  const roundTrip = Date.now() - before;
  if (roundTrip <= bestRoundTrip) {
    bestRoundTrip = roundTrip;
    clockOffset = answer.serverTimeMillis - (before + roundTrip / 2);
  }
  return answer;
}
