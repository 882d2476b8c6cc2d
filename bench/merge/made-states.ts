import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashKeyOf } from '../../src/base/keyed-hash.js';
import { BatchBuilder } from '../../src/decode-thread/batch-builder.js';
import { Ledger } from '../../src/main-thread/state/ledger.js';
import { ledgerPath } from '../../src/main-thread/state/state-directory.js';
import { writeStateHeader, type StateSettings } from '../../src/main-thread/state/state-header.js';
import { evaluationPlan, stateSettings } from '../../src/main-thread/options.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import { DAY } from '../../src/model/time.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { checksumOf, snapshotOf } from '../../src/profile/snapshot.js';
import { applyBatch } from '../../src/shard-thread/apply-batch.js';
import { snapshotName } from '../../src/storage/state-files.js';
import { logicalShardOf } from '../../src/wire/logical-shard.js';

/** Midnight. */
const START = 1_771_977_600;
const SESSIONS_OF_A_ROLE = 20;
const RETRIEVALS = 3;
/** Distinct secrets that the roles of a state read. */
const SECRETS = 2_000;
const BATCH = 5_000;
const HASH_KEY = '00112233445566ff';

/** What the states hold. */
export interface MadeStates {
  readonly states: number;
  /** In each state. */
  readonly identities: number;
  /** Whether all states have the same identities, on other days, or all have their own. */
  readonly same: boolean;
}

/** The settings of every made state. */
export const settings: StateSettings = stateSettings(evaluationPlan({}).measures, 'arn', [], [], HASH_KEY);

/** Writes the states as scans with `--partition` leave them. @returns their folders */
export function makeStates(folder: string, made: MadeStates): string[] {
  return Array.from({ length: made.states }, (_, state) => {
    const directory = join(folder, `state-${state}`);
    writeState(directory, state, made);
    return directory;
  });
}

function writeState(directory: string, state: number, made: MadeStates): void {
  const [{ key, bucketDuration }] = settings.measures as [StateSettings['measures'][0]];
  mkdirSync(join(directory, key), { recursive: true });
  const id = `state-${state}`;
  writeStateHeader(directory, id, settings);
  const store = new ProfileStore(bucketDuration, hashKeyOf(HASH_KEY));
  for (const batch of batchesOf(state, made)) applyBatch(store, batch, () => true);
  const snapshots = store.logicalShards().map((logicalShard) => {
    const snapshot = snapshotOf(store, logicalShard);
    const path = `${key}/${snapshotName(logicalShard, checksumOf(snapshot))}`;
    writeFileSync(join(directory, path), snapshot);
    return path;
  });
  const ledger = Ledger.openForAppend(ledgerPath(directory));
  ledger.setId(id);
  ledger.recordCompaction({ snapshots, retired: [] });
  ledger.close();
}

function* batchesOf(state: number, { identities, same }: MadeStates): Generator<Uint8Array> {
  const first = same ? 0 : state * identities;
  const day = START + (state % 60) * DAY;
  for (let start = 0; start < identities; start += BATCH) {
    const builder = new BatchBuilder(hashKeyOf(HASH_KEY));
    for (let n = start; n < Math.min(identities, start + BATCH); n++) {
      for (let turn = 0; turn < RETRIEVALS; turn++) {
        const one = retrieval(first + n, turn, day, state);
        builder.add(one, logicalShardOf(one.identity.key));
      }
    }
    yield builder.pack();
  }
}

function retrieval(session: number, turn: number, day: number, state: number): Retrieval {
  const role = Math.floor(session / SESSIONS_OF_A_ROLE);
  const account = String(100_000_000_000 + (role % 500));
  const arn = `arn:aws:sts::${account}:assumed-role/service-${role}/session-${session}`;
  const secret = (role * 7 + turn) % SECRETS;
  return {
    kind: 'get',
    eventKey: `${state}-${session}-${turn}`,
    time: day + ((session * 7919) % (DAY - 60)) + turn,
    identity: {
      key: arn,
      arn,
      type: 'AssumedRole',
      accountId: account,
      issuerArn: `arn:aws:iam::${account}:role/service-${role}`,
    },
    failed: false,
    denied: false,
    notFound: false,
    matchAll: false,
    items: [`eu-west-1:${account}:team-${secret % 97}/secret-${secret}`],
    atMost: 0,
    accessKeyId: '',
    origin: `10.${role % 16}.1.0/24|aws-sdk-java`,
    region: 'eu-west-1',
    recipientAccountId: account,
  };
}
