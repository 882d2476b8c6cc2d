import { hash64 } from '../base/hash.js';

/**
 * Logical shards of a state. Identities hash to logical shards, and each shard thread owns some of these, so a state
 * that was written with one number of threads can be read with any other. Also the largest number of shard threads.
 */
export const LOGICAL_SHARDS = 64;

const SESSION = /^(arn:[^:]*:sts::[^:]*:assumed-role\/[^/]+)\/.+$/;
const out = new Uint32Array(2);

/**
 * The text by which an identity is sharded: its key, or for the ARN of a role session the part before the session
 * name. So all sessions of a role are in one logical shard.
 */
export function shardKey(identityKey: string): string {
  return SESSION.exec(identityKey)?.[1] ?? identityKey;
}

/** The logical shard of an identity, 0 to LOGICAL_SHARDS - 1: a stable hash of its shard key. */
export function logicalShardOf(identityKey: string): number {
  hash64(shardKey(identityKey), out);
  return out[0]! % LOGICAL_SHARDS;
}

/** The shard thread that owns a logical shard, 0 to `shards` - 1. */
export function shardOf(logicalShard: number, shards: number): number {
  return logicalShard % shards;
}
