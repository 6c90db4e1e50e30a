import { expect, test } from "vitest";
import { answerError } from "./answer-error.ts";

const of = (status: number, text: string) => answerError("GET /api/x", { status }, text);

test("the code follows the status, and the message is the server's own reason", () => {
  const error = of(404, '{"detail":"Flow run not found"}');
  expect(error.code).toBe("not_found");
  expect(error.message).toBe("Flow run not found");
  expect(error.details.status).toBe(404);
});

test("each fault of a body is told with its path", () => {
  const body = '{"exception_detail":[{"loc":["body","limit"],"msg":"too large"},{"msg":"odd"}]}';
  expect(of(422, body).message).toBe("body.limit: too large; odd");
});

test("a page of a proxy in between is not shown as a reason", () => {
  const error = of(502, "<html><h1>Bad Gateway</h1></html>");
  expect(error.code).toBe("unreachable");
  expect(error.message).toBe("The server gave no reason.");
});
