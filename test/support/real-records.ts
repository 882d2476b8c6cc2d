import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder of real CloudTrail records beside the repository, absolute and ending in `/`. They were written by
 * others, so tests read them there and none is copied. It may be absent: see `noRealRecords`.
 */
export const realRecords = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Why tests that need them are skipped; undefined where they are there. */
export const noRealRecords = existsSync(realRecords)
  ? undefined
  : 'no real CloudTrail records in ../shared/data: they are not part of the repository';
