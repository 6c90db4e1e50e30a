/** The name of the key that goes with a letter: Command on Apple's machines, else Control. */
export const modKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";
