import fc from 'fast-check';
import { CONTEXT_KINDS } from '../../src/model/context-kind.js';
import type { ContextEvent, Projected, Retrieval } from '../../src/model/retrieval.js';
import { BatchBuilder } from '../../src/decode-thread/batch-builder.js';
import { applyBatch } from '../../src/shard-thread/apply-batch.js';
import { logicalShardOf } from '../../src/wire/logical-shard.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { snapshotOf } from '../../src/profile/snapshot.js';

export const BUCKET = 300;

const ACCOUNT = '111122223333';

/** A retrieval with few possible identities, secrets, origins and times, so that equal ones are frequent. */
export function retrievalOf(
  who: number,
  event: number,
  secret: number,
  time: number,
  options: {
    failed?: boolean;
    denied?: boolean;
    matchAll?: boolean;
    batch?: number;
    atMost?: number;
    typeKnown?: boolean;
    /** Account that owns the secret. */
    account?: string;
  } = {},
): Retrieval {
  const role = `arn:aws:sts::${ACCOUNT}:assumed-role/role-${who % 3}/session-${who}`;
  const { account = ACCOUNT } = options;
  const secrets = Array.from(
    { length: options.batch ?? 1 },
    (_, n) => `us-east-1:${account}:secret-${secret + n}`,
  );
  return {
    kind: options.batch === undefined ? 'get' : 'batch',
    eventKey: `event-${event}`,
    time: 1_772_000_000 + time,
    identity: {
      key: role,
      arn: role,
      type: options.typeKnown === false ? '' : 'AssumedRole',
      accountId: ACCOUNT,
      issuerArn: `arn:aws:iam::${ACCOUNT}:role/role-${who % 3}`,
    },
    failed: options.failed ?? false,
    denied: options.denied ?? false,
    notFound: false,
    matchAll: options.matchAll ?? false,
    items: secrets,
    atMost: options.atMost ?? 0,
    accessKeyId: event % 3 === 0 ? '' : `ASIAEXAMPLEEXAMPLE${event % 5}`,
    origin: `203.0.113.${event % 4}/24|boto3`,
    region: event % 2 === 0 ? 'us-east-1' : 'eu-central-1',
    recipientAccountId: ACCOUNT,
  };
}

/** The number of an event determines all of it, as a real event id does: the same number is the same record. */
export function eventNumbered(n: number): Retrieval {
  const spread = Math.imul(n + 1, 0x9e3779b1) >>> 0;
  return retrievalOf(
    spread % 7,
    n,
    (spread >>> 3) % 40,
    (((spread >>> 8) % 40) * 10 + ((spread >>> 15) % 3)) * BUCKET + (spread % BUCKET),
    {
      failed: spread % 11 === 0,
      denied: spread % 22 === 0 || spread % 101 === 0,
      matchAll: spread % 65 === 0,
      ...(spread % 17 === 0 && { account: '444455556666' }),
      typeKnown: spread % 5 !== 0,
      ...(spread % 13 === 0 && { batch: (spread >>> 4) % 5, atMost: (spread >>> 4) % 5 === 0 ? 20 : 0 }),
    },
  );
}

/** Context of the same identities and secrets. */
export function contextNumbered(n: number): ContextEvent {
  const spread = Math.imul(n + 7, 0x9e3779b1) >>> 0;
  const { identity } = retrievalOf(spread % 9, n, 0, 0);
  return {
    kind: 'context',
    context: CONTEXT_KINDS[(spread >>> 4) % CONTEXT_KINDS.length]!,
    time: 1_772_000_000 + ((spread >>> 8) % 4_000_000),
    identity,
    items: [`us-east-1:${ACCOUNT}:secret-${(spread >>> 5) % 60}`],
  };
}

export const events = (maxLength = 300): fc.Arbitrary<Retrieval[]> =>
  fc.array(fc.nat({ max: 2000 }).map(eventNumbered), { maxLength });

/** Retrievals, and context in between. */
export const eventsAndContext = (maxLength = 300): fc.Arbitrary<Projected[]> =>
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.nat({ max: 2000 }).map(eventNumbered) },
      { weight: 1, arbitrary: fc.nat({ max: 400 }).map(contextNumbered) },
    ),
    { maxLength },
  );

export function storeOf(retrievals: readonly Projected[]): ProfileStore {
  const store = new ProfileStore(BUCKET);
  addAll(store, retrievals);
  return store;
}

export function addAll(store: ProfileStore, retrievals: readonly Projected[]): void {
  const builder = new BatchBuilder();
  for (const retrieval of retrievals) builder.add(retrieval, logicalShardOf(retrieval.identity.key));
  applyBatch(store, builder.pack(), () => true);
}

/** The whole state in bytes: all logical shards, each in canonical form. */
export function bytesOf(store: ProfileStore): string {
  return store
    .logicalShards()
    .map((logicalShard) => Buffer.from(snapshotOf(store, logicalShard)).toString('hex'))
    .join('\n');
}
