import { Chat } from "./chat.js";

new Chat(document.querySelector("#chat"));
