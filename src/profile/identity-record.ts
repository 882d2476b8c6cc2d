import type { Identity } from '../model/identity.js';
import { type HashKey, keyedHashWords } from '../base/keyed-hash.js';
import { areEqual, textAt, wordsIn, type TextArena } from './text-arena.js';

/*
 * An identity as words of 32 bits, for crossing threads and for the store. Equal words mean equal identities.
 *
 *   hash of the key hi │ lo │ logical shard │ bytes of key │ arn │ type │ accountId │ issuerArn │ the five texts, zero-padded
 *
 * An ARN that equals the key, as it usually does, is not repeated.
 */

const HI = 0;
const LO = 1;
const LOGICAL_SHARD = 2;
const KEY = 3;
const ARN = 4;
const TYPE = 5;
const ACCOUNT_ID = 6;
const ISSUER_ARN = 7;
const TEXTS = 8;
/** In place of the ARN's length: the ARN equals the key. */
const SAME_AS_KEY = 0xffff_ffff;

const blank = new Uint32Array(TEXTS);
const hash = new Uint32Array(2);

/** Appends the record of an identity. @param hashKey of its hash @returns its address */
export function appendIdentity(
  arena: TextArena,
  identity: Identity,
  logicalShard: number,
  hashKey: HashKey,
): number {
  const { key, arn, type, accountId, issuerArn } = identity;
  const at = arena.copy(blank, 0, TEXTS);
  const keyBytes = arena.append(key);
  keyedHashWords(arena.words, at + TEXTS, keyBytes, hash, hashKey);
  const arnBytes = arn === key ? SAME_AS_KEY : arena.append(arn);
  const typeBytes = arena.append(type);
  const accountIdBytes = arena.append(accountId);
  const issuerArnBytes = arena.append(issuerArn);
  const { words } = arena;
  words[at + HI] = hash[0]!;
  words[at + LO] = hash[1]!;
  words[at + LOGICAL_SHARD] = logicalShard;
  words[at + KEY] = keyBytes;
  words[at + ARN] = arnBytes;
  words[at + TYPE] = typeBytes;
  words[at + ACCOUNT_ID] = accountIdBytes;
  words[at + ISSUER_ARN] = issuerArnBytes;
  return at;
}

/** Length in words of the record at `words[at]`. */
export function identityWords(words: Uint32Array, at: number): number {
  const arnBytes = words[at + ARN]!;
  return (
    TEXTS +
    wordsIn(words[at + KEY]!) +
    (arnBytes === SAME_AS_KEY ? 0 : wordsIn(arnBytes)) +
    wordsIn(words[at + TYPE]!) +
    wordsIn(words[at + ACCOUNT_ID]!) +
    wordsIn(words[at + ISSUER_ARN]!)
  );
}

export function keyHashHi(words: Uint32Array, at: number): number {
  return words[at + HI]!;
}

export function keyHashLo(words: Uint32Array, at: number): number {
  return words[at + LO]!;
}

export function recordLogicalShard(words: Uint32Array, at: number): number {
  return words[at + LOGICAL_SHARD]!;
}

/** Whether the identity is a role's session. */
export function hasIssuer(words: Uint32Array, at: number): boolean {
  return words[at + ISSUER_ARN]! > 0;
}

/** Whether two records have the same key, whatever their other fields are. */
export function haveSameKey(a: Uint32Array, aAt: number, b: Uint32Array, bAt: number): boolean {
  return a[aAt + KEY] === b[bAt + KEY] && areEqual(a, aAt + TEXTS, b, bAt + TEXTS, wordsIn(a[aAt + KEY]!));
}

/** Whether two identities with the same key also have the same other fields. */
export function haveSameFields(a: Identity, b: Identity): boolean {
  return a.arn === b.arn && a.type === b.type && a.accountId === b.accountId && a.issuerArn === b.issuerArn;
}

export function keyAt(words: Uint32Array, at: number): string {
  return textAt(words, at + TEXTS, words[at + KEY]!);
}

/** The identity whose record begins at `words[at]`. */
export function identityAt(words: Uint32Array, at: number): Identity {
  const key = keyAt(words, at);
  let start = at + TEXTS + wordsIn(words[at + KEY]!);
  const next = (field: number): string => {
    const bytes = words[at + field]!;
    const text = textAt(words, start, bytes);
    start += wordsIn(bytes);
    return text;
  };
  return {
    key,
    arn: words[at + ARN] === SAME_AS_KEY ? key : next(ARN),
    type: next(TYPE),
    accountId: next(ACCOUNT_ID),
    issuerArn: next(ISSUER_ARN),
  };
}
