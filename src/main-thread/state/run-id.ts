/**
 * Distinguishes the files of one run from those of other runs in the same directory: eight hexadecimal digits.
 * It is no secret, so it is not worth the time that node:crypto takes to load.
 */
export function runId(): string {
  return Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
