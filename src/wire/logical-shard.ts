import { hash64 } from '../base/hash.js';

/**
 * Sections that a state is divided into. Identities hash to sections and sections are dealt to shard threads, so
 * a state written with one number of threads is read with any other. Also the most shard threads there can be.
 */
export const LOGICAL_SHARDS = 64;

const SESSION = /^(arn:[^:]*:sts::[^:]*:assumed-role\/[^/]+)\/.+$/;
const out = new Uint32Array(2);

/**
 * What an identity is sharded by: its key, but for a role session's ARN the part before the session name. All
 * sessions of a role so meet in one section.
 */
export function shardKey(identityKey: string): string {
  return SESSION.exec(identityKey)?.[1] ?? identityKey;
}

/** The section of an identity, 0 to SECTIONS - 1: a stable hash of its partition key. */
export function logicalShardOf(identityKey: string): number {
  hash64(shardKey(identityKey), out);
  return out[0]! % LOGICAL_SHARDS;
}

/** The shard thread, of `shards`, that owns a section. */
export function shardOf(logicalShard: number, shards: number): number {
  return logicalShard % shards;
}
