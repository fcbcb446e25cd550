import { Player } from "./player.js";
import { Countdown, listDates } from "./upcoming.js";

const PLAN_MILLIS = 120_000;

const root = document.querySelector(".player");
const player = new Player(root);
const countdown = new Countdown(root);

async function plan() {
  if (document.hidden || player.state === "playing") return;
  await listDates(player.stream).then((dates) => countdown.show(dates), () => {}); // asked again after a while
}

plan();
setInterval(plan, PLAN_MILLIS);
