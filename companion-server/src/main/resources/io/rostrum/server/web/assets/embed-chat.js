// The chat alone, in a frame: behind the form of gate.html where the stream asks for something.

import { Chat } from "./chat.js";
import { enter, Gate } from "./gate.js";

const AGAIN_MILLIS = 5000;

const root = document.querySelector("#chat");
const begin = () => new Chat(root);
const gate = new Gate(document.querySelector(".gate"), root.dataset.stream, begin);

async function open() {
  let lacking;
  try {
    lacking = await enter(root.dataset.stream);
  } catch {
    setTimeout(open, AGAIN_MILLIS);
    return;
  }
  if (!lacking) {
    gate.hide();
    begin();
    return;
  }
  if (lacking.needs !== gate.needs) gate.ask(lacking);
  if (gate.waitsForClass) setTimeout(open, AGAIN_MILLIS);
}

open();
