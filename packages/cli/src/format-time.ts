const UNITS: readonly [seconds: number, letter: string][] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "m"],
  [1, "s"],
];

/** Seconds as people say them: `40ms`, `2.5s`, `3m 20s`, `1h 4m`, `2d 5h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)}ms`;
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))}s`;
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [size, letter] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || parts.length > 0) parts.push(count > 0 ? `${count}${letter}` : "");
    if (parts.length === 2) break;
  }
  return parts.filter(Boolean).join(" ");
}

/** How long ago an instant was, or in how long it will be: `5s ago`, `in 3h`; the largest unit alone. */
export function formatRelative(timestamp: string, nowMs: number): string {
  const seconds = (Date.parse(timestamp) - nowMs) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 1) return "now";
  const [size, letter] = UNITS.find(([unit]) => distance >= unit) ?? [1, "s"];
  const text = `${Math.floor(distance / size)}${letter}`;
  return seconds < 0 ? `${text} ago` : `in ${text}`;
}

/** An instant in the local time zone to the millisecond: `2026-11-23 22:04:13.036`. */
export function formatLocalTime(timestamp: string): string {
  const at = new Date(timestamp);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${day} ${time}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}
