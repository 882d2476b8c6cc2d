/** Names that an organisation could have: common words, nothing from a real organisation. */
export const REGIONS: readonly string[] = [
  'eu-west-1',
  'us-east-1',
  'eu-central-1',
  'us-west-2',
  'ap-southeast-2',
  'ca-central-1',
  'ap-northeast-1',
  'sa-east-1',
];

export const TEAMS: readonly string[] = [
  'payments',
  'checkout',
  'billing',
  'accounts',
  'search',
  'catalog',
  'shipping',
  'inventory',
  'analytics',
  'notifications',
  'reporting',
  'mobile',
  'platform',
  'support',
];

/** What a team keeps secret. One name ends like the random suffix of an ARN, as some real names do. */
export const SECRET_KINDS: readonly string[] = [
  'postgres',
  'redis',
  'kafka',
  'api-key',
  'oauth-client',
  'webhook-signing',
  'smtp',
  'sftp',
  'jwt-signing',
  'metrics-token',
  'ldap-bind',
  'encryption-key',
];

export const ENVIRONMENTS: readonly string[] = ['prod', 'staging', 'shared', 'dev', 'data', 'security'];

export const TASKS: readonly string[] = [
  'webhook-handler',
  'invoice-renderer',
  'image-resizer',
  'order-events',
  'token-refresher',
  'feed-importer',
  'audit-writer',
  'mail-sender',
  'price-sync',
  'report-export',
];

const FIRST = ['ada', 'bo', 'chika', 'dara', 'emre', 'fay', 'goro', 'hana', 'ines', 'jo', 'kofi', 'lena'];
const LAST = ['abara', 'brandt', 'castel', 'dimas', 'ekman', 'faro', 'gupte', 'holm', 'ikeda', 'janda'];

/** A mail address at example.com. The first 120 differ by name; later ones have a number. */
export function mailOf(number: number): string {
  const first = FIRST[number % FIRST.length]!;
  const last = LAST[Math.floor(number / FIRST.length) % LAST.length]!;
  const round = Math.floor(number / (FIRST.length * LAST.length));
  return `${first}.${last}${round === 0 ? '' : round}@example.com`;
}

/**
 * An account id like those in documentation: three digits, four times each (`111122223333`). From the 81st on, the last
 * four digits are the number.
 */
export function accountIdOf(number: number): string {
  const first = 1 + (number % 9);
  const second = (first + 1 + Math.floor(number / 9)) % 10;
  const third = (second + 1) % 10;
  const tail = number < 81 ? String(third).repeat(4) : String(number).padStart(4, '0');
  return `${String(first).repeat(4)}${String(second).repeat(4)}${tail}`;
}
