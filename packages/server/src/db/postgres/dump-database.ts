import { spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync, rmSync } from "node:fs";
import { ReeveError } from "@reeve/protocol";

/** Has `pg_dump` write the database to a file in its custom format, which `pg_restore` reads. */
export async function dumpDatabase(url: string, file: string): Promise<void> {
  const draft = `${file}.partial`;
  try {
    await runPgDump(url, draft);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

async function runPgDump(url: string, file: string): Promise<void> {
  const { shown, password } = withoutPassword(url);
  const child = spawn("pg_dump", ["--format=custom", `--file=${file}`, `--dbname=${shown}`], {
    // Arguments are seen by everybody on the machine, the environment is not.
    env: { ...process.env, ...(password && { PGPASSWORD: password }) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  try {
    const [code] = await once(child, "close");
    if (code === 0) return;
  } catch (cause) {
    throw new ReeveError(
      "database_unusable",
      "pg_dump is not installed, which backs PostgreSQL up: install PostgreSQL's client programs of the server's version or newer, or use what runs the server.",
      { cause },
    );
  }
  throw new ReeveError("database_unusable", `pg_dump failed: ${complaint.trim().replaceAll("\n", " ")}`);
}

function withoutPassword(text: string): { shown: string; password: string } {
  const url = new URL(text);
  const password = decodeURIComponent(url.password);
  url.password = "";
  // A word of the driver for Node.js, which libpq does not know.
  url.searchParams.delete("uselibpqcompat");
  return { shown: url.href, password };
}
