import { compareTexts } from '../../base/compare-texts.js';
import type { AssumedBy, SessionEvidence } from '../../model/signal-evidence.js';
import { formatInstant, parseEventTime } from '../../model/time.js';
import type { CollectedSession } from './session-collector.js';

const MOST_SESSIONS = 1000;

/**
 * The sessions with the most calls first, at most 1,000.
 * @param assumedBy the call that issued each temporary access key, as far as it was found
 */
export function sessionEvidence(
  sessions: readonly CollectedSession[],
  assumedBy: ReadonlyMap<string, AssumedBy>,
): SessionEvidence[] {
  return sessions
    .map((session) => evidenceOf(session, assumedBy))
    .sort(
      (a, b) =>
        b.count - a.count || compareTexts(a.arn, b.arn) || compareTexts(a.created ?? '', b.created ?? ''),
    )
    .slice(0, MOST_SESSIONS);
}

function evidenceOf(
  { arn, type, issuer, created, mfa, count, accessKeys: keys }: CollectedSession,
  assumedBy: ReadonlyMap<string, AssumedBy>,
): SessionEvidence {
  const at = parseEventTime(created);
  const found = [...keys].sort().find((key) => assumedBy.has(key));
  return {
    arn,
    type,
    issuer,
    created: at === undefined ? null : formatInstant(at),
    mfa,
    count,
    assumedBy: found === undefined ? null : assumedBy.get(found)!,
  };
}
