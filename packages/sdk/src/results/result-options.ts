import type { Timestamp } from "@reeve/protocol/timestamp";
import type { WritableFileSystem } from "../blocks/file-system.ts";
import type { ResultMetadata, ResultRecord } from "./result-record.ts";
import type { ResultSerializer } from "./result-serializer.ts";

/**
 * Where results are stored: a block by its type and name, such as "s3-bucket/results", or a block itself. Python and
 * other machines find the results of a block that is saved.
 */
export type ResultStorage = string | WritableFileSystem;

/** What flows and tasks alike can say of their results. */
export type ResultOptions = {
  /**
   * Whether the result is stored, for other processes, Python among them, and so that a run that is tried again
   * skips its tasks that are done. Anything else said of results implies it; else it is as the flow has it.
   */
  persistResult?: boolean;
  /** Where results are stored; for a flow also those of its tasks. The folder `storage` of the home when left out. */
  resultStorage?: ResultStorage;
  /** How results are written: as JSON where nothing is lost by it, when left out. */
  resultSerializer?: ResultSerializer;
};

/** Results by their keys, in one storage. */
export type Results = {
  /** The result under the key, unless there is none that may still be taken. */
  find(key: string): Promise<ResultRecord | undefined>;
  /** Stores a value under the key, over what is there; answers what states tell of it. */
  write(key: string, value: unknown, expiresAt?: Timestamp | null): Promise<ResultMetadata>;
  /** Waits until no other run computes the key, and keeps others from it until it is disposed of. */
  lock(key: string, signal: AbortSignal): Promise<AsyncDisposable>;
};

/** What becomes of the results of what runs in a place, as far as it does not say so itself. */
export type ResultScope = {
  /** Whether they are stored; a promise only until that is known, so that tasks start without waiting. */
  persists(): boolean | Promise<boolean>;
  /** Opens the place where they are. */
  open(options: ResultOptions): Promise<Results>;
};
