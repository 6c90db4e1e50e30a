/** What stands in place of a secret. */
const MASK = "********";

/** The values with a mask at each of the dotted paths; `x.*` is all that is in x. */
export function maskSecrets(values: object, paths: readonly string[]): Record<string, unknown> {
  const masked: Record<string, unknown> = { ...values };
  for (const path of paths) {
    const [key, ...rest] = path.split(".") as [string, ...string[]];
    const value = masked[key];
    if (value === undefined || value === null) continue;
    const within = rest.length > 0 && rest[0] !== "*" && typeof value === "object";
    masked[key] = within ? maskSecrets(value, [rest.join(".")]) : MASK;
  }
  return masked;
}
