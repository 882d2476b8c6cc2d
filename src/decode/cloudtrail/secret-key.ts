import { memoize } from '../../base/memoize.js';

const SECRET_ARN = /^arn:[^:]*:secretsmanager:([^:]*):([^:]*):secret:(.+)$/s;
/** What Secrets Manager adds to a secret's name in its ARN. */
const SUFFIX = /-[A-Za-z0-9]{6}$/;
const DENIED_RESOURCE = / on resource: (\S+)/;

/**
 * One key for one secret, `REGION:ACCOUNT:NAME`, however a caller named it:
 * - by its ARN, `arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-AbCdEf`, less the suffix of a hyphen
 *   and six letters or digits;
 * - by a partial ARN, without the suffix. One whose name itself ends like a suffix (`…:secret:my-secret`)
 *   cannot be told from a whole ARN, by AWS neither, and loses that ending;
 * - by its name, which is qualified by the caller's region and account, and never stripped.
 */
export function secretKey(secretId: string, region: string, accountId: string): string {
  return keyAt(placeOf(region, accountId), secretId);
}

const placeOf = memoize((region, accountId) => `${region}:${accountId}`);

const keyAt = memoize((place, secretId) => {
  const arn = SECRET_ARN.exec(secretId);
  if (!arn) return `${place}:${secretId}`;
  return `${arn[1]!}:${arn[2]!}:${arn[3]!.replace(SUFFIX, '')}`;
});

/**
 * The secret id in an error message such as `… is not authorized to perform: secretsmanager:GetSecretValue on
 * resource: NAME because …`: where a denied call's parameters are null, nothing else names the secret.
 * @returns undefined when the message names none
 */
export function deniedSecretId(errorMessage: string): string | undefined {
  const resource = DENIED_RESOURCE.exec(errorMessage)?.[1];
  return resource === '*' ? undefined : resource;
}
