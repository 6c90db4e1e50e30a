import { cpus, loadavg, totalmem } from "node:os";

/** The machine and the moment in one line: figures mean little without. */
export function describeMachine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
  const date = new Date().toISOString().slice(0, 16).replace("T", " ");
  return `${date} UTC · ${cpus().length} × ${first?.model ?? "CPU"} · ${gigabytes} GB · Node.js ${process.version} · load ${load}`;
}
