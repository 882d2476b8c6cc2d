import type { TimeRange } from '../model/time.js';
import type { ProfileView } from './profile.js';

/** The lines of `buckets.ndjson` for one identity, ascending, for the buckets that overlap `range`. */
export function bucketLines(view: ProfileView, range: TimeRange, bucketDuration: number): string {
  const identity = JSON.stringify(view.identity.key);
  let text = '';
  for (const [index, bucket] of view.buckets.entries()) {
    const start = bucket * bucketDuration;
    if (start + bucketDuration <= range.from || start >= range.to) continue;
    text +=
      `{"identity":${identity},"bucket":${start},"retrievals":${view.retrievals[index]!},` +
      `"failures":${view.failures[index]!},"distinctSecrets":${view.distinctSecrets[index]!},` +
      `"estimated":${view.estimated[index] === 1}}\n`;
  }
  return text;
}
