/**
 * The outcome of some work, or the signal's reason as soon as that is aborted. The work goes on; the caller ends what
 * does it.
 * @param signal `undefined` for one that is never aborted
 */
export async function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return work;
  work.catch(() => undefined); // when it fails after the abort, nobody waits for it
  signal.throwIfAborted();
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
