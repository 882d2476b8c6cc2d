import { DAY, HOUR } from '../../src/model/time.js';
import { Random } from '../../src/simulate/random.js';
import type { SourceObject } from '../../src/source/source.js';

export interface DrawnTrail {
  readonly accounts: number;
  readonly days: number;
  readonly seed: number;
}

const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
/** Of the bytes of an account. */
const REGION_SHARES = [0.75, 0.2, 0.05];
const START = Date.UTC(2026, 0, 1) / 1000;
/** Of the largest account in an hour. */
const LARGEST = 1e9;
/** At night and at weekends. */
const QUIET = 0.25;

/**
 * The objects of an organisation with accounts of very different size: the n-th has the n-th part of the largest one's
 * bytes (Zipf's law). Work has nights, weekends and busy days. One object stands for all of an hour.
 */
export function drawnTrail({ accounts, days, seed }: DrawnTrail): SourceObject[] {
  const random = new Random(seed);
  const objects: SourceObject[] = [];
  for (let rank = 1; rank <= accounts; rank++) {
    const account = String(random.between(100_000_000_000, 999_999_999_999));
    const isSteady = random.chance(0.3); // machines that never sleep
    for (const [at, region] of REGIONS.entries()) {
      for (let day = 0; day < days; day++) {
        const busy = Math.exp(random.float() - 0.5) * (random.chance(0.02) ? 3 : 1);
        for (let hour = 0; hour < 24; hour++) {
          const time = START + day * DAY + hour * HOUR;
          const isWork = hour >= 8 && hour < 18 && day % 7 < 5;
          const share = (REGION_SHARES[at]! / rank) * busy * (isSteady || isWork ? 1 : QUIET);
          objects.push(objectOf(account, region, time, Math.round(LARGEST * share * (0.5 + random.float()))));
        }
      }
    }
  }
  return objects;
}

function objectOf(account: string, region: string, time: number, size: number): SourceObject {
  const stamp = new Date(time * 1000).toISOString();
  const folder = `AWSLogs/o-example/${account}/CloudTrail/${region}/${stamp.slice(0, 10).replaceAll('-', '/')}/`;
  const key = `${folder}${account}_CloudTrail_${region}_${stamp.slice(0, 13).replaceAll('-', '')}05Z_id.json.gz`;
  return { uri: `s3://trail/${key}`, key, size, version: '1' };
}
