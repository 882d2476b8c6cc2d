import { TrailspikeError } from '../../model/errors.js';

/** The addresses of a run's states in S3, by the folders that have their copies. */
export class StateNames {
  readonly #addresses = new Map<string, string>();

  add(folder: string, address: string): void {
    this.#addresses.set(folder, address);
  }

  /** The folder that has the copy of a state. */
  folderOf(address: string): string | undefined {
    return [...this.#addresses].find(([, one]) => one === address)?.[0];
  }

  /** The same error, which names a state as the user did, and not by its copy. */
  named(error: unknown): unknown {
    if (!(error instanceof TrailspikeError)) return error;
    for (const [folder, address] of this.#addresses) {
      if (!error.message.includes(folder)) continue;
      // What the system refuses concerns the copy.
      const message = error.code.startsWith('E_STATE')
        ? error.message.replaceAll(folder, address)
        : `${error.message}; ${folder} is the local copy of ${address}`;
      const hint = error.hint?.replaceAll(folder, address);
      return new TrailspikeError(error.code, message, { ...(hint !== undefined && { hint }), cause: error });
    }
    return error;
  }
}
