import { namesIn, RECORD_FIELDS } from './record-fields.js';

/** Names by their plain spelling. Of two that are spelled alike (`arn`, and `ARN` of a resource) the one of a caller counts. */
const BY_PLAIN_NAME: ReadonlyMap<string, string> = byPlainName(namesIn().sort((a, b) => (a < b ? -1 : 1)));
const EXACT: ReadonlySet<string> = new Set(BY_PLAIN_NAME.values());

/** A name without what spellings differ in: case, underscores, hyphens and spaces. */
export function plainName(name: string): string {
  return name.replace(/[_\s-]/g, '').toLowerCase();
}

/** Names by their plain spelling; of two that are spelled alike, the last one. */
export function byPlainName(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [plainName(name), name]));
}

/**
 * The field of CloudTrail's records that has this name in another spelling, as in tables: Glue and Athena write names in
 * lower case, others with underscores. Undefined if there is none.
 */
export function recordFieldNamed(name: string): string | undefined {
  return EXACT.has(name) ? name : BY_PLAIN_NAME.get(plainName(name));
}

/** The fields at the top level of a record, by their plain spelling. */
export const TOP_FIELDS: ReadonlyMap<string, string> = byPlainName(Object.keys(RECORD_FIELDS));
