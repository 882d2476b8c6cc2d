import { MessageChannel } from 'node:worker_threads';

/** Once its other end is closed, what is transferred through it arrives nowhere and is freed. */
const { port1: nowhere, port2 } = new MessageChannel();

/** Resolves when `release` can be used: after a turn of the event loop, which busy threads do not make by themselves. */
export const readyToRelease = new Promise<void>((resolve) => {
  port2.once('close', resolve);
  port2.close();
});

/**
 * Gives memory back at once. V8 does so when it next collects, which in threads that allocate hardly anything else may
 * be after minutes: it does not see how much hangs on a small object.
 * @param bytes nobody's from now on; they are empty afterwards
 */
export function release(bytes: Uint8Array<ArrayBuffer>): void {
  nowhere.postMessage(null, [bytes.buffer]);
}
