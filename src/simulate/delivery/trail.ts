/** A trail that delivers an account's records. Two trails of one account deliver every record twice. */
export interface Trail {
  /** The key prefix before `AWSLogs/`: empty, or with `/` at its end. */
  readonly prefix: string;
  /** The organisation's id for an organisation trail; empty for an account's own trail. */
  readonly organisationId: string;
}

export const OWN_TRAIL: Trail = { prefix: '', organisationId: '' };
export const ORGANISATION_TRAIL: Trail = { prefix: 'organisation-trail/', organisationId: 'o-example1234' };

/** The key of an object in CloudTrail's form: with the minute of delivery and 16 characters that make it unique. */
export function trailKey(
  trail: Trail,
  accountId: string,
  region: string,
  delivered: number,
  unique: string,
): string {
  const { folder, stamp } = keyTime(delivered);
  return `${rootOf(trail, accountId)}/CloudTrail/${region}/${folder}/${accountId}_CloudTrail_${region}_${stamp.slice(0, 13)}Z_${unique}.json.gz`;
}

/** The key of the digest that ends at a time. */
export function digestKey(trail: Trail, accountId: string, region: string, end: number): string {
  const { folder, stamp } = keyTime(end);
  return `${rootOf(trail, accountId)}/CloudTrail-Digest/${region}/${folder}/${accountId}_CloudTrail-Digest_${region}_management-events_${region}_${stamp}Z.json.gz`;
}

function rootOf({ prefix, organisationId }: Trail, accountId: string): string {
  return `${prefix}AWSLogs/${organisationId === '' ? '' : `${organisationId}/`}${accountId}`;
}

/** `2026/01/05` and `20260105T101500` */
function keyTime(seconds: number): { readonly folder: string; readonly stamp: string } {
  const iso = new Date(seconds * 1000).toISOString();
  return { folder: iso.slice(0, 10).replaceAll('-', '/'), stamp: iso.slice(0, 19).replaceAll(/[-:]/g, '') };
}
