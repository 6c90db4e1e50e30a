/**
 * The names of a function's parameters, as far as its source shows them; `arg0` and so on where it does not
 * (a destructured parameter, a built-in function).
 */
export function parameterNames(fn: (...args: never[]) => unknown): (index: number) => string {
  let names: string[] | undefined;
  return (index) => {
    // Read on first use: most tasks of a module may never run in this process.
    names ??= readNames(String(fn));
    return names[index] ?? `arg${index}`;
  };
}

function readNames(source: string): string[] {
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source);
  if (single) return [single[1]!];
  const start = source.indexOf("(");
  if (start < 0) return [];
  return split(source.slice(start + 1)).map(
    (text, index) => /^\s*(?:\.\.\.)?([\w$]+)/.exec(text)?.[1] ?? `arg${index}`,
  );
}

/** The texts between the commas of a parameter list, up to its closing parenthesis. */
function split(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at += 1) {
    const character = list[at]!;
    if ("([{".includes(character)) depth += 1;
    else if (depth > 0 && ")]}".includes(character)) depth -= 1;
    else if (depth === 0 && (character === "," || character === ")")) {
      parts.push(list.slice(from, at));
      from = at + 1;
      if (character === ")") break;
    }
  }
  return parts.filter((part) => part.trim() !== "");
}
