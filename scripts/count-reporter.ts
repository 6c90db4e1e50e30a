import type { Reporter, TestModule } from "vitest/node";

/**
 * Ends the output with one line that counts the tests of all suites: `12 passed, 0 failed, 1 skipped`.
 * Where some failed the process ends with code 1, whatever else that runs at its end says.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = countTests(modules, unhandledErrors.length);
    process.once("exit", () => {
      const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
      // A run that broke off before any test has failed too.
      if (process.exitCode) count.failed ||= 1;
      console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
      if (count.failed > 0) process.exitCode = 1;
    });
  }
}

/** A file that cannot be loaded, and an error outside every test, count as one failed test each. */
function countTests(modules: readonly TestModule[], unhandledErrors: number) {
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
  return count;
}
