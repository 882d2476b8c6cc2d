import { MessageChannel } from 'node:worker_threads';

/** When the other end is closed, what is transferred through this port is freed. */
const { port1: nowhere, port2 } = new MessageChannel();

/**
 * Resolves when `release` can be used: after one turn of the event loop, which a busy thread does not reach by itself.
 */
export const readyToRelease = new Promise<void>((resolve) => {
  port2.once('close', resolve);
  port2.close();
});

/**
 * Frees memory at once. V8 would free it at the next garbage collection, which can be minutes later in a thread that
 * allocates little else: V8 does not count how much memory a small object keeps.
 * @param bytes must not be used any more; they are empty afterwards
 */
export function release(bytes: Uint8Array<ArrayBuffer>): void {
  nowhere.postMessage(null, [bytes.buffer]);
}
