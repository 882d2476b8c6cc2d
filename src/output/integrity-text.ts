import type { Integrity } from '../model/integrity.js';
import { plural } from './words.js';

/** What the check of digests verified, in one line, whatever it found. */
export function integrityText({ intact, digests, logs, found }: Omit<Integrity, 'findings'>): string {
  const { verified, unproven, named, recent, unread } = logs;
  const findings = Object.values(found).reduce((sum, amount) => sum + amount, 0);
  const parts = [
    `${verified} of ${plural(named, 'log')} that digests name ${verified === 1 ? 'is' : 'are'} as CloudTrail wrote ${verified === 1 ? 'it' : 'them'}`,
    `the signatures of ${digests.signed} of ${plural(digests.read, 'digest')} fit`,
    ...(unproven > 0 ? [`${plural(unproven, 'log')} only by hashes, without a checked signature`] : []),
    ...(unread > 0 ? [`${plural(unread, 'log')} could not be read`] : []),
    ...(recent > 0 ? [`${plural(recent, 'log')} of the last hours have no digest yet`] : []),
    intact
      ? 'nothing is missing or altered'
      : findings > 0
        ? plural(findings, 'finding')
        : 'nothing could be verified',
  ];
  return `verified: ${parts.join('; ')}`;
}
