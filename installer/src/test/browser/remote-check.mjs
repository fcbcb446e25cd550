// Controls a running studio by obs-websocket-js, as a desk of keys does, and prints what it saw.
import OBSWebSocket from "obs-websocket-js"; // MessagePack, as it comes in Node
import JsonOBSWebSocket from "obs-websocket-js/json";
import { options } from "./browser.mjs";

const { url, password } = options({ url: "", password: "" });
const result = { problems: [] };
const within = (promise, what) =>
  Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error(`${what}: nothing within 20 s`)), 20_000))]);

try {
  await new JsonOBSWebSocket().connect(url, "guess");
  result.problems.push("a wrong password was taken");
} catch (error) {
  result.wrongPassword = error.code;
}

const studio = new OBSWebSocket();
try {
  await within(studio.connect(url, password, { rpcVersion: 1 }), "connecting");
  const told = (event, wanted = () => true) =>
    within(new Promise((yes) => studio.on(event, (data) => wanted(data) && yes(data))), event);

  result.scenes = (await studio.call("GetSceneList")).scenes.map((scene) => scene.sceneName);
  const other = new JsonOBSWebSocket();
  await within(other.connect(url, password), "connecting with JSON");
  const same = (await other.call("GetVideoSettings")).outputWidth === (await studio.call("GetVideoSettings")).outputWidth;
  if (!same) result.problems.push("JSON says something else than MessagePack");
  await other.disconnect();
  const switched = told("CurrentProgramSceneChanged");
  await studio.call("SetCurrentProgramScene", { sceneName: "Break" });
  result.switchedTo = (await switched).sceneName;

  const muted = told("InputMuteStateChanged");
  await studio.call("SetInputMute", { inputName: "Tone", inputMuted: true });
  result.muted = (await muted).inputMuted;
  result.batch = (
    await studio.callBatch([
      { requestType: "GetInputMute", requestData: { inputName: "Tone" } },
      { requestType: "Sleep", requestData: { sleepMillis: 5 } },
      { requestType: "GetInputMute", requestData: { inputName: "Nobody" } },
    ])
  ).map((each) => each.requestStatus.code);

  await studio.call("StartReplayBuffer");
  const kept = told("ReplayBufferSaved");
  const save = async () => (await studio.callBatch([{ requestType: "SaveReplayBuffer" }]))[0].requestStatus.result;
  for (let tries = 0; tries < 200 && !(await save()); tries++) await new Promise((yes) => setTimeout(yes, 50));
  result.replay = (await kept).savedReplayPath;

  const begun = told("RecordStateChanged", (data) => data.outputActive);
  await studio.call("StartRecord");
  await begun;
  const ended = told("RecordStateChanged", (data) => data.outputState === "OBS_WEBSOCKET_OUTPUT_STOPPED");
  const bytes = async () => (await studio.call("GetRecordStatus")).outputBytes;
  for (let tries = 0; tries < 200 && (await bytes()) === 0; tries++) await new Promise((yes) => setTimeout(yes, 50));
  result.recorded = (await studio.call("StopRecord")).outputPath;
  if ((await ended).outputPath !== result.recorded) result.problems.push("the event names another file");
  await studio.call("StopReplayBuffer");
  await studio.disconnect();
} catch (error) {
  result.problems.push(String(error));
}
console.log(JSON.stringify(result, null, 2));
process.exit(0);
