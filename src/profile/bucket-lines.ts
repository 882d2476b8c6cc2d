import type { TimeRange } from '../model/time.js';
import type { ProfileView } from './profile.js';

/**
 * The lines of `buckets.ndjson` for one identity, ascending, for the buckets that overlap `range`.
 * @param rule id of the rule that counted
 * @param bucketDuration seconds
 */
export function bucketLines(
  view: ProfileView,
  range: TimeRange,
  bucketDuration: number,
  rule: string,
): string {
  const head = `{"rule":${JSON.stringify(rule)},"identity":${JSON.stringify(view.identity.key)}`;
  let text = '';
  for (const [index, bucket] of view.buckets.entries()) {
    const start = bucket * bucketDuration;
    if (start + bucketDuration <= range.from || start >= range.to) continue;
    text +=
      `${head},"bucket":${start},"retrievals":${view.retrievals[index]!},` +
      `"failures":${view.failures[index]!},"distinctSecrets":${view.distinctSecrets[index]!},` +
      `"estimated":${view.estimated[index] === 1}}\n`;
  }
  return text;
}
