import { Player } from "./player.js";

new Player(document.querySelector(".player"));
