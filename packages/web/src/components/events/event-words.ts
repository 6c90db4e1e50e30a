/** An event in words: "Flow run", "Failed"; of events that are not the server's, their name as it is. */
export type EventWords = { kind: string | undefined; what: string };

const STEPS: Readonly<Record<string, string>> = {
  "action.triggered": "began an action",
  "action.executed": "did an action",
  "action.failed": "failed to act",
};

/** What happened, and to which kind of thing. */
export function eventWords(name: string): EventWords {
  const [, kind, verb] = /^(?:prefect|reeve)\.([a-z-]+)\.(.+)$/.exec(name) ?? [];
  if (!kind || !verb) return { kind: undefined, what: name };
  return { kind: kindWord(kind), what: STEPS[verb] ?? spaced(verb) };
}

/** "flow-run" as "Flow run". */
export function kindWord(kind: string): string {
  const words = kind.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// `AwaitingRetry` and `not-ready` are names for programs.
const spaced = (verb: string): string =>
  verb
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[-_.]/g, " ")
    .toLowerCase();
