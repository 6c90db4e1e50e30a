import { ReeveError } from "@reeve/protocol/errors";

/** One sentence for standard error about why a command failed; the whole trace when REEVE_DEBUG is set. */
export function describeFailure(error: unknown, env: Readonly<Record<string, string | undefined>>): string {
  if (env.REEVE_DEBUG) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = refusalOf(error) ?? (error instanceof Error ? error.message : String(error));
  const [line = ""] = message.split("\n");
  const hint = HINTS[codeOf(error) ?? ""];
  return [sentence(line), hint].filter(Boolean).join(" ");
}

// What servers say that have no more to say than their status; then the call that was refused tells more.
const BARE_REASON = /^(?:Not Found|Method Not Allowed|Bad Request|Forbidden)?$/;

/** Why the server refused a call, in its own words: with which call a command asked is not its user's concern. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof ReeveError)) return undefined;
  const { status, reason } = error.details;
  const isRefusal = typeof status === "number" && status >= 400 && status < 500;
  return isRefusal && typeof reason === "string" && !BARE_REASON.test(reason) ? reason : undefined;
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
