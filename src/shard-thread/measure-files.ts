import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProfileStore } from '../profile/profile-store.js';
import { checksumOf, snapshotOf } from '../profile/snapshot.js';
import { FileReplacement } from '../storage/replace-file.js';
import { batchLogs, snapshotFiles, snapshotName, type SnapshotFile } from '../storage/state-files.js';
import { shardOf } from '../wire/logical-shard.js';
import type { MeasureSetup, ShardSetup } from '../wire/shard-messages.js';
import { applyBatch } from './apply-batch.js';
import { loadSnapshot } from './load-snapshot.js';

/** The files of one measure, as one shard sees them. */
export class MeasureFiles {
  readonly measure: MeasureSetup;
  /** The folder of the measure, to which the shard writes. */
  readonly directory: string;
  /** Called for each file and batch: a sign of life. */
  readonly beat: () => void;
  readonly #setup: ShardSetup;

  constructor(setup: ShardSetup, measure: MeasureSetup, beat: () => void = () => undefined) {
    this.#setup = setup;
    this.beat = beat;
    this.measure = measure;
    this.directory = join(setup.directory, measure.key);
  }

  /** Whether a logical shard is one of this shard's. */
  readonly owns = (logicalShard: number): boolean =>
    shardOf(logicalShard, this.#setup.shards) === this.#setup.shard;

  emptyStore(): ProfileStore {
    return new ProfileStore(this.measure.bucketDuration, this.#setup.hashKey);
  }

  /** The path of a file in the state, with `/` on every system. */
  pathOf(name: string): string {
    return `${this.measure.key}/${name}`;
  }

  /** The folders of the measure that some states have. */
  foldersIn(states: readonly string[]): string[] {
    return states.map((state) => join(state, this.measure.key)).filter((folder) => existsSync(folder));
  }

  /** The snapshots in a folder that this shard owns. */
  snapshotsIn(folder: string): SnapshotFile[] {
    return snapshotFiles(folder).filter(({ logicalShard }) => this.owns(logicalShard));
  }

  /** Paths of the batch logs in a folder. They hold what all shards own. */
  logsIn(folder: string): string[] {
    return batchLogs(folder).map((name) => join(folder, name));
  }

  /** Joins a snapshot into a store. */
  load(store: ProfileStore, folder: string, file: SnapshotFile): void {
    this.beat();
    loadSnapshot(store, folder, file);
  }

  /** Joins a packed batch into a store, as far as it is this shard's. */
  apply(store: ProfileStore, batch: Uint8Array): void {
    this.beat();
    applyBatch(store, batch, this.owns);
  }

  /** Writes a snapshot of a logical shard of a store. */
  write(store: ProfileStore, logicalShard: number): SnapshotFile {
    this.beat();
    const snapshot = snapshotOf(store, logicalShard);
    const checksum = checksumOf(snapshot);
    const name = snapshotName(logicalShard, checksum);
    const file = new FileReplacement(join(this.directory, name));
    try {
      file.write(snapshot);
      file.commit(this.#setup.durable ?? true);
    } finally {
      file.abandon();
    }
    return { name, logicalShard, checksum };
  }

  /** Paths of the snapshots of this shard in its folder other than those. */
  snapshotsBeside(latest: readonly SnapshotFile[]): string[] {
    const kept = new Set(latest.map(({ name }) => name));
    return this.snapshotsIn(this.directory).flatMap(({ name }) =>
      kept.has(name) ? [] : [this.pathOf(name)],
    );
  }
}
