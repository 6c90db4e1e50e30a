import { expect, test } from "vitest";
import { findImportFaults } from "./find-import-faults.ts";

const faultsOf = (path: string, ...imports: string[]) =>
  findImportFaults([{ path, source: imports.map((name) => `import { x } from "${name}";`).join("\n") }]);

test.each([
  ["packages/client/src/calls.ts", "@reeve/protocol"],
  ["packages/cli/src/commands/server/load-server.ts", "@reeve/server"],
  ["packages/web/src/api/client.ts", "@reeve/protocol/errors"],
  ["packages/server/src/flow-runs/routes.ts", "./create-flow-run.ts"],
  ["packages/server/src/flow-runs/create-flow-run.ts", "./queries.ts"],
  ["packages/server/src/flow-runs/create-flow-run.ts", "../flows/read-flows.ts"],
  ["packages/server/src/flow-runs/queries.ts", "../db/database.ts"],
  ["packages/server/src/http/app.ts", "fastify"],
  ["packages/server/src/db/postgres/create-pool.ts", "pg"],
  ["packages/server/src/server.ts", "./flow-runs/routes.ts"],
  ["examples/hello/hello.ts", "reeve"],
  ["e2e/start.test.ts", "../scripts/set-up/root.mjs"],
])("%s may import %s", (path, imported) => {
  expect(faultsOf(path, imported)).toEqual([]);
});

test.each([
  ["packages/protocol/src/flows.ts", "@reeve/client"],
  ["packages/sdk/src/flow.ts", "@reeve/server"],
  ["packages/cli/src/commands/flow/ls.ts", "@reeve/server"],
  ["packages/web/src/api/client.ts", "@reeve/protocol"],
  ["packages/client/src/calls.ts", "../../protocol/src/index.ts"],
  ["packages/server/src/flow-runs/routes.ts", "./queries.ts"],
  ["packages/server/src/flow-runs/queries.ts", "./routes.ts"],
  ["packages/server/src/flow-runs/create-flow-run.ts", "../flows/queries.ts"],
  ["packages/server/src/flow-runs/queries.ts", "../flows/read-flows.ts"],
  ["packages/server/src/flows/create-flow.ts", "../flow-runs/create-flow-run.ts"],
  ["packages/server/src/flows/create-flow.ts", "../logs/create-logs.ts"],
  ["packages/server/src/flows/create-flow.ts", "fastify"],
  ["packages/server/src/flows/queries.ts", "node:sqlite"],
  ["packages/server/src/orchestration/rule.ts", "../db/database.ts"],
  ["packages/server/src/oddments/create-oddment.ts", "../db/database.ts"],
])("%s may not import %s", (path, imported) => {
  expect(faultsOf(path, imported)).toEqual([expect.stringContaining(`${path} may not import "${imported}"`)]);
});

test("types alone may come from where values may not", () => {
  const name = "@reeve/protocol";
  const source = `import type { Flow } from "${name}";\ntype All = typeof import("${name}");`;
  expect(findImportFaults([{ path: "packages/web/src/flow.ts", source }])).toEqual([]);
});

test("programs in templates and comments import nothing", () => {
  const source = 'export const program = `\nimport { flow } from "reeve";\n`;\n// import("@reeve/server")';
  expect(findImportFaults([{ path: "packages/web/src/first-steps.tsx", source }])).toEqual([]);
});

test("a fault says which way imports go", () => {
  expect(faultsOf("packages/server/src/flow-runs/routes.ts", "./queries.ts")).toEqual([
    'packages/server/src/flow-runs/routes.ts may not import "./queries.ts": ' +
      "routes may import operation, http, shared, and this is queries.",
  ]);
});

test("files that import each other in a circle are named in its order", () => {
  const files = [
    { path: "packages/sdk/src/a.ts", source: 'import "./b.ts";' },
    { path: "packages/sdk/src/b.ts", source: 'const c = await import("./c.ts");' },
    { path: "packages/sdk/src/c.ts", source: 'export * from "./a.ts";' },
  ];
  expect(findImportFaults(files)).toEqual([
    "These files import each other: packages/sdk/src/a.ts → packages/sdk/src/b.ts → packages/sdk/src/c.ts → " +
      "packages/sdk/src/a.ts.",
  ]);
});
