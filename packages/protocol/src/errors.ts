/** One row per way a call can fail, with its HTTP status. Callers switch on the code, never on the message. */
export const ERROR_STATUS = {
  invalid_request: 422,
  not_found: 404,
  /** A run that is not there where it was to be orchestrated, or an automation: answered under `exception_message`. */
  run_not_found: 404,
  automation_not_found: 404,
  already_exists: 409,
  invalid_parameters: 409,
  unknown_reference: 409,
  bad_version: 400,
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  lease_gone: 410,
  body_too_large: 413,
  unprocessable: 422,
  slots_taken: 423,
  database_busy: 503,
  /** Never sent: what a client raises when nothing answers at the address. */
  unreachable: 503,
  database_unusable: 503,
  home_unusable: 500,
  secrets_unreadable: 500,
  port_unusable: 500,
  internal: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** A broken expectation, named by a code; what was expected to happen sometimes is a value instead. */
export class ReeveError extends Error {
  override readonly name = "ReeveError";
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Whether a call failed only because the server was away or busy: it may well succeed a moment later. */
export const isServerAway = (error: unknown): error is ReeveError =>
  error instanceof ReeveError && (error.code === "unreachable" || error.code === "database_busy");
