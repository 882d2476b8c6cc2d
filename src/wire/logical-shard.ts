import { hash64 } from '../base/hash.js';
import { roleKeyOf } from '../model/identity.js';

/**
 * Logical shards of a state. Identities hash to logical shards, and each shard thread owns some of these, so a state
 * that was written with one number of threads can be read with any other. Also the largest number of shard threads.
 */
export const LOGICAL_SHARDS = 64;

const out = new Uint32Array(2);

/**
 * The logical shard of an identity, 0 to LOGICAL_SHARDS - 1: a stable hash of its role's key. So all sessions of a role
 * are in one logical shard.
 */
export function logicalShardOf(identityKey: string): number {
  hash64(roleKeyOf(identityKey), out);
  return out[0]! % LOGICAL_SHARDS;
}

/** The shard thread that owns a logical shard, 0 to `shards` - 1. */
export function shardOf(logicalShard: number, shards: number): number {
  return logicalShard % shards;
}
