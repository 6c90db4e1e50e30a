import type { Endpoint } from "@reeve/protocol";
import * as protocol from "@reeve/protocol";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";
import { openApiDocument } from "./openapi-document.ts";

type Document = {
  openapi: string;
  paths: Record<string, Record<string, { operationId?: string }>>;
  components: { schemas: Record<string, object> };
};

const endpoints = Object.values(protocol).filter(
  (value): value is Endpoint => typeof value === "object" && value !== null && "answers" in value,
);
const ours = openApiDocument(endpoints, "1.2.3", "") as Document;

test("every operation has a name of its own, and every reference leads somewhere", () => {
  const names = Object.values(ours.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(names).toHaveLength(endpoints.length);
  expect(new Set(names).size).toBe(names.length);
  const references = [...JSON.stringify(ours).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(50);
  for (const [, kind, name] of references) {
    expect(ours.components, `${kind}/${name}`).toHaveProperty([kind!, name!]);
  }
});

test("every schema of the document is one that a validator accepts", () => {
  const ajv = new Ajv({ strict: false, formats: { uuid: true, "date-time": true } });
  const { schemas } = ours.components;
  ajv.addSchema({ $id: "document", components: { schemas } });
  for (const name of Object.keys(schemas)) {
    expect(() => ajv.compile({ $ref: `document#/components/schemas/${name}` }), name).not.toThrow();
  }
});

onEachServer(
  (server) => {
    test("the document is served beside the API, with the paths that clients call", async () => {
      const { status, body } = await server.get("/openapi.json");
      expect(status).toBe(200);
      expect(body.openapi).toBe("3.1.0");
      expect(Object.keys(body.paths)).toContain("/api/flow_runs/{id}/set_state");
      expect(Object.keys(body.paths)).toHaveLength(Object.keys(ours.paths).length);
    });

    test("a page to read it on is served at /docs with all it needs", async () => {
      const page = await fetch(`${server.url}/docs`);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toContain("text/html");
      const html = await page.text();
      const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => new URL(link!, page.url));
      expect(links).toHaveLength(3);
      for (const link of links) {
        expect(link.origin, "nothing comes from elsewhere").toBe(new URL(server.url).origin);
        expect((await fetch(link)).status, link.pathname).toBe(200);
      }
      const start = await (await fetch(new URL("docs/start.js", page.url))).text();
      const documentUrl = /url: "([^"]+)"/.exec(start)?.[1];
      expect((await fetch(new URL(documentUrl!, page.url))).status).toBe(200);
    });
  },
  // One path is served where it is allowed alone.
  { serverAllowClear: true },
  ["sqlite"],
);
