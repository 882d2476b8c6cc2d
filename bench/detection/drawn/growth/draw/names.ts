import type { Rng } from './rng.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const HEADS = [
  'ba',
  'co',
  'de',
  'fa',
  'gri',
  'ha',
  'jo',
  'ka',
  'lu',
  'mi',
  'no',
  'pe',
  'ra',
  'si',
  'ta',
  'vo',
  'we',
  'za',
];
const TAILS = [
  'ren',
  'lix',
  'mo',
  'dan',
  'ska',
  'tel',
  'vin',
  'zo',
  'ber',
  'nik',
  'ra',
  'sha',
  'pol',
  'quin',
  'dra',
  'lo',
];
const DOMAINS =
  'orders billing search ledger catalog pricing identity notify media ingest payments fraud checkout inventory reports webhooks sync import export geo chat mailer quotes fleet claims booking loyalty tax audit feeds risk labels scheduler gateway profile events insights matching uploads crm erp'.split(
    ' ',
  );
const SUFFIXES = ['api', 'worker', 'svc', 'job', 'consumer', 'ui', 'proxy', 'batch', 'core', 'admin'];
const PURPOSES =
  'db db-readonly db-admin api-key stripe sendgrid twilio jwt-signing kafka redis smtp oauth-client webhook-secret sftp encryption-key slack-token sentry-dsn openai snowflake mongo elastic ldap salesforce github-app tls-key s3-user basic-auth'.split(
    ' ',
  );

/** A long-lived (`AKIA`) or temporary (`ASIA`) key id. */
export function keyId(rng: Rng, prefix: 'AKIA' | 'ASIA'): string {
  return prefix + rng.text(BASE32, 16);
}

/** The six characters at the end of a secret's ARN. */
export function suffix(rng: Rng): string {
  return rng.text(ALNUM, 6);
}

/** A synthetic word: a company, a client, a product. */
export function word(rng: Rng): string {
  return rng.pick(HEADS) + rng.pick(TAILS) + (rng.chance(0.3) ? rng.pick(TAILS) : '');
}

/** A synthetic login. */
export function login(rng: Rng, style: number): string {
  const [first, last] = [
    rng.pick(HEADS) + rng.pick(TAILS),
    rng.pick(HEADS) + rng.pick(TAILS) + rng.pick(TAILS),
  ];
  return style === 0
    ? `${first}.${last}`
    : style === 1
      ? first.charAt(0) + last
      : `${first}${rng.int(1, 99)}`;
}

/** The name of a service. */
export function serviceName(rng: Rng): string {
  return `${rng.pick(DOMAINS)}-${rng.pick(SUFFIXES)}`;
}

/** What a secret is for. */
export function purpose(rng: Rng): string {
  return rng.favourite(PURPOSES, 1.4);
}

/** A 12-digit account id. */
export function accountNumber(rng: Rng): string {
  return String(rng.int(1, 9)) + rng.text('0123456789', 11);
}

/** The id of an interface endpoint. */
export function endpointId(rng: Rng): string {
  return `vpce-0${rng.hex(16)}`;
}

/** `8-4-4-4-12` hex digits. */
export function uuid(rng: Rng): string {
  return [8, 4, 4, 4, 12].map((n) => rng.hex(n)).join('-');
}
