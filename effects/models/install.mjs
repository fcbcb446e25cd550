// Installs what package-lock.json names, unless that is what is installed already.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const installed = "node_modules/.package-lock.json";
const wanted = Object.entries(JSON.parse(readFileSync("package-lock.json", "utf8")).packages).filter(([path]) => path);
const found = existsSync(installed) ? JSON.parse(readFileSync(installed, "utf8")).packages : {};

if (!wanted.every(([path, entry]) => found[path]?.version === entry.version && existsSync(`${path}/package.json`))) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
}
