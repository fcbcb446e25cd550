// Starts the system's Chromium for a check. The flags keep it from calling home and let it play by itself.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
  "--autoplay-policy=no-user-gesture-required",
];

/** @param strict whether autoplay follows the rules that viewers meet */
export async function launch({ strict = false } = {}) {
  const flags = FLAGS.filter((flag) => !(strict && flag.startsWith("--autoplay")));
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  const temporary = mkdtempSync(join(tmpdir(), "rostrum-browser-")); // a browser that is killed leaves files behind
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: flags,
    env: { ...process.env, TMPDIR: temporary },
  });
  process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));
  return browser;
}

/** Reads `--name value` and `--name` from the command line. */
export function options(defaults) {
  const found = { ...defaults };
  const words = process.argv.slice(2);
  for (let i = 0; i < words.length; i++) {
    const name = words[i].replace(/^--/, "");
    if (!(name in defaults)) throw new Error(`option: ${words[i]} (expected: one of --${Object.keys(defaults).join(" --")})`);
    if (typeof defaults[name] === "boolean") found[name] = true;
    else found[name] = typeof defaults[name] === "number" ? Number(words[++i]) : words[++i];
  }
  return found;
}
