/** The shortest beginning of each id, no shorter than `least`, by which no two of them are confused. */
export function shortIds(ids: readonly string[], least = 13): ReadonlyMap<string, string> {
  const sorted = ids.toSorted();
  const shortened = new Map<string, string>();
  sorted.forEach((id, index) => {
    const shared = Math.max(sharedLength(id, sorted[index - 1]), sharedLength(id, sorted[index + 1]));
    const length = Math.max(least, shared + 1);
    shortened.set(id, id.slice(0, id[length - 1] === "-" ? length + 1 : length));
  });
  return shortened;
}

function sharedLength(id: string, other: string | undefined): number {
  if (other === undefined || other === id) return 0;
  let length = 0;
  while (id[length] === other[length]) length += 1;
  return length;
}
