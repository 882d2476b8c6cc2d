import { fieldOf, textOf } from '../../base/json-values.js';
import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';

/**
 * Where a record has the access key that its call issued: AssumeRole and the other calls of STS and Cognito, a session of
 * IAM Roles Anywhere, and CreateAccessKey of IAM.
 */
export const ISSUED_KEY_PATHS: readonly string[] = [
  'responseElements.credentials.accessKeyId',
  'responseElements.credentialSet.credentials.accessKeyId',
  'responseElements.accessKey.accessKeyId',
];

/** The access key that a call issued, and who it is for. */
export interface IssuedKey {
  readonly accessKey: string;
  /** ARN of the session that it is for; empty where the record does not say. */
  readonly session: string;
}

/** @returns undefined for a call that issued no key */
export function issuedKeyOf(event: ApiEvent): IssuedKey | undefined {
  const accessKey = ISSUED_KEY_PATHS.flatMap((path) => event.valuesAt(path)).find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
  if (accessKey === undefined) return undefined;
  const response = fieldOf(event.record, 'responseElements');
  return {
    accessKey,
    session:
      textOf(fieldOf(response, 'assumedRoleUser'), 'arn') ||
      textOf(fieldOf(response, 'federatedUser'), 'arn'),
  };
}

/** By their first letters: `ASIA…` is temporary (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). */
export function isTemporaryKey(accessKey: string): boolean {
  return accessKey.startsWith('ASIA');
}
