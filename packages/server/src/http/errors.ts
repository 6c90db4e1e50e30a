import { ERROR_STATUS, ReeveError } from "@reeve/protocol";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../context.ts";
import type { Fault } from "./validation.ts";

/** A request whose parts do not fit their schemas. */
export class InvalidRequest extends Error {
  override readonly name = "InvalidRequest";
  readonly faults: readonly Fault[];
  readonly body: unknown;

  constructor(faults: readonly Fault[], body: unknown) {
    super("Invalid request received.");
    this.faults = faults;
    this.body = body;
  }

  /** The same faults without what was sent, which may be secret; what a parser says repeats some of it. */
  withoutContent(): InvalidRequest {
    const faults = this.faults.map(({ type, loc, msg }) => ({
      type,
      loc,
      input: null,
      msg: type === "json_invalid" ? "The body is not JSON." : msg,
    }));
    return new InvalidRequest(faults, null);
  }
}

type Answer = { status: number; body: Record<string, unknown>; headers?: Record<string, string> };

// What PostgreSQL and SQLite say when they are too busy or out of reach: the client may simply try again.
const BUSY_CODES = new Set([
  "57P01",
  "57P03",
  "3D000",
  "53300",
  "53100",
  "25006",
  "55P03",
  "08006",
  "08001",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
]);
const SQLITE_BUSY = 5;
// What SQLite says when its file cannot grow, be written or be opened: until somebody mends that.
const SQLITE_UNWRITABLE: Readonly<Record<number, string>> = {
  8: "The database cannot be written to; see to the permissions of its file.",
  10: "The disk of the database fails, or refuses to be written to; see to it.",
  13: "The disk of the database is full; make room there.",
  14: "The database cannot be opened; see to the permissions of its file and its folder.",
};
const SQLITE_DAMAGED = new Set([11, 26]);

// What they say to a row that refers to what is not there, or repeats an id or a key.
const CONFLICT_CODES = new Set(["23503", "23505"]);
const SQLITE_CONFLICTS = new Set([787, 1555, 2067]);
// What PostgreSQL says to a value too long for the index that keeps it unique.
const TOO_LONG_FOR_INDEX = "54000";
// What PostgreSQL says to numbers and keys beyond what its columns and indexes hold.
const EXCESS_CODES = new Set(["22003", "54000"]);
const EXCESS = "A number of the request is too large to be stored, or a name or key too long.";
const CONFLICT = "The request repeats an id or a key that is taken, or refers to what is not there.";

/** Puts an error into the words and the status that clients of this wire know. */
export function answerError(error: unknown): Answer {
  if (error instanceof InvalidRequest) {
    const body = {
      exception_message: error.message,
      exception_detail: error.faults,
      request_body: error.body,
    };
    return { status: 422, body };
  }
  if (error instanceof ReeveError) return answerReeveError(error);
  const { statusCode, code = "", errcode = 0 } = error as DriverError;
  if (statusCode && statusCode < 500)
    return { status: statusCode, body: { detail: (error as Error).message } };
  if (CONFLICT_CODES.has(code) || SQLITE_CONFLICTS.has(errcode)) {
    return { status: 409, body: { detail: CONFLICT } };
  }
  if (code === TOO_LONG_FOR_INDEX) {
    return { status: 422, body: { detail: "A name or key is too long; use at most 2,000 characters." } };
  }
  if (EXCESS_CODES.has(code)) return { status: 422, body: { detail: EXCESS } };
  if (BUSY_CODES.has(code) || (errcode & 0xff) === SQLITE_BUSY || isConnectionLost(error)) {
    return { status: 503, body: { exception_message: "Service Unavailable" } };
  }
  const unwritable = SQLITE_UNWRITABLE[errcode & 0xff];
  if (unwritable) {
    return { status: 503, body: { exception_message: "Service Unavailable", detail: unwritable } };
  }
  if (SQLITE_DAMAGED.has(errcode & 0xff)) {
    return { status: 500, body: { exception_message: "The database file is damaged." } };
  }
  return { status: 500, body: { exception_message: "Internal Server Error" } };
}

/** The driver of PostgreSQL has no code for a connection that broke under a statement. */
const isConnectionLost = (error: unknown): boolean =>
  error instanceof Error &&
  /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(error.message);

/** What Fastify and the drivers of the databases put on their errors. */
type DriverError = { statusCode?: number; code?: string; errcode?: number };

function answerReeveError(error: ReeveError): Answer {
  const status = ERROR_STATUS[error.code];
  if (error.code === "unauthorized") return { status, body: { exception_message: "Unauthorized" } };
  if (error.code === "run_not_found" || error.code === "automation_not_found")
    return { status, body: { exception_message: error.message } };
  if (status === 503) return { status, body: { exception_message: "Service Unavailable" } };
  const retryAfter = error.details.retryAfterSeconds;
  const headers = retryAfter === undefined ? undefined : { "retry-after": String(retryAfter) };
  return { status, body: { detail: error.message }, headers };
}

// Of a database that is away or full each request would tell, thousands a second, into a log that may be on that disk.
const TELL_AGAIN_MS = 10_000;
const MOST_REASONS = 20;

/**
 * Answers whatever a route threw. What nobody expected is logged with its stack; that the database cannot be used is
 * told once in a while, in a line that says what to do.
 */
export function errorHandler(log: Log) {
  const toldAt = new Map<string, number>();
  const tell = (reason: string) => {
    const now = performance.now();
    if (now - (toldAt.get(reason) ?? Number.NEGATIVE_INFINITY) < TELL_AGAIN_MS) return;
    if (toldAt.size >= MOST_REASONS) toldAt.clear();
    toldAt.set(reason, now);
    log.error(`Requests are refused with 503: ${reason}`);
  };
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { status, body, headers } = answerError(error);
    if (status === 503) tell(String(body.detail ?? (error as Error).message));
    else if (status >= 500) {
      const stack = error instanceof Error ? error.stack : String(error);
      log.error(`${request.method} ${request.url} failed`, { error: stack });
    }
    if (headers) reply.headers(headers);
    reply.code(status).send(body);
  };
}
