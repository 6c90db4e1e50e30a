// What shells and container engines say with the code of a process that a signal ended: 128 and the signal's number.
const CODES: Readonly<Record<string, string>> = {
  "1": "The program ended by itself with an error: the end of its log says which.",
  "2": "The command that starts it was not understood; see the deployment's entrypoint and job variables.",
  "125": "The container could not be created: see the image and the job variables.",
  "126": "The command was found but could not be run, for want of permission or a fitting machine.",
  "127": "The command was not found in its environment: is the interpreter installed there?",
  "134": "The program aborted itself, as native code does when it is broken.",
  "137":
    "It was killed, most often because it took more memory than it may: give it more, or work in smaller parts.",
  "139": "Native code read memory that is not its own (segmentation fault).",
  "143": "It was asked to end: by its machine, its worker, or whoever stopped them.",
  "247": "It was killed, most often because it took more memory than it may.",
};

/** What a crash most likely means and what can be done, read from its message; undefined where that says nothing. */
export function crashHelp(message: string | null | undefined): string | undefined {
  if (!message) return undefined;
  const code = /(?:status|exit(?:ed with)?(?: status)?|code)[ :]*(?:code )?(-?\d+)/i.exec(message)?.[1];
  const known = code && CODES[code.startsWith("-") ? String(128 + Number(code.slice(1))) : code];
  if (known) return known;
  if (/heartbeat|no sign of life|silent/i.test(message)) {
    return "Its process fell silent: it or its machine is gone, or is too busy to say that it lives.";
  }
  if (/KeyboardInterrupt|SIGINT|SIGTERM|interrupted/i.test(message)) return CODES["143"];
  return undefined;
}
