import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from './dice.js';

/** Where the runs of one simulation note what is on disk: DISK_JOURNAL of `test/fixtures/failing-disk.mjs`. */
export const journalIn = (work: string): string => join(work, 'journal');

/**
 * What a power cut leaves of a state: of each file what was synced, and by chance a part of the rest, or zeros in its place. The lock
 * stays: another start of the kernel has no such process. What is left was read from the disk, so it is still there after the next cut.
 * @param journal noted by the runs before; from then on it says what is left
 */
export function cutPower(state: string, journal: string, dice: Dice): void {
  if (!existsSync(state)) return;
  const synced = syncedSizes(journal);
  const onDisk: string[] = [];
  for (const name of readdirSync(state, { recursive: true, encoding: 'utf8' })) {
    const path = join(state, name);
    const stats = statSync(path);
    const { ino, size } = stats;
    if (!stats.isFile() || name.startsWith('lock.json')) continue;
    const durable = Math.min(size, synced.get(ino) ?? 0);
    const left = durable + dice.below(size - durable + 1, `${name} left`);
    truncateSync(path, left);
    const hasZeros = dice.share(`${name} zeros`) < 0.3;
    if (hasZeros) truncateSync(path, size);
    onDisk.push(`${ino} ${hasZeros ? size : left}\n`);
  }
  writeFileSync(journal, onDisk.join(''));
}

/** How many bytes of a file are on disk whatever happens, by its inode, as a journal says. */
export function syncedSizes(journal: string): Map<number, number> {
  const sizes = new Map<number, number>();
  if (!existsSync(journal)) return sizes;
  for (const line of readFileSync(journal, 'utf8').split('\n')) {
    if (line === '') continue;
    const [inode, size, cut] = line.split(' ');
    const [key, bytes] = [Number(inode), Number(size)];
    sizes.set(key, cut === undefined ? bytes : Math.min(bytes, sizes.get(key) ?? 0));
  }
  return sizes;
}
