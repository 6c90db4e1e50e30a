/** What a step is given besides its own inputs. */
export type StepContext = {
  /** The folder it works in; a step that answers another `directory` moves those after it there. */
  readonly directory: string;
  /** Tells the person at the terminal, or the flow run's log, what it does. */
  print(text: string): void;
};

/** What a step hands to those after it, under the names that they use in placeholders. */
export type StepOutput = Readonly<Record<string, unknown>> & { readonly directory?: string };

/** One kind of step of a project file: fetching code, running a script, building an image. */
export type Step = (inputs: Readonly<Record<string, unknown>>, context: StepContext) => Promise<StepOutput>;
