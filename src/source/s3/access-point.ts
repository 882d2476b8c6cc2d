import { TrailspikeError } from '../../model/errors.js';
import { partitionOf } from '../../model/partition.js';

/** An access point of S3, as its ARN names it: a way to a bucket with a policy of its own. */
export interface AccessPoint {
  /** As in ARNs. */
  readonly partition: string;
  readonly region: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly name: string;
}

const ARN =
  /^arn:(aws[a-z-]*):s3:([a-z0-9-]+):(\d{12}):accesspoint[:/]([a-z0-9][a-z0-9-]{1,48}[a-z0-9])(?:\/(.*))?$/s;
const OTHER_SERVICES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint[:/][^/]*\.mrap(?:\/|$)/, 'a multi-region access point'],
  [/^arn:[^:]*:s3:::/, 'the ARN of a bucket'],
  [/^arn:[^:]*:s3-object-lambda:/, 'an access point of S3 Object Lambda'],
  [/^arn:[^:]*:s3-outposts:/, 'an access point of S3 on Outposts'],
];

/**
 * Parses what follows `s3://`: `arn:PARTITION:s3:REGION:ACCOUNT:accesspoint/NAME[/PREFIX]`, also with a colon before
 * the name.
 * @returns the ARN in the form with a slash, and the rest after its name; `undefined` for a text that is no ARN
 * @throws TrailspikeError `E_USAGE` for an ARN that is not that of an access point, with what to write in its place
 */
export function splitAccessPoint(text: string): { readonly arn: string; readonly rest: string } | undefined {
  if (!/^arn:/.test(text)) return undefined;
  const match = ARN.exec(text);
  if (match === null) {
    const what =
      OTHER_SERVICES.find(([pattern]) => pattern.test(text))?.[1] ?? 'not the ARN of an access point';
    throw new TrailspikeError('E_USAGE', `cannot read from ${text}: ${what}`, {
      hint: 'Name the bucket as s3://BUCKET/PREFIX, or an access point as s3://arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME/PREFIX.',
    });
  }
  const [, partition, region, accountId, name, rest = ''] = match;
  if (partitionOf(region!).id !== partition) {
    throw new TrailspikeError(
      'E_USAGE',
      `cannot read from ${text}: ${region!} is not in partition ${partition!}`,
      {
        hint: `Its ARN begins with arn:${partitionOf(region!).id}:.`,
      },
    );
  }
  return { arn: arnOf({ partition: partition, region: region!, accountId: accountId!, name: name! }), rest };
}

/** @param s3Bucket name of a bucket, or the ARN of an access point as `splitAccessPoint` gives it */
export function accessPointOf(s3Bucket: string): AccessPoint | undefined {
  const match = ARN.exec(s3Bucket);
  if (match === null) return undefined;
  return { partition: match[1]!, region: match[2]!, accountId: match[3]!, name: match[4]! };
}

function arnOf({ partition, region, accountId, name }: AccessPoint): string {
  return `arn:${partition}:s3:${region}:${accountId}:accesspoint/${name}`;
}
