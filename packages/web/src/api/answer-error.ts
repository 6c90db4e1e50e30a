import { type ErrorCode, ReeveError } from "@reeve/protocol/errors";

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: "invalid_request",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  409: "already_exists",
  422: "invalid_request",
  502: "unreachable",
  503: "database_busy",
  504: "unreachable",
};

/** The error of a refused call: a code made from its status, and the server's own reason. */
export function answerError(call: string, response: Pick<Response, "status">, text: string): ReeveError {
  const { status } = response;
  const code = CODES[status] ?? (status < 500 ? "invalid_request" : "internal");
  const reason = reasonOf(text);
  return new ReeveError(code, reason || `The server gave no reason.`, { details: { status, call } });
}

function reasonOf(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // A page of a proxy in between says nothing to the reader.
    return text.startsWith("<") ? "" : text.slice(0, 300);
  }
  if (typeof body === "string") return body;
  if (typeof body !== "object" || body === null) return "";
  if ("exception_detail" in body && Array.isArray(body.exception_detail))
    return body.exception_detail.map(faultText).join("; ");
  if ("detail" in body)
    return Array.isArray(body.detail) ? body.detail.map(faultText).join("; ") : String(body.detail);
  if ("exception_message" in body) return String(body.exception_message);
  return "";
}

function faultText(fault: unknown): string {
  if (typeof fault !== "object" || fault === null) return String(fault);
  const path = "loc" in fault && Array.isArray(fault.loc) ? `${fault.loc.join(".")}: ` : "";
  return path + ("msg" in fault ? String(fault.msg) : JSON.stringify(fault));
}
