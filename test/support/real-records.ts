import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/**
 * The folder of real CloudTrail records beside the repository, absolute and ending in `/`; undefined where it is
 * absent. They were written by others, so tests read them there and none is copied.
 */
export const realRecords: string | undefined = existsSync(folder) ? folder : undefined;

/** Why a test that needs them was skipped, for its message. */
export const NO_REAL_RECORDS = 'no real records in ../shared/data';
