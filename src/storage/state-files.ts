import { readdirSync } from 'node:fs';

/*
 * The files of a state directory:
 *
 *   state.json                       settings and format version
 *   ledger.log                       finished objects
 *   notified.log                     signals that were notified (src/output/notify)
 *   MEASURE/profiles-NN-SUM.snapshot logical shard NN of a measure, NN = 00 … 63, and the checksum of its content
 *   MEASURE/batches-RUN-SHARD-….log  batches of a measure that no snapshot holds yet
 *
 * State is a join, so the files may be read in any order, may overlap and may be read twice. A log, or an earlier
 * snapshot, is deleted only when the snapshots that hold its content are durable and the ledger has recorded them. So
 * when a file is missing that the ledger names, data is lost. The name of a snapshot says its content, so that one of
 * another generation cannot stand for it.
 */

/* The files that are directly in a state directory. */
export const HEADER_FILE = 'state.json';
export const LEDGER_FILE = 'ledger.log';
export const NOTIFIED_FILE = 'notified.log';

/** What the name of a snapshot says about it. */
export interface SnapshotFile {
  readonly name: string;
  readonly logicalShard: number;
  /** The CRC-32 at its end. */
  readonly checksum: number;
}

const SNAPSHOT_NAME = /^profiles-(\d{2})-([0-9a-f]{8})\.snapshot$/;

export function snapshotName(logicalShard: number, checksum: number): string {
  const [shard, sum] = [String(logicalShard).padStart(2, '0'), checksum.toString(16).padStart(8, '0')];
  return `profiles-${shard}-${sum}.snapshot`;
}

/** The path in a state of a snapshot or a batch log. */
const DATA_FILE = /^[0-9a-f]{16}\/(?:profiles-\d{2}-[0-9a-f]{8}\.snapshot|batches-[\w-]+\.log)$/;

/** Whether a path in a state may be that of a snapshot or a batch log: nothing else may be read or deleted by it. */
export function isDataFile(path: string): boolean {
  return DATA_FILE.test(path);
}

/** The snapshots in a directory, sorted by name. */
export function snapshotFiles(directory: string): SnapshotFile[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const [, shard, sum] = SNAPSHOT_NAME.exec(name) ?? [];
      if (shard === undefined || sum === undefined) return [];
      return [{ name, logicalShard: Number(shard), checksum: parseInt(sum, 16) }];
    });
}

export function logName(run: string, shard: number, epoch: number, sequence: number): string {
  return `batches-${run}-${shard}-${epoch}-${sequence}.log`;
}

/** Names of the batch logs in a directory, sorted; with `run` and `shard` only theirs. */
export function batchLogs(directory: string, run?: string, shard?: number): string[] {
  const prefix = run === undefined ? 'batches-' : `batches-${run}-${shard === undefined ? '' : `${shard}-`}`;
  return readdirSync(directory)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.log'))
    .sort();
}
