import type { Reporter, TestModule } from "vitest/node";

/** Ends the output with one line that counts the tests of all suites: `12 passed, 0 failed, 1 skipped`. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    process.once("exit", () => console.log(countLine(modules, unhandledErrors.length)));
  }
}

/** A file that cannot be loaded, and an error outside every test, count as one failed test each. */
function countLine(modules: readonly TestModule[], unhandledErrors: number): string {
  const count = { passed: 0, failed: unhandledErrors, skipped: 0 };
  for (const module of modules) {
    let failedTests = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "pending") continue;
      count[state] += 1;
      if (state === "failed") failedTests += 1;
    }
    if (module.state() === "failed" && failedTests === 0) count.failed += 1;
  }
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  return `${count.passed} passed, ${count.failed} failed${skipped}`;
}
