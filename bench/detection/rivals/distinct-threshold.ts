import type { Finding } from '../finding.js';
import type { Detector } from '../rival.js';

const BUCKET = 300;
const SECRETS = 20;

/** At least 20 different secrets in one bucket of five minutes, for any identity. */
export const distinctThreshold: Detector = {
  name: 'threshold',
  detect({ identities, rows, calls }) {
    const findings: Finding[] = [];
    identities.forEach(({ key }, identity) => {
      const secrets = new Set<number>();
      let bucket = -1;
      let implied = 0;
      let found = false;
      for (const row of rows[identity]!) {
        if (calls.failed[row] === 1) continue;
        const now = Math.floor(calls.time[row]! / BUCKET);
        if (now !== bucket) {
          bucket = now;
          implied = 0;
          found = false;
          secrets.clear();
        }
        implied += calls.implied[row]!;
        if (calls.secret[row]! >= 0) secrets.add(calls.secret[row]!);
        if (found || secrets.size + implied < SECRETS) continue;
        found = true;
        const end = (bucket + 1) * BUCKET;
        findings.push({ key, start: bucket * BUCKET, end, alertAt: end });
      }
    });
    return findings;
  },
};
