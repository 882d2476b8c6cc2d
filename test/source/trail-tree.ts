/** A tree of keys as CloudTrail and other services write them to a bucket. */
export interface TrailTree {
  /** Objects that a listing of everything must include. */
  readonly trail: readonly string[];
  /** Objects beside them, which must not be listed. */
  readonly beside: readonly string[];
}

interface Shape {
  /** Prefix before `AWSLogs/`: empty, or with `/` at its end. */
  readonly prefix?: string;
  readonly orgId?: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** `YYYY/MM/DD` */
  readonly days: readonly string[];
  readonly objectsPerDay?: number;
}

/** One trail with its digests, its insights and the logs of another service. */
export function trailTree(shape: Shape): TrailTree {
  const { prefix = '', orgId, accounts, regions, days, objectsPerDay = 2 } = shape;
  const top = `${prefix}AWSLogs/${orgId === undefined ? '' : `${orgId}/`}`;
  const trail: string[] = [];
  const beside: string[] = [];
  for (const account of accounts) {
    for (const region of regions) {
      for (const day of days) {
        const stamp = day.replaceAll('/', '');
        for (let n = 0; n < objectsPerDay; n += 1) {
          trail.push(
            `${top}${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${stamp}T0${n % 10}05Z_${String(n).padStart(16, 'A')}.json.gz`,
          );
        }
        beside.push(
          `${top}${account}/CloudTrail-Digest/${region}/${day}/${account}_CloudTrail-Digest_${region}_t_${region}_${stamp}T000000Z.json.gz`,
          `${top}${account}/CloudTrail-Insight/${region}/${day}/${account}_CloudTrail-Insight_${region}_${stamp}T0005Z_A.json.gz`,
          `${top}${account}/elasticloadbalancing/${region}/${day}/x.log.gz`,
        );
      }
    }
  }
  return { trail, beside };
}

/** First second of the `YYYY/MM/DD` folder of a key, parsed independently of the product. */
export function dayOf(key: string): number {
  const [, year, month, day] = /\/(\d{4})\/(\d{2})\/(\d{2})\//.exec(key)!;
  return Date.parse(`${year!}-${month!}-${day!}T00:00:00Z`) / 1000;
}
