/**
 * The source of a JavaScript expression that matches what a Python pattern does. Undefined for what JavaScript
 * has no word for: then the flow, which checks its parameters again, is the only one to check.
 */
export function toRegularExpression(pattern: string): string | undefined {
  const source = pattern
    .replaceAll("(?P<", "(?<")
    .replace(/\(\?P=(\w+)\)/g, "\\k<$1>")
    .replace(/(?<!\\)((?:\\\\)*)\\A/g, "$1^")
    .replace(/(?<!\\)((?:\\\\)*)\\[Zz]/g, "$1$");
  try {
    new RegExp(source, "u");
    return source;
  } catch {
    return undefined;
  }
}
