import type { Random } from './random.js';

/** One secret of the organisation. */
export interface Secret {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** The complete ARN, with Secrets Manager's six random characters. */
  readonly arn: string;
  /** The ARN without the random characters; the complete ARN when the name's own end looks like them. */
  readonly partialArn: string;
  /** `REGION:ACCOUNT:NAME`, the name of a secret in the rest of the program. */
  readonly key: string;
}

/** How a caller names the secrets that it requests. Secrets of another account must be requested by ARN. */
export type Reference = 'arn' | 'name' | 'partialArn';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LOOKS_SUFFIXED = /-[A-Za-z0-9]{6}$/;

export function makeSecret(random: Random, accountId: string, region: string, name: string): Secret {
  let suffix = '';
  for (let i = 0; i < 6; i++) suffix += ALPHABET.charAt(Math.floor(random.float() * ALPHABET.length));
  const bare = `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;
  const arn = `${bare}-${suffix}`;
  return {
    name,
    accountId,
    region,
    arn,
    partialArn: LOOKS_SUFFIXED.test(name) ? arn : bare,
    key: `${region}:${accountId}:${name}`,
  };
}
