import type { Mapping, Value } from "./values.ts";

/** The variables a part of a template sees: its own, and behind them those around it. */
export class Scope {
  readonly #around: Scope | undefined;
  readonly #variables = new Map<string, Value>();

  constructor(around?: Scope) {
    this.#around = around;
  }

  static of(variables: Mapping): Scope {
    const scope = new Scope();
    for (const [name, value] of Object.entries(variables)) scope.set(name, value);
    return scope;
  }

  get(name: string): Value {
    if (this.#variables.has(name)) return this.#variables.get(name);
    return this.#around?.get(name);
  }

  set(name: string, value: Value): void {
    this.#variables.set(name, value);
  }
}
