// What an owner sees of streams, recordings and the log, and what the pages ask of the server. Streams and recordings are made up:
// the server has none; accounts and the log are its own.
const STREAM = "lecture-hall-with-a-name-that-goes-on-and-on-to-the-very-end";
const SINCE = "2026-11-23T08:00:00Z";
const STREAM_PATH = `api/v1/operator/streams/${STREAM}`;
const ACCESS_PATH = `api/v1/channels/${STREAM}/access`;

const LIVE = {
  name: STREAM,
  state: "live",
  since: SINCE,
  publisher: { protocol: "rtmp", peer: "192.0.2.9:50123", since: SINCE },
  video: "avc1.64001f",
  audio: "mp4a.40.2",
  width: 1280,
  height: 720,
  bitsPerSecond: 2_500_000,
  framesPerSecond: 30,
  keyFrameIntervalMillis: 2000,
  flush: "normal",
  viewers: 60,
  hlsViewers: 2,
  recorded: false,
  warnings: [{ words: "Key frames are far apart." }],
};
const VIEWERS = Array.from({ length: 62 }, (_, i) => ({ id: `v${i}`, protocol: i < 2 ? "hls" : "flv", peer: `198.51.100.${i}:4000`, since: SINCE }));
const WAY = { stream: STREAM, state: "failed", why: "It refuses the key", whatToDo: "Look at the key.", bitsPerSecond: 0, queuedMillis: 0, droppedFrames: 2, reconnects: 1 };
const FORWARD = { id: "config-1", streams: "lecture-*", url: "rtmps://live.example.org/a/rather/long/path/***", tries: 0, enabled: true, fixed: true, now: [WAY] };

const recording = (n, more) => ({
  id: `lecture_${n}`,
  stream: "lecture",
  state: "finished",
  container: "mp4",
  startedAt: SINCE,
  durationMillis: 3_600_000,
  bytes: 3 << 20,
  gaps: [],
  tags: [],
  chapters: [],
  urls: { mp4: `/vod/lecture_${n}.mp4`, flv: `/vod/lecture_${n}.flv`, hls: `/vod/lecture_${n}/index.m3u8` },
  ...more,
});

/** Answers in the server's place; what is asked is remembered, with its body. */
async function standIn(page, base, answers) {
  const asked = [];
  await page.route(`${base}api/v1/**`, async (route) => {
    const request = route.request();
    const what = `${request.method()} ${request.url().slice(base.length)}`;
    if (!(what in answers)) return route.continue();
    if (request.method() !== "GET") asked.push([what, request.postData(), request.headers()["if-match"]].filter(Boolean).join(" "));
    const { status = 200, headers = {}, ...body } = answers[what];
    return route.fulfill({ status, headers, contentType: "application/json", body: status === 204 ? "" : JSON.stringify(body) });
  });
  return asked;
}

async function checkStreams({ page, base, judge, expect }) {
  await page.goto(`${base}admin/streams`);
  await page.waitForSelector(".none:not([hidden])");
  await judge(page, "streams-empty");

  const done = { status: 204 };
  const asked = await standIn(page, base, {
    "GET api/v1/operator/streams": { streams: [LIVE] },
    "GET api/v1/operator/forwards": { forwards: [FORWARD] },
    [`GET ${STREAM_PATH}/viewers`]: { viewers: VIEWERS },
    [`GET ${ACCESS_PATH}`]: { headers: { ETag: '"7"' }, rules: { publish: { allow: [], deny: ["203.0.113.0/24"] }, play: { allow: [], deny: [] } } },
    [`PATCH ${ACCESS_PATH}`]: {},
    [`PUT ${STREAM_PATH}/recording`]: done,
    [`DELETE ${STREAM_PATH}/publisher`]: done,
    [`DELETE ${STREAM_PATH}/viewers/v61`]: done,
    "PATCH api/v1/operator/forwards/config-1": {},
  });
  await page.waitForSelector(".streams > li");
  await page.getByRole("button", { name: /^Record:/ }).click();
  await page.getByRole("button", { name: /^Switch off:/ }).click();
  await page.locator(".watching summary").click();
  await page.waitForFunction(() => document.querySelectorAll(".watching .rows > li").length === 50);
  await page.fill(".watching input", "198.51.100.61");
  await page.getByRole("button", { name: /^End…: 198/ }).click();
  await page.getByRole("button", { name: "End", exact: true }).click();
  await page.getByRole("button", { name: /^End…: lecture/ }).click();
  await judge(page, "streams");
  await page.getByRole("button", { name: "End it and refuse 192.0.2.9" }).click();
  await page.waitForSelector(".question", { state: "detached" });
  const rules = '{"rules":{"publish":{"allow":[],"deny":["203.0.113.0/24","192.0.2.9"]},"play":{"allow":[],"deny":[]}}}';
  const wanted = [
    `PUT ${STREAM_PATH}/recording`,
    'PATCH api/v1/operator/forwards/config-1 {"enabled":false}',
    `DELETE ${STREAM_PATH}/viewers/v61`,
    `PATCH ${ACCESS_PATH} ${rules} "7"`,
    `DELETE ${STREAM_PATH}/publisher`,
  ];
  for (let waited = 0; asked.length < wanted.length && waited < 100; waited++) await page.waitForTimeout(50);
  expect(asked.join("\n") === wanted.join("\n"), `streams ask for\n${asked.join("\n")}`);
  await page.unroute(`${base}api/v1/**`);
}

async function checkRecordings({ page, base, judge, expect }) {
  await page.goto(`${base}admin/recordings`);
  await page.waitForSelector(".none:not([hidden])");
  await judge(page, "recordings-empty");

  const title = "Linear algebra, week 7: eigenvalues and what they are good for";
  const some = Array.from({ length: 60 }, (_, n) => recording(n));
  some[0] = recording(0, { title, state: "recording" });
  some[1] = recording(1, { title });
  some[2] = recording(2, { title, state: "recovered", endedBecause: "the server was killed", gaps: [{ atMillis: 1, awayMillis: 1, since: SINCE }] });
  const asked = await standIn(page, base, {
    "GET api/v1/operator/recordings": { recordings: some, takenBytes: 9 << 20, quotaBytes: 10 << 20, freeBytes: 5 << 20, stopsBelowBytes: 512 << 20 },
    "DELETE api/v1/operator/recordings/lecture_1": { status: 204 },
  });
  await page.reload();
  await page.waitForSelector(".recordings > li:nth-child(50)");
  await page.fill("#wanted", "EIGENVALUES");
  await page.waitForSelector(".recordings > li:nth-child(4)", { state: "detached" });
  expect((await page.locator(".room").innerText()).includes("too little to record"), "the page does not say that the disk is full");
  const deletes = page.locator(".recordings > li").first().getByRole("button", { name: /^Delete…/ });
  expect((await deletes.count()) === 0, "what is being recorded can be deleted");
  await judge(page, "recordings");
  await page.locator(".recordings > li").nth(1).getByRole("button", { name: /^Delete…/ }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  for (let waited = 0; !asked.length && waited < 100; waited++) await page.waitForTimeout(50);
  expect(asked.join() === "DELETE api/v1/operator/recordings/lecture_1", `recordings ask for ${asked.join()}`);
  await page.unroute(`${base}api/v1/**`);
}

async function checkLog({ page, base, judge, expect }) {
  await page.goto(`${base}admin/log`);
  await page.waitForSelector(".entries li");
  await page.waitForSelector(".lines li");
  await judge(page, "log");
  await page.fill("#action", "device revoked");
  await page.click(".search [type=submit]");
  await page.waitForFunction(() => [...document.querySelectorAll(".entries strong")].every((one) => one.textContent.startsWith("device revoked")));
  expect((await page.locator(".entries li").count()) > 0, "the log has no revoked device");
  await page.fill("#action", "nothing like this");
  await page.click(".search [type=submit]");
  await page.waitForSelector(".done .none:not([hidden])");

  await standIn(page, base, { "GET api/v1/audit?": { status: 503 } });
  await page.reload();
  await page.waitForSelector(".done .failure:not([hidden])");
  await page.waitForSelector(".lines li");
  await page.unroute(`${base}api/v1/**`);
}

/** @param page of an owner */
export async function checkAdmin(all) {
  await checkStreams(all);
  await checkRecordings(all);
  await checkLog(all);
}
