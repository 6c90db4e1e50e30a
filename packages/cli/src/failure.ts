/** One sentence for standard error about why a command failed; the whole trace when REEVE_DEBUG is set. */
export function describeFailure(error: unknown, env: Readonly<Record<string, string | undefined>>): string {
  if (env.REEVE_DEBUG) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = error instanceof Error ? error.message : String(error);
  const [line = ""] = message.split("\n");
  const hint = HINTS[codeOf(error) ?? ""];
  return [sentence(line), hint].filter(Boolean).join(" ");
}

const HINTS: Readonly<Record<string, string>> = {
  unreachable:
    'Start one with "reeve server start", or name another with "reeve config set REEVE_API_URL=http://host:4200/api".',
  unauthorized:
    'Give the user and password the server asks for with "reeve config set REEVE_API_AUTH_STRING=user:password".',
};

const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;

const sentence = (text: string): string =>
  /[.!?]$/.test(text) ? text : `${text || "It failed without a reason"}.`;
