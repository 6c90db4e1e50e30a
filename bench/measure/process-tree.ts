import { readdirSync, readFileSync } from "node:fs";

type ProcessStat = { id: number; parentId: number; command: string; cpuMs: number; memoryBytes: number };

// The unit of times in /proc on every Linux that Node.js runs on, and the usual size of a page.
const MS_PER_TICK = 10;
const BYTES_PER_PAGE = 4096;

/** The CPU time in milliseconds that a process, its descendants, and those of them that ended have used. */
export function treeCpuMs(rootId: number): number {
  return sum(readTree(rootId).map(({ cpuMs }) => cpuMs));
}

/**
 * The memory in bytes that a process and its descendants hold resident, but for those that run the command named;
 * pages they share count for each.
 */
export function treeMemoryBytes(rootId: number, except?: string): number {
  const counted = readTree(rootId).filter(({ command }) => command !== except);
  return sum(counted.map(({ memoryBytes }) => memoryBytes));
}

/** The descendants of a process that run a command. */
export function findInTree(rootId: number, command: string): number[] {
  return readTree(rootId)
    .filter((found) => found.command === command)
    .map(({ id }) => id);
}

function readTree(rootId: number): ProcessStat[] {
  const children = Map.groupBy(readAllProcesses(), ({ parentId }) => parentId);
  const root = readProcess(rootId);
  const tree = root ? [root] : [];
  for (const { id } of tree) tree.push(...(children.get(id) ?? []));
  return tree;
}

function readAllProcesses(): ProcessStat[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((found) => found !== undefined);
}

/** Undefined when the process is gone. */
function readProcess(id: number): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${id}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The second field is the command's name in parentheses, and may hold spaces and parentheses itself.
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15) as [
    number,
    number,
    number,
    number,
  ];
  return {
    id,
    parentId: fields[1]!,
    command: text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")),
    cpuMs: (user + system + childrenUser + childrenSystem) * MS_PER_TICK,
    memoryBytes: fields[21]! * BYTES_PER_PAGE,
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
