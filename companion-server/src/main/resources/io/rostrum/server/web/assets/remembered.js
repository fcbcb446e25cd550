// What a viewer chose before, in this browser.

/** A setting of this viewer; an embedding page may forbid storage. */
export function remembered(key) {
  try {
    return localStorage.getItem(`rostrum.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(`rostrum.${key}`, value);
  } catch {
    // forgotten when the page closes
  }
}
