/** A number with three significant digits, or all digits before the point, in groups; a dash for none. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value !== 0 && Math.abs(value) < 100) return String(Number(value.toPrecision(value < 10 ? 2 : 3)));
  return Math.round(value).toLocaleString("en-US");
}

/** How many times larger one number is than another, such as `50×`; a dash when that says nothing. */
export function formatRatio(larger: number | undefined, smaller: number | undefined): string {
  const ratio = (larger ?? Number.NaN) / (smaller ?? Number.NaN);
  return Number.isFinite(ratio) && ratio > 0 ? `${formatNumber(ratio)}×` : "–";
}
