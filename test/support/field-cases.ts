import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder of cases from public reports beside the repository, absolute and ending in `/`. They are run there and
 * none is copied. It may be absent: see `noFieldCases`.
 */
export const fieldCases = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));

/** Why tests that need them are skipped; undefined where they are there. */
export const noFieldCases = existsSync(fieldCases)
  ? undefined
  : 'no cases from the field in ../shared/cases: they are not part of the repository';
