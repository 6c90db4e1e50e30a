import { runCommand } from "../steps/run-command.ts";

export type Remote = { repository: string | null; branch: string | null };

/** The Git repository that a folder's code is pushed to, and the branch it is on; nulls where there is none. */
export async function findRemote(directory: string): Promise<Remote> {
  const ask = (...args: string[]): Promise<string | null> =>
    runCommand("git", args, { directory }).then(
      ({ stdout }) => stdout.trim() || null,
      () => null,
    );
  const [repository, branch] = await Promise.all([
    ask("config", "--get", "remote.origin.url"),
    ask("rev-parse", "--abbrev-ref", "HEAD"),
  ]);
  return { repository, branch: branch === "HEAD" ? null : branch };
}
