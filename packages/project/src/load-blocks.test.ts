import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadBlocks } from "./load-blocks.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "reeve-blocks-"));
  const protocol = import.meta.resolve("@reeve/protocol/block-handle");
  const make = (slug: string) => `withBlockHandle(class {}, { name: "The ${slug}", slug: "${slug}" })`;
  await writeFile(
    join(directory, "blocks.mjs"),
    `import { withBlockHandle } from "${protocol}";
     export const Station = ${make("station")};
     export class Extended extends ${make("extended")} {}
     export { Station as SameStation };
     export const other = 1;`,
  );
  await writeFile(join(directory, "none.mjs"), "export const other = 1;");
  const installed = join(directory, "node_modules", "weather");
  await mkdir(installed, { recursive: true });
  await writeFile(join(installed, "package.json"), '{ "exports": "./index.mjs" }');
  await writeFile(join(installed, "index.mjs"), 'export * from "../../blocks.mjs";');
});
afterAll(() => rm(directory, { recursive: true }));

const names = async (source: Parameters<typeof loadBlocks>[0]) =>
  (await loadBlocks(source, directory)).map(({ name }) => name);

test.each([{ file: "blocks.mjs" }, { module: "./blocks.mjs" }, { module: "weather" }])(
  "%j: each class of blocks is found once, also one that extends another",
  async (source) => {
    expect(await names(source)).toEqual(["The extended", "The station"]);
  },
);

test.each([
  [{ file: "none.mjs" }, "none.mjs exports no class of blocks."],
  [{ file: "gone.ts" }, "There is no file gone.ts"],
  [
    { module: "no-such-package" },
    'There is no module "no-such-package"; install it with "npm install no-such',
  ],
  [{ module: "prefect_gcp" }, 'register its blocks with "prefect block register -m prefect_gcp"'],
])("%j: the error says what is missing and what to do", async (source, message) => {
  await expect(names(source)).rejects.toThrow(message);
});
