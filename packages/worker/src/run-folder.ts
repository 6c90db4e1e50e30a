import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A process, told from later ones with its number by the moment it started (see process-identity.ts). */
export type ProcessIdentity = { pid: number; startedAt: string };

/** Which worker took which flow run, written down before it does. */
export type Claim = { flowRunId: string; workPool: string; worker: ProcessIdentity };

/**
 * The folder of a flow run that a worker of this machine took: its `claim.json`, and what the launcher keeps there.
 * It goes when the flow run's end has been reported; one whose worker is gone is what the next worker takes over.
 */
export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes it anew: what an earlier attempt of the same flow run left is gone. */
  async create(claim: Claim): Promise<void> {
    await this.remove();
    await mkdir(this.path, { recursive: true });
    await this.writeJson("claim.json", claim);
  }

  /**
   * Takes it over from a worker that is gone; of several that try, one succeeds, because a folder named after the
   * gone worker can be made once.
   */
  async takeOver(claim: Claim, worker: ProcessIdentity): Promise<boolean> {
    const { pid, startedAt } = claim.worker;
    try {
      await mkdir(this.file(`taken-from-${pid}-${startedAt.replace(/\W+/g, "-")}`));
    } catch {
      return false;
    }
    await this.writeJson("claim.json", { ...claim, worker });
    return true;
  }

  readClaim(): Promise<Claim | undefined> {
    return this.readJson<Claim>("claim.json");
  }

  file(name: string): string {
    return join(this.path, name);
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    await writeFile(this.file(name), JSON.stringify(value));
  }

  /** Undefined when there is none, or its writer died while writing it. */
  async readJson<T>(name: string): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(this.file(name), "utf8")) as T;
    } catch {
      return undefined;
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The folders of all flow runs that workers of this machine took. */
export async function listRunFolders(runsFolder: string): Promise<RunFolder[]> {
  const names = await readdir(runsFolder).catch(() => []);
  return names.map((name) => new RunFolder(join(runsFolder, name)));
}
