import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

const JSON_HEADERS = { "content-type": "application/json" };

onEachServer((server) => {
  const validate = (path: string, template: string) =>
    server.post(path, JSON.stringify(template), JSON_HEADERS);

  test.each(["/templates/validate", "/automations/templates/validate"])(
    "%s tells a template that is well formed from one that is not",
    async (path) => {
      expect((await validate(path, "Hello {{ flow_run.name | upper }}")).status).toBe(204);
      const source = "fine\n{% if %}";
      expect(await validate(path, source)).toMatchObject({
        status: 422,
        body: { error: { line: 2, message: expect.stringContaining("Expected a value"), source } },
      });
      const nested = "{% for a in x %}{% for b in a %}{% for c in b %}{% endfor %}{% endfor %}{% endfor %}";
      expect((await validate(path, nested)).status).toBe(422);
    },
  );
});
