import type { Page } from "playwright-core";
import { encodePng } from "./encode-png.ts";

/** The same picture with 256 colours at most; `page` is an empty one, whose browser decodes it. */
export async function shrinkPng(page: Page, png: Buffer): Promise<Buffer> {
  const { width, height, palette, pixels } = await page.evaluate(reduceColours, png.toString("base64"));
  return encodePng({
    width,
    height,
    palette: Buffer.from(palette, "base64"),
    pixels: Buffer.from(pixels, "base64"),
  });
}

/** Runs in the browser: the most frequent colours stay, and of the others those that are unlike them; each that goes becomes the nearest. */
async function reduceColours(base64: string) {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.drawImage(image, 0, 0);
  const colours = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const part = (colour: number, shift: number) => (colour >> shift) & 255;
  const distance = (one: number, other: number) =>
    [0, 8, 16].reduce((sum, shift) => sum + (part(one, shift) - part(other, shift)) ** 2, 0);
  const all = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const kept = all.slice(0, 128);
  // The rest are those that are missed most: rare colours of small signs, far from all that are kept.
  const far = new Map(
    all.slice(128).map((colour) => [colour, Math.min(...kept.map((one) => distance(one, colour)))]),
  );
  while (kept.length < 256 && far.size > 0) {
    let [missed, most] = [0, -1];
    for (const [colour, least] of far) {
      const weight = least * Math.sqrt(counts.get(colour) ?? 1);
      if (weight > most) [missed, most] = [colour, weight];
    }
    kept.push(missed);
    far.delete(missed);
    for (const [colour, least] of far) far.set(colour, Math.min(least, distance(missed, colour)));
  }
  const table = Uint8Array.from(kept.flatMap((colour) => [0, 8, 16].map((shift) => part(colour, shift))));
  const nearestTo = (colour: number) => {
    const [red, green, blue] = [part(colour, 0), part(colour, 8), part(colour, 16)];
    let [nearest, least] = [0, Number.POSITIVE_INFINITY];
    for (let at = 0; at < table.length; at += 3) {
      const distance = (table[at]! - red) ** 2 + (table[at + 1]! - green) ** 2 + (table[at + 2]! - blue) ** 2;
      if (distance < least) [nearest, least] = [at / 3, distance];
    }
    return nearest;
  };
  const placeOf = new Map(kept.map((colour, place) => [colour, place]));
  for (const colour of counts.keys()) if (!placeOf.has(colour)) placeOf.set(colour, nearestTo(colour));
  const text = (bytes: Uint8Array) => {
    let binary = "";
    for (let at = 0; at < bytes.length; at += 8192)
      binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(binary);
  };
  return {
    width,
    height,
    palette: text(table),
    pixels: text(Uint8Array.from(colours, (colour) => placeOf.get(colour)!)),
  };
}
