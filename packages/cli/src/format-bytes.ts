const UNITS = ["bytes", "KB", "MB", "GB", "TB"];

/** A size as people say it: `512 bytes`, `1.4 MB`, `23 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const amount = bytes / 1000 ** power;
  return `${amount < 9.95 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`;
}
