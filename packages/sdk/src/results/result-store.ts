import { ReeveError } from "@reeve/protocol/errors";
import { currentTimestamp, type Timestamp } from "@reeve/protocol/timestamp";
import { hasCode } from "../has-code.ts";
import { lockKey } from "./key-lock.ts";
import type { Results } from "./result-options.ts";
import {
  decodeRecord,
  encodeRecord,
  isFresh,
  type ResultMetadata,
  type ResultRecord,
} from "./result-record.ts";
import type { ResultSerializer } from "./result-serializer.ts";
import type { OpenStorage } from "./result-storage.ts";

/** Results as records in the files of a storage. */
export class ResultStore implements Results {
  readonly #storage: OpenStorage;
  readonly #serializer: ResultSerializer;

  constructor(storage: OpenStorage, serializer: ResultSerializer) {
    this.#storage = storage;
    this.#serializer = serializer;
  }

  async write(key: string, value: unknown, expiresAt: Timestamp | null = null): Promise<ResultMetadata> {
    const { metadata, content } = encodeRecord(value, this.#serializer, { ...this.#place(key), expiresAt });
    await this.#storage.files.writePath(key, content);
    return metadata;
  }

  async find(key: string): Promise<ResultRecord | undefined> {
    const content = await this.#storage.files.readPath(key).catch((error) => {
      if (!hasCode(error, "not_found")) throw error;
    });
    if (!content) return undefined;
    try {
      const { metadata, value } = decodeRecord(content);
      if (!isFresh(metadata, currentTimestamp())) return undefined;
      return { metadata: { ...metadata, ...this.#place(key) }, value };
    } catch (error) {
      // What cannot be read, such as a result that Python pickled, is computed and written anew.
      if (error instanceof ReeveError || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  lock(key: string, signal: AbortSignal): Promise<AsyncDisposable> {
    const file = this.#storage.lockFile(key);
    return lockKey(file ?? `${this.#storage.blockId} ${key}`, file, signal);
  }

  #place(key: string) {
    const { blockId, fullKey } = this.#storage;
    return { storage_key: fullKey(key), storage_block_id: blockId };
  }
}
