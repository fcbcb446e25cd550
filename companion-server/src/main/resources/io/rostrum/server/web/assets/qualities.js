// The qualities of a stream, as its multivariant playlist lists them.

import { base } from "./api.js";
import { carrying } from "./gate.js";

const ANSWER_MILLIS = 8000;

/** What the player chooses by itself, and what the broadcaster sends. */
export const AUTO = "auto";
export const SOURCE = "source";

/** What people call a picture of that size: the pixels of its shorter side. */
export function labelOf({ width, height }) {
  return `${Math.min(width, height)}p`;
}

/** Whether a choice needs the multivariant playlist: HTTP-FLV carries the source alone. */
export function isLower(quality) {
  return quality !== AUTO && quality !== SOURCE;
}

/** Labels, the source's first; empty where there is nothing to choose from, or nobody answers. */
export async function findQualities(stream) {
  try {
    const response = await fetch(carrying(`${base}live/${encodeURIComponent(stream)}/index.m3u8`, stream), {
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
    if (!response.ok) return [];
    const sizes = (await response.text()).matchAll(/RESOLUTION=(\d+)x(\d+)/g);
    return [...sizes].map(([, width, height]) => labelOf({ width: Number(width), height: Number(height) }));
  } catch {
    return [];
  }
}
