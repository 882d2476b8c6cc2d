import { parseInstant } from '../../model/time.js';

/** What the key of an object says about it. */
export type ObjectKey =
  | DeliveryKey
  /** A digest of delivered objects: a manifest without records. */
  | { readonly kind: 'digest' }
  /** CloudTrail Insights: its records are not API calls. */
  | { readonly kind: 'insight' }
  /** JSON or Parquet under another name, as in a flat tree: may hold records. */
  | { readonly kind: 'json' }
  | { readonly kind: 'notCloudTrail' };

/** An object with the name that CloudTrail gave it. */
export interface DeliveryKey {
  readonly kind: 'cloudtrail';
  /** Account of the records, 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** The minute of delivery, epoch seconds. Records are older than this, most by less than 15 minutes. */
  readonly deliveredAt: number;
}

const DELIVERY_NAME =
  /^(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_[A-Za-z0-9]+\.json(?:\.gz)?$/;
const SIBLING_NAME = /^\d{12}_CloudTrail-(Digest|Insight)_/;
const JSON_NAME = /[^/]\.(?:(?:json|ndjson|jsonl|json\.cloudtrail)(?:\.gz)?|parquet)$/i;
/** The folder of a service in the layout of all logs of AWS: `AWSLogs/[o-ORG/]ACCOUNT/SERVICE/`. */
const SERVICE_FOLDER = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]+\/)?\d{12}\/([^/]+)\//;

/**
 * Parses an object key, or a path with `/` between its parts:
 * `[prefix/]AWSLogs/[o-ORG/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_ID.json.gz`.
 * A name of this form is recognised in any folder, also when the file was unpacked to `.json`.
 */
export function parseObjectKey(key: string): ObjectKey {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const sibling = SIBLING_NAME.exec(name)?.[1] ?? /(?:^|\/)CloudTrail-(Digest|Insight)\//.exec(key)?.[1];
  if (sibling !== undefined) return { kind: sibling === 'Digest' ? 'digest' : 'insight' };
  const delivery = parseDeliveryName(name);
  if (delivery) return delivery;
  const service = SERVICE_FOLDER.exec(key)?.[1];
  if (service !== undefined && service !== 'CloudTrail') return { kind: 'notCloudTrail' };
  return { kind: JSON_NAME.test(key) ? 'json' : 'notCloudTrail' };
}

function parseDeliveryName(name: string): DeliveryKey | undefined {
  const match = DELIVERY_NAME.exec(name);
  if (!match) return undefined;
  const [, accountId, region, year, month, day, hour, minute] = match;
  const deliveredAt = parseInstant(`${year!}-${month!}-${day!}T${hour!}:${minute!}:00Z`);
  if (deliveredAt === undefined) return undefined;
  return { kind: 'cloudtrail', accountId: accountId!, region: region!, deliveredAt };
}

/** The level of a folder in CloudTrail's layout. `above`: not part of it. */
export type TrailLevel =
  'above' | 'awslogs' | 'org' | 'account' | 'service' | 'region' | 'year' | 'month' | 'day';

/** Where a folder is in CloudTrail's layout. Each part is present at its level and below. */
export interface TrailPrefix {
  readonly level: TrailLevel;
  readonly orgId?: string;
  readonly accountId?: string;
  /** `CloudTrail`, a sibling such as `CloudTrail-Digest`, or another service altogether. */
  readonly service?: string;
  readonly region?: string;
  readonly year?: number;
  /** 1 to 12 */
  readonly month?: number;
  /** 1 to 31 */
  readonly day?: number;
}

/**
 * Parses a prefix that ends in `/`; anything after the last `/` is not a complete folder and is ignored.
 * Level `above` means that it has no `AWSLogs`, or has something below that is not part of the layout, so nothing is
 * known about what it holds. Folders below a day have level `day`.
 */
export function parseTrailPrefix(prefix: string): TrailPrefix {
  const folders = prefix.split('/').slice(0, -1);
  const top = folders.lastIndexOf('AWSLogs');
  if (top < 0) return { level: 'above' };
  let place: TrailPrefix = { level: 'awslogs' };
  for (const folder of folders.slice(top + 1)) {
    if (place.level === 'day') break;
    const next = descend(place, folder);
    if (!next) return { level: 'above' };
    place = next;
  }
  return place;
}

function descend(place: TrailPrefix, folder: string): TrailPrefix | undefined {
  switch (place.level) {
    case 'awslogs':
      if (/^o-[a-z0-9]+$/.test(folder)) return { level: 'org', orgId: folder };
      return descend({ level: 'org' }, folder);
    case 'org':
      return /^\d{12}$/.test(folder) ? { ...place, level: 'account', accountId: folder } : undefined;
    case 'account':
      return { ...place, level: 'service', service: folder };
    case 'service':
      return /^[a-z]+(?:-[a-z0-9]+){2,}$/.test(folder)
        ? { ...place, level: 'region', region: folder }
        : undefined;
    case 'region':
      return /^\d{4}$/.test(folder) ? { ...place, level: 'year', year: Number(folder) } : undefined;
    case 'year':
      return isTwoDigits(folder, 12) ? { ...place, level: 'month', month: Number(folder) } : undefined;
    case 'month':
      return isTwoDigits(folder, 31) ? { ...place, level: 'day', day: Number(folder) } : undefined;
    default:
      return undefined;
  }
}

function isTwoDigits(text: string, largest: number): boolean {
  return /^\d{2}$/.test(text) && Number(text) >= 1 && Number(text) <= largest;
}
