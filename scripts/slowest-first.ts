import { BaseSequencer, type TestSpecification } from "vitest/node";

// What runs longest, longest first; three quarters of a minute and more each on two cores.
const SLOWEST = [
  "taxi",
  "python-work-pools",
  "python-deployments",
  "python-blocks",
  "ui-deployments",
  "ui-infrastructure",
  "ui-runs",
];

/**
 * Begins with the tests of real processes, the slowest of them first, so that no worker is left alone with one of them
 * at the end while the others have nothing to do.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ project, moduleId }: TestSpecification): number {
  if (project.name !== "e2e") return SLOWEST.length + 1;
  const place = SLOWEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return place === -1 ? SLOWEST.length : place;
}
