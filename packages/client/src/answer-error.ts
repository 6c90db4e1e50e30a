import { type ErrorCode, ReeveError } from "@reeve/protocol/errors";
import { retryAfterSeconds } from "./retry.ts";
import type { HttpAnswer } from "./transport.ts";

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: "invalid_request",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  409: "already_exists",
  410: "lease_gone",
  413: "body_too_large",
  422: "invalid_request",
  423: "slots_taken",
  502: "unreachable",
  503: "database_busy",
};

/** The error a refused call throws: a code made from the status, and the server's own reason. */
export function answerError(call: string, answer: HttpAnswer): ReeveError {
  const body = parsed(answer.text);
  const code = CODES[answer.status] ?? (answer.status < 500 ? "invalid_request" : "internal");
  const why = reason(body);
  const message = `${call} was answered with ${answer.status}: ${why || "no reason given"}`;
  const retryAfter = retryAfterSeconds(headerText(answer.headers["retry-after"]), Date.now());
  return new ReeveError(code, message, {
    details: {
      status: answer.status,
      body,
      reason: why,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    },
  });
}

function headerText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function reason(body: unknown): string {
  if (typeof body === "string") return body.slice(0, 500);
  if (typeof body !== "object" || body === null) return "";
  if ("exception_detail" in body && Array.isArray(body.exception_detail)) {
    return body.exception_detail.map(fault).join("; ");
  }
  if ("detail" in body)
    return Array.isArray(body.detail) ? body.detail.map(fault).join("; ") : text(body.detail);
  if ("exception_message" in body) return text(body.exception_message);
  return text(body);
}

function fault(detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return text(detail);
  const path = "loc" in detail && Array.isArray(detail.loc) ? detail.loc.join(".") : "";
  const message = "msg" in detail ? text(detail.msg) : text(detail);
  return path ? `${path}: ${message}` : message;
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
