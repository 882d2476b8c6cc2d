import type { PersonaName } from './persona-name.js';
import { mix32 } from './random.js';

/** A role or a user. The option `identities` is their number. */
export interface Principal {
  /** Its index in the organisation, from 0. */
  readonly index: number;
  readonly persona: PersonaName;
  readonly kind: 'role' | 'user';
  readonly accountId: string;
  readonly name: string;
  /** ARN of the role or user in IAM, with its path. */
  readonly arn: string;
  /** IAM's unique id: `AROA…` or `AIDA…`. */
  readonly uniqueId: string;
}

/** How a role session was created, which its `sessionContext` shows. */
export type SessionOrigin = 'service' | 'instance' | 'webIdentity' | 'sso' | 'assumed';

/** An identity as in `userIdentity.arn`: one session of a role, or a user. */
export interface Session {
  readonly principal: Principal;
  /** The role session name, or the user's name. */
  readonly name: string;
  /** `userIdentity.arn` */
  readonly arn: string;
  readonly origin: SessionOrigin;
}

export function makePrincipal(
  index: number,
  persona: PersonaName,
  kind: 'role' | 'user',
  accountId: string,
  name: string,
  path = '/',
): Principal {
  return {
    index,
    persona,
    kind,
    accountId,
    name,
    arn: `arn:aws:iam::${accountId}:${kind}${path}${name}`,
    uniqueId: `${kind === 'role' ? 'AROA' : 'AIDA'}${exampleId(mix32(index, 77), 10)}`,
  };
}

export function makeSession(principal: Principal, name: string, origin: SessionOrigin): Session {
  const arn =
    principal.kind === 'user'
      ? principal.arn
      : `arn:aws:sts::${principal.accountId}:assumed-role/${principal.name}/${name}`;
  return { principal, name, arn, origin };
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `length` base-32 characters derived from a hash, then `EXAMPLE`, the end of no real id. */
export function exampleId(hash: number, length: number): string {
  let id = '';
  for (let i = 0, h = hash; i < length; i++) {
    if (i % 6 === 0) h = mix32(h, i);
    id += BASE32.charAt(h & 31);
    h >>>= 5;
  }
  return `${id}EXAMPLE`;
}
