import { TrailspikeError } from '../../src/model/errors.js';
import { ObjectReadError } from '../../src/source/source.js';

/** What one read came to: the bytes, or all that an error tells. */
export type ReadOutcome =
  Uint8Array | { readonly name: string; readonly reason: string; readonly message: string };

export async function outcomeOf(read: () => Uint8Array | Promise<Uint8Array>): Promise<ReadOutcome> {
  try {
    return await read();
  } catch (error) {
    const { name, message } = error as Error;
    if (error instanceof ObjectReadError) return { name, reason: error.reason, message };
    if (error instanceof TrailspikeError) return { name, reason: error.code, message };
    throw error;
  }
}
