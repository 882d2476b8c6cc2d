import { gzipSync } from 'node:zlib';
import { retrievalRecord } from '../support/planted-theft.js';
import type { World } from './world.js';

/** 2026-01-05T00:00:00Z */
const START = 1_767_571_200;
const DAYS = 10;
const ACCOUNTS = ['111122223333', '444455556666'];
/** Keys that are legal and strange. */
const STRANGE = ['notes & more/a b+c%2F.json.gz', 'quotes\'"/é漢.json.gz'];

/** Fills a world with a small trail: two accounts, ten days, a theft on the last. */
export function fill(world: World): void {
  let id = 0;
  for (const account of ACCOUNTS) {
    for (let day = 0; day < DAYS; day++) {
      for (const hour of [9, 15]) {
        const time = START + day * 86_400 + hour * 3600;
        const records = [
          retrievalRecord(`daily-${++id}`, time, 'daily'),
          retrievalRecord(`daily-${++id}`, time + 60, 'daily'),
        ];
        if (day === DAYS - 1 && hour === 15 && account === ACCOUNTS[0]) {
          for (let n = 0; n < 25; n++)
            records.push(retrievalRecord(`theft-${n}`, time + 600 + 2 * n, `stolen-${n}`));
        }
        const date = new Date(time * 1000).toISOString();
        const stamp = date.slice(0, 16).replace(/[-:]/g, '');
        const folder = `AWSLogs/${account}/CloudTrail/us-east-1/${date.slice(0, 10).replaceAll('-', '/')}`;
        const name = `${account}_CloudTrail_us-east-1_${stamp}Z_${String(id).padStart(16, 'A')}.json.gz`;
        world.put(`${folder}/${name}`, gzipSync(JSON.stringify({ Records: records })));
      }
    }
  }
  for (const [index, key] of STRANGE.entries()) {
    const record = retrievalRecord(`strange-${index}`, START + index, 'daily');
    world.put(
      key,
      gzipSync(JSON.stringify({ Records: [record, { ...record, eventID: `strange-${index}b` }] })),
    );
  }
}
