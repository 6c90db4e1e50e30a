/** A whole number from 0 on; an empty text is no limit, anything else a fault. */
export function parseLimit(text: string): { value: number | null } | { fault: string } {
  if (text.trim() === "") return { value: null };
  const value = Number(text);
  return Number.isInteger(value) && value >= 0
    ? { value }
    : { fault: "A whole number from 0 on, or nothing for no limit." };
}
