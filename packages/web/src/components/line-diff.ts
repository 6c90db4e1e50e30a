/** A line of two texts beside each other: in both, only in the older, or only in the newer. */
export type DiffLine = { kind: "same" | "gone" | "new"; text: string };

// The table that is filled in has so many fields at most: some milliseconds, some megabytes.
const MOST_FIELDS = 4_000_000;

/** The lines of two texts as a shortest way from the older to the newer; undefined where they are too long for that. */
export function diffLines(older: string, newer: string): DiffLine[] | undefined {
  const [a, b] = [older.split("\n"), newer.split("\n")];
  if (a.length * b.length > MOST_FIELDS) return undefined;
  const common = commonLengths(a, b);
  const width = b.length + 1;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: "same", text: a[i]! });
      i += 1;
      j += 1;
    } else if (
      j >= b.length ||
      (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      lines.push({ kind: "gone", text: a[i]! });
      i += 1;
    } else {
      lines.push({ kind: "new", text: b[j]! });
      j += 1;
    }
  }
  return lines;
}

/** How many lines what is left of both texts has in common, for every place in each. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  return lengths;
}
