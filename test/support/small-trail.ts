import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One object of a trail: its records, or the text of each. */
export interface TrailObject {
  readonly account: string;
  readonly region?: string;
  /** ISO 8601 UTC. */
  readonly delivered: string;
  readonly records: readonly (object | string)[];
}

/** Writes objects into a folder, named as CloudTrail names them. */
export function writeTrail(folder: string, objects: readonly TrailObject[]): void {
  for (const [index, { account, region = 'us-east-1', delivered, records }] of objects.entries()) {
    const [day, time] = [delivered.slice(0, 10), delivered.slice(11, 16).replace(':', '')];
    const name = `${account}_CloudTrail_${region}_${day.replaceAll('-', '')}T${time}Z_${String(index).padStart(16, 'A')}.json.gz`;
    const path = join(folder, 'AWSLogs', account, 'CloudTrail', region, day.replaceAll('-', '/'), name);
    const texts = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record)));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, gzipSync(`{"Records":[${texts.join(',')}]}`));
  }
}
