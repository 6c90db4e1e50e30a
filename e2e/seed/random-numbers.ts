/** Numbers from 0 to 1 that are the same each time, so that a seeded server looks the same. */
export class RandomNumbers {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    // The generator of Park and Miller.
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state / 2_147_483_647;
  }
}
