import { readdirSync } from 'node:fs';

/*
 * What lies in a state directory:
 *
 *   state.json               settings and format version
 *   ledger.log               finished objects
 *   profiles-NN.snapshot     section NN of the state, NN = 00 … 63
 *   batches-RUN-SHARD-….log  batches that the snapshots do not hold yet
 *
 * State is a join, so whatever lies here may be read in any order, overlapping or twice. A log is deleted
 * only when the snapshots that hold it are durable and the ledger says so; then a file that the ledger counts on
 * and that is not here means loss.
 */

export function snapshotName(section: number): string {
  return `profiles-${section.toString().padStart(2, '0')}.snapshot`;
}

export function logName(run: string, shard: number, epoch: number, sequence: number): string {
  return `batches-${run}-${shard}-${epoch}-${sequence}.log`;
}

/** Names of the batch logs in a directory, sorted; those of one run and shard if given. */
export function batchLogs(directory: string, run?: string, shard?: number): string[] {
  const prefix = run === undefined ? 'batches-' : `batches-${run}-${shard === undefined ? '' : `${shard}-`}`;
  return readdirSync(directory)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.log'))
    .sort();
}
