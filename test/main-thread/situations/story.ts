import { gzipSync } from 'node:zlib';
import type { ScanOptions } from '../../../src/main-thread/scan-options.js';
import { formatInstant } from '../../../src/model/time.js';

/*
 * A story that is told in many forms: one person reads the same five secrets on each of ten days, and 30 others on the
 * afternoon of the ninth.
 */

export const ACCOUNT = '210987654321';
export const REGION = 'eu-north-1';
export const PERSON = `arn:aws:iam::${ACCOUNT}:user/lena`;
/** 2026-04-06T00:00:00Z */
export const FIRST_DAY = 1_775_433_600;
export const DAY = 86_400;
export const DAYS = 10;

export interface StoryRecord extends Readonly<Record<string, unknown>> {
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly eventID: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly requestParameters: { readonly secretId: string };
}

/** @param time epoch seconds */
export function read(
  time: number,
  secretId: string,
  more: Readonly<Record<string, unknown>> = {},
): StoryRecord {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDASTORY',
      arn: PERSON,
      accountId: ACCOUNT,
      accessKeyId: 'AKIASTORY',
      userName: 'lena',
    },
    eventTime: formatInstant(time),
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    awsRegion: REGION,
    sourceIPAddress: '203.0.113.20',
    userAgent: 'Boto3/1.35.0',
    requestParameters: { secretId },
    responseElements: null,
    requestID: `request-${time}-${secretId}`,
    eventID: `event-${time}-${secretId}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...more,
  };
}

/** What a story may have in another measure. */
export interface Measure {
  /** @default 10 */
  readonly days?: number;
  /** Secrets taken on the last day but one. @default 30 */
  readonly taken?: number;
}

/** What rules of Datadog's need: they learn for a week, and do not ask what a secret is. */
export const LONG: Measure = { days: 16, taken: 150 };

/** The records of each day, in their order. @param more fields that all records have */
export function story(
  more: Readonly<Record<string, unknown>> = {},
  { days = DAYS, taken = 30 }: Measure = {},
): readonly (readonly StoryRecord[])[] {
  return Array.from({ length: days }, (_, day) => {
    const at = FIRST_DAY + day * DAY;
    const usual = Array.from({ length: 5 }, (_, n) => read(at + 8 * 3600 + 45 * n, `team/daily-${n}`, more));
    if (day !== days - 2) return usual;
    return [
      ...usual,
      ...Array.from({ length: taken }, (_, n) => read(at + 15 * 3600 + 6 * n, `vault/key-${n}`, more)),
    ];
  });
}

/** What a whole story must give, and a long one. */
export const RETRIEVALS = 80;
export const LONG_RETRIEVALS = 230;

/** Objects by their keys. */
export type Objects = Readonly<Record<string, string | Buffer>>;

/** An object for each day. */
export function daily(
  content: (records: readonly StoryRecord[], day: number) => string | Buffer,
  key: (day: number) => string = deliveredAs,
  records = story(),
): Objects {
  return Object.fromEntries(records.map((some, day) => [key(day), content(some, day)]));
}

/** The key that CloudTrail gives the object of a day. @param late days after which it was delivered */
export function deliveredAs(day: number, late = 0): string {
  const date = formatInstant(FIRST_DAY + (day + late) * DAY).slice(0, 10);
  const stamp = `${date.replaceAll('-', '')}T1540Z_Story${day}StoryStory`;
  return `AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/${date.replaceAll('-', '/')}/${ACCOUNT}_CloudTrail_${REGION}_${stamp}.json.gz`;
}

export const json = JSON.stringify;
export const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${json(value)}\n`).join('');
export const gzipped = (value: unknown): Buffer =>
  gzipSync(typeof value === 'string' || Buffer.isBuffer(value) ? value : json(value));
export const plainly = (records: readonly StoryRecord[]): Buffer => gzipped({ Records: records });

/** One thing that users have, and what must come out. */
export interface Situation {
  readonly name: string;
  readonly objects: () => Objects;
  readonly options?: Partial<ScanOptions>;
  /** What differs from the whole story with one signal, in a complete run. */
  readonly right?: {
    readonly retrievals?: number;
    /** @default one, of the person */
    readonly signals?: readonly string[];
    readonly complete?: boolean;
    readonly failed?: Readonly<Record<string, number>>;
    readonly skipped?: Readonly<Record<string, number>>;
    readonly dropped?: Readonly<Record<string, number>>;
    /** What is said in a warning, a note or a failure. */
    readonly says?: RegExp;
    /** Who suppressed the signals. */
    readonly suppressedBy?: string;
  };
}
