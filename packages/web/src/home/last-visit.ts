const STORAGE_KEY = "reeve.last-visit";

/** When this browser was last here, as ISO 8601; null the first time. It stays as it was when the page was loaded. */
export const lastVisit: string | null = read();

function read(): string | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored && !Number.isNaN(Date.parse(stored)) ? stored : null;
  } catch {
    return null;
  }
}

addEventListener("pagehide", () => {
  try {
    localStorage.setItem(STORAGE_KEY, new Date().toISOString());
  } catch {
    // Without storage nothing is ever new.
  }
});
