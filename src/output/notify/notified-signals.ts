import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptState } from '../../main-thread/state/state-place.js';
import { eachFrame, FrameLog, type LogPosition } from '../../storage/frame-log.js';
import { NOTIFIED_FILE } from '../../storage/state-files.js';

/*
 * `notified.log` in a state directory: a frame for each begin and each failure of a notification. The begin is on disk
 * before anything is sent, so that a run that is killed in between does not send again.
 */

const BEGUN = 'b';
const FAILED = 'f';

/** Which signals were notified, in this run and in earlier ones with the same state. */
export class NotifiedSignals {
  readonly #ids = new Set<string>();
  readonly #log: FrameLog | undefined;
  readonly #kept: KeptState | undefined;

  /**
   * @param kept the state, which the run has locked; `undefined` to keep nothing
   * @throws TrailspikeError E_STATE_DAMAGED when the log is not one, E_OUTPUT when it cannot be written
   */
  constructor(kept: KeptState | undefined) {
    this.#kept = kept;
    if (kept === undefined) return;
    const path = join(kept.folder, NOTIFIED_FILE);
    let valid: LogPosition | undefined;
    if (existsSync(path)) {
      valid = eachFrame(path, (payload) => {
        const text = Buffer.from(payload).toString('latin1');
        const id = text.slice(1);
        if (text.startsWith(BEGUN)) this.#ids.add(id);
        else this.#ids.delete(id);
      });
    }
    this.#log = new FrameLog(path, valid);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** To be called before sending. It is durable then. */
  async begin(id: string): Promise<void> {
    this.#ids.add(id);
    await this.#append(BEGUN, id);
  }

  /** It was certainly not taken, so a later run may send it. */
  async fail(id: string): Promise<void> {
    this.#ids.delete(id);
    await this.#append(FAILED, id);
  }

  close(): void {
    this.#log?.close();
  }

  async #append(kind: string, id: string): Promise<void> {
    this.#log?.append([Buffer.from(kind + id, 'latin1')]);
    this.#log?.sync();
    await this.#kept?.save();
  }
}
