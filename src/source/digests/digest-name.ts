import { parseInstant } from '../../model/time.js';

/** What the name of a digest of CloudTrail says about it. */
export interface DigestName {
  readonly accountId: string;
  /** Of the logs that it is about. */
  readonly region: string;
  /** Name of the trail, and the region that the trail was made in. */
  readonly trail: string;
  /** When the time that it is about ended, epoch seconds. */
  readonly end: number;
  /** Whether CloudTrail wrote it later, in place of one that it had not delivered. */
  readonly isBackfill: boolean;
}

const NAME =
  /(?:^|\D)(\d{12})_CloudTrail-Digest_([a-z0-9-]+)_(.+_[a-z0-9-]+)_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z(_backfill)?\.json\.gz$/;

/**
 * Parses the key of a digest, or a path with `/` between its parts:
 * `…/ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOMEREGION_YYYYMMDDTHHmmSSZ[_backfill].json.gz`.
 */
export function parseDigestName(key: string): DigestName | undefined {
  const match = NAME.exec(key.slice(key.lastIndexOf('/') + 1));
  if (match === null) return undefined;
  const [, accountId, region, trail, year, month, day, hour, minute, second, backfill] = match;
  const end = parseInstant(`${year!}-${month!}-${day!}T${hour!}:${minute!}:${second!}Z`);
  if (end === undefined) return undefined;
  return { accountId: accountId!, region: region!, trail: trail!, end, isBackfill: backfill !== undefined };
}
