import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readProject } from "../project-file/read-project.ts";
import { initProject } from "./init-project.ts";
import { findRecipe, RECIPES } from "./recipes.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "reeve-init-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const inputs = { image_name: "registry.local/taxi", tag: "v1", bucket: "zoomcamp", folder: "code" };

describe.each([
  { ownNames: false, files: [".prefect", ".prefectignore", "deployment.yaml", "prefect.yaml"] },
  { ownNames: true, files: [".reeve", ".reeveignore", "deployment.yaml", "reeve.yaml"] },
])("with files called $files.3", ({ ownNames, files }) => {
  test.each(RECIPES)(
    "the recipe $name makes a project that is read back as it was written",
    async (recipe) => {
      const written = await initProject({ directory, recipe, inputs, ownNames });
      expect(readdirSync(directory).sort()).toEqual(files);
      expect(written.map((name) => name.replace("/", "")).sort()).toEqual(files);
      const project = readProject(directory);
      expect(project).toMatchObject({
        name: basename(directory),
        deployments: [],
        files: [files[3], files[2]],
      });
      for (const [section, steps] of Object.entries({
        build: recipe.build,
        push: recipe.push,
        pull: recipe.pull,
      })) {
        const read = project[section as "build" | "push" | "pull"] ?? [];
        expect(read.map((step) => Object.keys(step))).toEqual(steps.map((step) => Object.keys(step)));
      }
    },
  );
});

test("what was asked for and what the folder tells is filled in, and what only a build tells is not", async () => {
  await initProject({ directory, name: "taxi", recipe: findRecipe("docker"), inputs, ownNames: false });
  const text = readFileSync(join(directory, "prefect.yaml"), "utf8");
  expect(text).toContain("image_name: registry.local/taxi");
  expect(text).toContain("tag: v1");
  expect(text).toContain('image_name: "{{ build_image.image_name }}"');
  expect(text).toContain("directory: /opt/prefect/taxi");
  expect(readFileSync(join(directory, "deployment.yaml"), "utf8")).toContain(
    'image: "{{ build_image.image }}"',
  );
});

test("files that are there stay as they are", async () => {
  writeFileSync(join(directory, "prefect.yaml"), "name: mine\n");
  const written = await initProject({ directory, recipe: findRecipe("local"), inputs: {}, ownNames: false });
  expect(written).not.toContain("prefect.yaml");
  expect(readFileSync(join(directory, "prefect.yaml"), "utf8")).toBe("name: mine\n");
  expect(await initProject({ directory, recipe: findRecipe("git"), inputs: {}, ownNames: false })).toEqual(
    [],
  );
});

test("an unknown recipe names those there are", () => {
  expect(() => findRecipe("svn")).toThrow('There is no recipe "svn"; there are local, git, docker, s3.');
});
