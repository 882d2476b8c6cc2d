/** What one would write by hand: gunzip, JSON.parse, count. Prints the number of distinct retrievals. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const folder = process.argv[2];
const seen = new Set();
const counts = new Map();
for (const name of readdirSync(folder, { recursive: true })) {
  if (!name.endsWith('.json.gz')) continue;
  for (const record of JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()).Records) {
    if (record.eventName !== 'GetSecretValue' || record.errorCode || seen.has(record.eventID)) continue;
    seen.add(record.eventID);
    counts.set(record.userIdentity.arn, (counts.get(record.userIdentity.arn) ?? 0) + 1);
  }
}
console.log([...counts.values()].reduce((sum, count) => sum + count, 0));
