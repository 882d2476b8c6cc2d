import type { Stats } from 'node:fs';

/** The version of a file: its modification time in whole milliseconds. */
export function fileVersion(stats: Stats): string {
  return String(Math.floor(stats.mtimeMs));
}
