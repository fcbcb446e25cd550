// Changes the scenes of a running studio by obs-websocket-js, as somebody at a desk of keys does, and prints what it did.
import OBSWebSocket from "obs-websocket-js/json";
import { options } from "./browser.mjs";

const { url, password, seconds, every, kinds } = options({ url: "", password: "", seconds: 60, every: 10, kinds: "Fade" });
const result = { problems: [], taken: [] };
const pause = (millis) => new Promise((yes) => setTimeout(yes, millis));
const studio = new OBSWebSocket();
const began = Date.now();

try {
  await studio.connect(url, password, { rpcVersion: 1 });
  const { scenes } = await studio.call("GetSceneList");
  const names = scenes.map((scene) => scene.sceneName).reverse();
  const wanted = kinds.split(",");
  for (let turn = 0; (turn + 1) * every <= seconds; turn++) {
    await pause(began + (turn + 1) * every * 1000 - Date.now());
    const kind = wanted[turn % wanted.length];
    const scene = names[(turn + 1) % names.length];
    await studio.call("SetCurrentSceneTransition", { transitionName: kind });
    await studio.call("SetCurrentProgramScene", { sceneName: scene });
    const { sceneName } = await studio.call("GetCurrentProgramScene");
    if (sceneName !== scene) result.problems.push(`${scene} was asked for, ${sceneName} is shown`);
    result.taken.push(`${kind} to ${scene}`);
  }
  await pause(began + seconds * 1000 - Date.now());
  await studio.disconnect();
} catch (error) {
  result.problems.push(String(error));
}
console.log(JSON.stringify(result, null, 2));
process.exit(0);
