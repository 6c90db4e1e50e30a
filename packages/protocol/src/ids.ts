// Random bytes are drawn for many ids at once: asking the system for sixteen costs as much as for thousands.
const POOL_BYTES = 8 * 1024;
const BYTES_PER_ID = 8;
const COUNTER_BITS = 12;

const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;
let lastMilliseconds = 0;
let counter = 0;

/**
 * A new id: a version 7 UUID (RFC 9562). Ids sort by the millisecond they were made in, and within this process in
 * the order they were made in, so rows land side by side in an index.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    // Half the range is left for the ids that this millisecond may still see.
    counter = randomBits() & ((1 << (COUNTER_BITS - 1)) - 1);
  } else if (++counter >= 1 << COUNTER_BITS) {
    // More ids than the counter holds: borrow the next millisecond rather than lose the order.
    lastMilliseconds++;
    counter = 0;
  }
  return idAt(lastMilliseconds, counter);
}

/** The least id of a version 7 UUID made in that millisecond: whatever was made later is greater. */
export function leastIdAt(milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

function idAt(milliseconds: number, count: number): string {
  const time = milliseconds.toString(16).padStart(12, "0");
  if (used + BYTES_PER_ID > POOL_BYTES) refill();
  const start = used;
  used += BYTES_PER_ID;
  const variant = HEX[(pool[start]! & 0x3f) | 0x80];
  const random = `${variant}${HEX[pool[start + 1]!]}-${hexOf(start + 2, start + BYTES_PER_ID)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, "0")}-${random}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(start: number, end: number): string {
  let text = "";
  for (let place = start; place < end; place++) text += HEX[pool[place]!];
  return text;
}

function randomBits(): number {
  if (used + 2 > POOL_BYTES) refill();
  used += 2;
  return (pool[used - 2]! << 8) | pool[used - 1]!;
}

function refill(): void {
  crypto.getRandomValues(pool);
  used = 0;
}
