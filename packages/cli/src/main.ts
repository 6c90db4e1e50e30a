import { describeFailure } from "./failure.ts";
import { runProgram } from "./program.ts";

// A reader that has seen enough, such as `head`, closes the pipe: that ends the command, and is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

try {
  await runProgram(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${describeFailure(error, process.env)}\n`);
  process.exitCode = 1;
}
