/** What the server finds wrong with values: messages, and those of the parts of an object or list. */
export type ServerFault =
  | string
  | { property: string; errors: readonly ServerFault[] }
  | { index: number; errors: readonly ServerFault[] };

/** What is wrong by the path of each field, such as `size` or `point.x`; the whole has the path "". */
export type Faults = Readonly<Record<string, string>>;

/** The faults of the server by the fields they are about. */
export function faultsByPath(faults: readonly ServerFault[], path = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const fault of faults) {
    if (typeof fault === "string") {
      found[path] = found[path] ? `${found[path]} ${fault}` : fault;
    } else {
      const step = "property" in fault ? fault.property : String(fault.index);
      Object.assign(found, faultsByPath(fault.errors, path === "" ? step : `${path}.${step}`));
    }
  }
  return found;
}
