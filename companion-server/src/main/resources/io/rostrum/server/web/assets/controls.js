// Buttons, menu, keys and notices of the player.

import { base } from "./api.js";
import { supportsMode } from "./engines.js";
import { seconds } from "./format.js";
import { AUTO, SOURCE } from "./qualities.js";
import { remember, remembered } from "./remembered.js";

const IDLE_MILLIS = 2800;
const VOLUME_STEP = 5;
/** Beyond this the chip offers a jump to the live picture, by way of playing. */
const FAR_BEHIND_SECONDS = { flv: 3, hls: 20, dvr: 10 };

export class Controls {
  constructor(player) {
    this.player = player;
    this.root = player.root;
    this.video = player.video;
    this.parts = Object.fromEntries(
      ["play", "mute", "volume", "behind", "settings", "menu", "full", "unmute", "big-play", "retry", "keys"].map(
        (name) => [name, this.root.querySelector(`.${name}`)],
      ),
    );
    this.letterKeys = remembered("letter-keys") !== "off";
    this.restoreVolume();
    this.buttons();
    this.menu();
    this.keyboard();
    this.showLetterKeys();
    this.hideWhenIdle();
    setInterval(() => this.showBehind(), 250);
  }

  icon(button, name, label, key) {
    button.querySelector("use").setAttribute("href", `${base}assets/icons.svg#${name}`);
    button.setAttribute("aria-label", label);
    button.title = key && this.letterKeys ? `${label} (${key})` : label;
  }

  buttons() {
    const { parts, video, player } = this;
    parts.play.addEventListener("click", () => player.toggle());
    parts["big-play"].addEventListener("click", () => player.resume());
    parts.retry.addEventListener("click", () => player.connect());
    parts.mute.addEventListener("click", () => this.toggleMute());
    parts.unmute.addEventListener("click", () => this.toggleMute());
    parts.behind.addEventListener("click", () => player.goLive());
    parts.full.addEventListener("click", () => this.toggleFullScreen());
    parts.volume.addEventListener("input", () => this.setVolume(Number(parts.volume.value)));
    video.addEventListener("click", () => this.tapped());
    video.addEventListener("dblclick", () => this.toggleFullScreen());
    for (const event of ["play", "playing", "pause", "emptied"]) video.addEventListener(event, () => this.showPlay());
    video.addEventListener("volumechange", () => this.showVolume());
    document.addEventListener("fullscreenchange", () => this.showFull());
  }

  /** A mouse click pauses; a touch first brings the controls. */
  tapped() {
    if (matchMedia("(hover: none)").matches && this.root.classList.contains("idle")) {
      this.wake();
    } else if (!this.parts.menu.hidden) {
      this.closeMenu();
    } else {
      this.player.toggle();
    }
  }

  showPlay() {
    const { parts } = this;
    const { wantsToPlay } = this.player;
    this.icon(parts.play, wantsToPlay ? "pause" : "play", wantsToPlay ? "Pause" : "Play", "k");
    if (wantsToPlay) parts["big-play"].hidden = true;
  }

  offerPlay() {
    this.parts["big-play"].hidden = false;
    this.parts.unmute.hidden = true; // pressing Play allows sound, too
  }

  // Sound

  restoreVolume() {
    const volume = Number(remembered("volume") ?? 100);
    this.video.volume = Math.min(1, Math.max(0, volume / 100));
    this.video.muted = remembered("muted") === "yes" || new URLSearchParams(location.search).has("muted");
    this.showVolume();
  }

  setVolume(percent) {
    this.video.volume = Math.min(1, Math.max(0, percent / 100));
    this.video.muted = percent <= 0;
    this.rememberVolume();
  }

  toggleMute() {
    this.video.muted = !this.video.muted;
    if (!this.video.muted && this.video.volume === 0) this.video.volume = 0.5;
    this.rememberVolume();
  }

  rememberVolume() {
    remember("volume", String(Math.round(this.video.volume * 100)));
    remember("muted", this.video.muted ? "yes" : "no");
  }

  offerUnmute() {
    this.parts.unmute.hidden = false;
  }

  showVolume() {
    const { video, parts } = this;
    const silent = video.muted || video.volume === 0;
    this.icon(parts.mute, silent ? "muted" : "volume", silent ? "Unmute" : "Mute", "m");
    parts.mute.setAttribute("aria-pressed", String(silent));
    parts.volume.value = String(silent ? 0 : Math.round(video.volume * 100));
    if (!silent) parts.unmute.hidden = true;
  }

  // Screen

  toggleFullScreen() {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else if (this.root.requestFullscreen) {
      this.root.requestFullscreen().catch(() => {}); // refused inside frames that may not
    } else {
      this.video.webkitEnterFullscreen?.();
    }
  }

  showFull() {
    const full = document.fullscreenElement === this.root;
    this.icon(this.parts.full, full ? "unfull" : "full", full ? "Leave full screen" : "Full screen", "f");
  }

  hideWhenIdle() {
    for (const event of ["pointermove", "pointerdown", "focusin", "keydown"]) {
      this.root.addEventListener(event, () => this.wake());
    }
    this.root.addEventListener("pointerleave", () => this.sleep());
    this.wake();
  }

  wake() {
    this.root.classList.remove("idle");
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.sleep(), IDLE_MILLIS);
  }

  sleep() {
    const { root, parts } = this;
    const busy = !parts.menu.hidden || root.querySelector(".controls :focus-visible");
    if (root.dataset.state === "playing" && !busy) root.classList.add("idle");
  }

  // Latency

  showBehind() {
    const { parts, player, root } = this;
    const behind = player.behind;
    parts.behind.hidden = behind === null;
    if (behind === null) return;
    root.dataset.behind = behind.toFixed(2);
    const far = behind > FAR_BEHIND_SECONDS[root.dataset.engine];
    parts.behind.classList.toggle("far", far);
    parts.behind.querySelector(".behind-text").textContent = `${seconds(behind)} behind`;
    parts.behind.title = far ? `Jump to the live picture${this.letterKeys ? " (l)" : ""}` : "Since the picture reached the server";
  }

  // Menu

  menu() {
    const { parts, player } = this;
    parts.settings.addEventListener("click", () => (parts.menu.hidden ? this.openMenu() : this.closeMenu()));
    for (const item of parts.menu.querySelectorAll("[data-mode]")) {
      item.hidden = !supportsMode(item.dataset.mode);
      item.addEventListener("click", () => {
        player.setMode(item.dataset.mode);
        this.closeMenu(true);
      });
    }
    parts.menu.querySelector(".letter-keys").addEventListener("click", () => {
      this.letterKeys = !this.letterKeys;
      remember("letter-keys", this.letterKeys ? "on" : "off");
      this.showLetterKeys();
    });
    parts.menu.querySelector(".show-keys").addEventListener("click", () => {
      this.closeMenu();
      this.showKeys();
    });
    player.addEventListener("qualities", () => this.offerQualities());
    parts.menu.addEventListener("keydown", (event) => this.moveInMenu(event));
    document.addEventListener("pointerdown", (event) => {
      if (!parts.menu.hidden && !event.target.closest(".menu-anchor")) this.closeMenu();
    });
  }

  items() {
    return [...this.parts.menu.querySelectorAll("button:not([hidden])")].filter((item) => !item.closest("[hidden]"));
  }

  /** One item for each quality, and one for the player's own choice. */
  offerQualities() {
    const { parts, player } = this;
    const group = parts.menu.querySelector(".qualities");
    const hadFocus = group.contains(document.activeElement);
    const [source, ...lower] = player.qualities;
    group.hidden = lower.length === 0;
    const items = lower.length === 0 ? [] : [
      [AUTO, "Auto", "As good as the network carries"],
      [SOURCE, `${source} (as broadcast)`, ""],
      ...lower.map((label) => [label, label, ""]),
    ];
    group.querySelector(".quality-items").replaceChildren(...items.map((item) => this.qualityItem(...item)));
    this.checkQuality();
    if (hadFocus) this.items()[0].focus();
  }

  qualityItem(quality, label, explained) {
    const item = document.createElement("button");
    Object.assign(item, { className: "menu-item", type: "button" });
    item.dataset.quality = quality;
    item.setAttribute("role", "menuitemradio");
    const words = document.createElement("span");
    words.textContent = label;
    if (explained) words.append(Object.assign(document.createElement("small"), { textContent: explained }));
    item.append(words);
    item.addEventListener("click", () => {
      this.player.setQuality(quality);
      this.closeMenu(true);
    });
    return item;
  }

  /** Over HTTP-FLV it is the source, whatever was wished. */
  checkQuality() {
    const { parts, player, root } = this;
    const now = root.dataset.engine === "hls" ? player.wantedQuality : SOURCE;
    for (const item of parts.menu.querySelectorAll("[data-quality]")) {
      item.setAttribute("aria-checked", String(item.dataset.quality === now));
    }
    const shown = now === AUTO ? player.engine?.level : undefined;
    const auto = parts.menu.querySelector(`[data-quality="${AUTO}"] small`);
    if (auto) auto.textContent = shown ? `${shown} now; as good as the network carries` : "As good as the network carries";
  }

  openMenu() {
    const { parts, root } = this;
    this.checkQuality();
    for (const item of parts.menu.querySelectorAll("[data-mode]")) {
      item.setAttribute("aria-checked", String(item.dataset.mode === root.dataset.engine));
    }
    parts.menu.hidden = false;
    parts.settings.setAttribute("aria-expanded", "true");
    (this.items().find((item) => item.getAttribute("aria-checked") === "true") ?? this.items()[0]).focus();
  }

  closeMenu(returnFocus = false) {
    this.parts.menu.hidden = true;
    this.parts.settings.setAttribute("aria-expanded", "false");
    if (returnFocus) this.parts.settings.focus();
  }

  moveInMenu(event) {
    const items = this.items();
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape") {
      this.closeMenu(true);
    } else if (to === undefined) {
      return;
    } else {
      items[(to + items.length) % items.length].focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // Keys

  /** Letters work on the whole page; Space and arrows scroll it, unless the player has the focus or the screen. */
  keyboard() {
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input:not([type=range]), textarea, select, [contenteditable]");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || this.parts.keys.open) return;
      const scrolls = event.key === " " || event.key.startsWith("Arrow");
      if (scrolls ? !this.hasFocus() : !this.letterKeys) return;
      const onControl = event.target.closest?.("button, a, summary, input");
      if (event.key === " " && onControl) return;
      if (event.key.startsWith("Arrow") && event.target.closest?.("input")) return;
      const action = this.keyAction(event.key);
      if (!action) return;
      action();
      this.wake();
      event.preventDefault();
    });
  }

  hasFocus() {
    return this.root.contains(document.activeElement) || document.fullscreenElement === this.root;
  }

  showLetterKeys() {
    const { parts } = this;
    parts.menu.querySelector(".letter-keys").setAttribute("aria-checked", String(this.letterKeys));
    parts.keys.querySelector(".letters-off").hidden = this.letterKeys;
    this.showPlay();
    this.showVolume();
    this.showFull();
  }

  keyAction(key) {
    const step = (by) => () => this.setVolume((this.video.muted ? 0 : this.video.volume * 100) + by);
    return {
      " ": () => this.player.toggle(),
      k: () => this.player.toggle(),
      m: () => this.toggleMute(),
      f: () => this.toggleFullScreen(),
      l: () => this.player.goLive(),
      ArrowRight: () => this.player.goLive(),
      ArrowUp: step(VOLUME_STEP),
      ArrowDown: step(-VOLUME_STEP),
      "?": () => this.showKeys(),
    }[key];
  }

  showKeys() {
    this.parts.keys.showModal();
  }

  // Notices

  notice(state, title, text) {
    const { root, parts } = this;
    rewrite(root.querySelector(".notice-title"), title);
    rewrite(root.querySelector(".notice-text"), text);
    parts.retry.hidden = state !== "error";
    if (state !== "playing") this.root.classList.remove("idle");
    if (state === "playing") this.wake();
    this.showPlay();
  }
}

/** Sets words only where they change: a screen reader speaks what is set, also when it is the same. */
function rewrite(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
