import { readdirSync } from 'node:fs';

/*
 * The files of a state directory:
 *
 *   state.json                       settings and format version
 *   ledger.log                       finished objects
 *   notified.log                     signals that were notified (src/output/notify)
 *   MEASURE/profiles-NN.snapshot     logical shard NN of a measure, NN = 00 … 63
 *   MEASURE/batches-RUN-SHARD-….log  batches of a measure that no snapshot holds yet
 *
 * State is a join, so the files may be read in any order, may overlap and may be read twice. A log is deleted only
 * when the snapshots that hold its batches are durable and the ledger has recorded them. So when a file is missing
 * that the ledger names, data is lost.
 */

export function snapshotName(logicalShard: number): string {
  return `profiles-${logicalShard.toString().padStart(2, '0')}.snapshot`;
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
