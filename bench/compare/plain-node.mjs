/** A plain script for the question: gunzip, JSON.parse, count. Prints the distinct retrievals as `ARN BUCKET COUNT`. */
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
    const cell = `${record.userIdentity.arn} ${Math.floor(Date.parse(record.eventTime) / 300_000) * 300}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
}
console.log([...counts].map(([cell, count]) => `${cell} ${count}`).join('\n'));
