import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { languageOf, loadFlow, parseEntrypoint } from "./entrypoint.ts";

test("an entrypoint is a file and the flow in it", () => {
  expect(parseEntrypoint("flows/taxi.ts:trainFlow")).toEqual({ file: "flows/taxi.ts", flow: "trainFlow" });
  expect(parseEntrypoint("./path/to/file.py:main_flow")).toEqual({
    file: "./path/to/file.py",
    flow: "main_flow",
  });
});

test.each(["taxi.ts", "taxi.ts:", ":flow"])("%j is no entrypoint, and the error shows one", (text) => {
  expect(() => parseEntrypoint(text)).toThrow("as in path/to/file.ts:myFlow");
});

test("the file's ending tells the language", () => {
  expect(languageOf({ file: "a.mts", flow: "f" })).toBe("typescript");
  expect(languageOf({ file: "a.py", flow: "f" })).toBe("python");
  expect(languageOf({ file: "package.module", flow: "f" })).toBe("python");
  expect(() => languageOf({ file: "a/b.rb", flow: "f" })).toThrow("neither a TypeScript nor a Python file");
});

test("a flow is found by the name of its export or its own, else the file's flows are named", async () => {
  const directory = await mkdtemp(join(tmpdir(), "reeve-entrypoint-"));
  const sdk = import.meta.resolve("@reeve/protocol/flow-handle");
  const made = `withFlowHandle(() => {}, { name: "Train" })`;
  await writeFile(
    join(directory, "flows.mjs"),
    `import { withFlowHandle } from "${sdk}"; export const train = ${made}; export const other = 1;`,
  );
  await writeFile(join(directory, "none.mjs"), "export const other = 1;");
  try {
    expect((await loadFlow({ file: "flows.mjs", flow: "train" }, directory)).name).toBe("Train");
    expect((await loadFlow({ file: "flows.mjs", flow: "Train" }, directory)).name).toBe("Train");
    await expect(loadFlow({ file: "flows.mjs", flow: "trian" }, directory)).rejects.toThrow(
      'flows.mjs has no flow "trian"; it has train.',
    );
    await expect(loadFlow({ file: "none.mjs", flow: "train" }, directory)).rejects.toThrow("exports no flow");
    await expect(loadFlow({ file: "gone.mjs", flow: "x" }, directory)).rejects.toThrow(
      "there is no such file",
    );
  } finally {
    await rm(directory, { recursive: true });
  }
});
