import { parseInstant } from '../../model/time.js';

/** What the key of an object says about it. */
export type ObjectKey =
  | DeliveryKey
  /** A digest of delivered objects, or a signature file: a manifest without records. */
  | { readonly kind: 'digest' }
  /** CloudTrail Insights: its records are not API calls. */
  | { readonly kind: 'insight' }
  /** A log of another AWS service, by its folder or by the name that the service gives. */
  | { readonly kind: 'otherService' }
  /** What macOS leaves beside a file that it copies to a share or packs into an archive. */
  | { readonly kind: 'appleDouble' }
  /** Many files packed into one. `ofTrail`: its name or its folder says that CloudTrail's objects are in it. */
  | { readonly kind: 'archive'; readonly ofTrail: boolean }
  /** Pictures, documents, programs: nothing that holds records. */
  | { readonly kind: 'media' }
  /** JSON or Parquet under another name, or an object of Amazon Data Firehose: promises records. */
  | { readonly kind: 'records' }
  /** Any other name. Only its content can say. */
  | { readonly kind: 'unknown' };

/** An object with the name that CloudTrail gave it, whatever was added to it or became of its extension. */
export interface DeliveryKey {
  readonly kind: 'cloudtrail';
  /** Account of the records, 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** The minute of delivery, epoch seconds. Records are older than this, most by less than 15 minutes. */
  readonly deliveredAt: number;
}

/** Nearly all events are delivered within so many seconds: what CloudTrail documents. */
export const USUAL_LAG = 15 * 60;

const DELIVERY_NAME =
  /(?:^|\D)(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_[A-Za-z0-9]+(?:[^A-Za-z0-9]|$)/;
const SIBLING_NAME = /(?:^|\D)\d{12}_CloudTrail-(Digest|Insight)_/;
const SIBLING_FOLDER = /(?:^|\/)CloudTrail-(Digest|Insight)\//;
/** CloudTrail Lake writes it beside saved query results. */
const SIGNATURE_NAME = /^result_sign\.json$/;
const RECORDS_NAME = /[^/]\.(?:(?:json|ndjson|jsonl|json\.cloudtrail)(?:\.gz|\.zst|\.zstd)?|parquet)$/i;
/** Amazon Data Firehose: `STREAM-VERSION-yyyy-MM-dd-HH-mm-ss-UUID`, with an extension where one is configured. */
const FIREHOSE_NAME = /-\d+-\d{4}(?:-\d{2}){5}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.[\w.]+)?$/;
const ARCHIVE_NAME = /\.(?:zip|7z|rar|tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst|lz4))$/i;
const MEDIA_NAME =
  /\.(?:png|jpe?g|gif|webp|bmp|ico|svg|tiff?|heic|mp3|mp4|m4a|mov|avi|mkv|wav|flac|pdf|docx?|xlsx?|pptx?|odt|ods|exe|dll|so|dylib|msi|dmg|iso|deb|rpm|jar|class|pyc|wasm|ttf|otf|woff2?)$/i;
/** The folder of a service in the layout of all logs of AWS: `AWSLogs/[o-ORG/]ACCOUNT/SERVICE/`, folders between. */
const SERVICE_FOLDER = /(?:^|\/)AWSLogs\/(?:[^/]+\/)*?\d{12}\/([^/]+)\//;
/** `ACCOUNT_SERVICE_…`, of services that name their objects as CloudTrail does. */
const SERVICE_NAME =
  /^\d{12}_(?:elasticloadbalancing|vpcflowlogs|vpcdnsquerylogs|Config|waflogs|network-firewall|redshift)_/i;
/** S3 server access logs (`PREFIXyyyy-MM-dd-HH-mm-ss-HEX`) and CloudFront (`ID.yyyy-MM-dd-HH.HEX.gz`). */
const ACCESS_LOG_NAME =
  /\d{4}(?:-\d{2}){5}-[0-9A-F]{16}$|^[A-Z0-9]{10,16}\.\d{4}(?:-\d{2}){3}\.[0-9a-f]{8}\.gz$/;

/**
 * Parses an object key, or a path with `/` between its parts:
 * `[prefix/]AWSLogs/[o-ORG/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_ID.json.gz`.
 * A name of this form is recognised in any folder and with any extension: the content says how it is packed.
 */
export function parseObjectKey(key: string): ObjectKey {
  const name = key.slice(key.lastIndexOf('/') + 1);
  if (name.startsWith('._') || /(?:^|\/)__MACOSX\//.test(key)) return { kind: 'appleDouble' };
  const sibling = SIBLING_NAME.exec(name)?.[1] ?? SIBLING_FOLDER.exec(key)?.[1];
  if (sibling !== undefined) return { kind: sibling === 'Digest' ? 'digest' : 'insight' };
  const delivery = parseDeliveryName(name);
  if (ARCHIVE_NAME.test(name)) {
    return { kind: 'archive', ofTrail: delivery !== undefined || speaksOfTrail(key) };
  }
  if (delivery) return delivery;
  const service = SERVICE_FOLDER.exec(key)?.[1];
  if (service !== undefined && !isTrailFolder(service)) return { kind: 'otherService' };
  if (SERVICE_NAME.test(name) || ACCESS_LOG_NAME.test(name)) return { kind: 'otherService' };
  if (SIGNATURE_NAME.test(name)) return { kind: 'digest' };
  if (MEDIA_NAME.test(name)) return { kind: 'media' };
  return { kind: RECORDS_NAME.test(key) || FIREHOSE_NAME.test(name) ? 'records' : 'unknown' };
}

/** Whether a key has CloudTrail's name in it, as people and Security Lake write it. */
export function speaksOfTrail(key: string): boolean {
  return /cloud[-_]?trail/i.test(key);
}

function parseDeliveryName(name: string): DeliveryKey | undefined {
  const match = DELIVERY_NAME.exec(name);
  if (!match) return undefined;
  const [, accountId, region, year, month, day, hour, minute] = match;
  const deliveredAt = parseInstant(`${year!}-${month!}-${day!}T${hour!}:${minute!}:00Z`);
  if (deliveredAt === undefined) return undefined;
  return { kind: 'cloudtrail', accountId: accountId!, region: region!, deliveredAt };
}

/** The level of a folder in CloudTrail's layout. `unknown`: not part of it. */
export type TrailLevel =
  'unknown' | 'awslogs' | 'org' | 'account' | 'service' | 'region' | 'year' | 'month' | 'day';

/** Where a folder is in CloudTrail's layout. */
export interface TrailPrefix {
  readonly level: TrailLevel;
  readonly orgId?: string;
  readonly accountId?: string;
  /**
   * `CloudTrail`, a sibling such as `CloudTrail-Digest`, or another service altogether. Present at its level and
   * below, also where a folder below it is unknown.
   */
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
 *
 * A folder `CloudTrail` is a service with or without `AWSLogs` above it, so that trees that were copied in part are
 * recognised too, and `AWSLogs` may have any folders between itself and the account. Folders below a day have level
 * `day`.
 */
export function parseTrailPrefix(prefix: string): TrailPrefix {
  const folders = prefix.split('/').slice(0, -1);
  const top = folders.lastIndexOf('AWSLogs');
  const trail = folders.findLastIndex(isTrailFolder);
  if (trail > top) {
    const above = accountOf(folders[trail - 1], folders[trail - 2]);
    return below({ ...above, level: 'service', service: folders[trail]! }, folders.slice(trail + 1));
  }
  if (top < 0) return { level: 'unknown' };
  const parts = folders.slice(top + 1);
  const at = parts.findIndex(isAccount);
  if (at >= 0) {
    const account: TrailPrefix = { ...accountOf(parts[at], parts[at - 1]), level: 'account' };
    const service = parts[at + 1];
    return service === undefined
      ? account
      : below({ ...account, level: 'service', service }, parts.slice(at + 2));
  }
  const [first, ...others] = parts;
  if (first === undefined) return { level: 'awslogs' };
  return others.length === 0 && isOrganisation(first) ? { level: 'org', orgId: first } : { level: 'unknown' };
}

/** `CloudTrail` itself, and folders that CloudTrail has for other kinds of objects. */
function isTrailFolder(folder: string): boolean {
  return /^CloudTrail(?:-[A-Z][A-Za-z]*)?$/.test(folder);
}

function isAccount(folder: string | undefined): boolean {
  return folder !== undefined && /^\d{12}$/.test(folder);
}

function isOrganisation(folder: string | undefined): boolean {
  return folder !== undefined && /^o-[a-z0-9]+$/.test(folder);
}

function accountOf(
  folder: string | undefined,
  above: string | undefined,
): Pick<TrailPrefix, 'accountId' | 'orgId'> {
  if (!isAccount(folder)) return {};
  return { accountId: folder!, ...(isOrganisation(above) && { orgId: above! }) };
}

/** The place of the folders below a service. */
function below(service: TrailPrefix, folders: readonly string[]): TrailPrefix {
  let place = service;
  for (const folder of folders) {
    if (place.level === 'day') break;
    const next = descend(place, folder);
    if (!next) return { ...service, level: 'unknown' };
    place = next;
  }
  return place;
}

function descend(place: TrailPrefix, folder: string): TrailPrefix | undefined {
  switch (place.level) {
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
