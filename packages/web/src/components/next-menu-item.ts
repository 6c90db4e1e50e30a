/** The item a key leads to in a list of labels, from the one at `current` (-1: none); undefined for other keys. */
export function nextMenuItem(labels: readonly string[], current: number, key: string): number | undefined {
  const { length } = labels;
  if (length === 0) return undefined;
  if (key === "ArrowDown") return (current + 1) % length;
  if (key === "ArrowUp") return (Math.max(current, 0) - 1 + length) % length;
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  if (key.length !== 1 || key === " ") return undefined;
  const begins = (index: number) => labels[index]?.trim().toLowerCase().startsWith(key.toLowerCase());
  const order = labels.map((_, step) => (current + 1 + step + length) % length);
  return order.find(begins);
}
