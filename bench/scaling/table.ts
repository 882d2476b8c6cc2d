import type { Cost, FetchCosts } from '../compare/costs.js';
import { USUAL } from '../compare/loads.js';
import { decodeThreadsFed, firstWall, processesFor, throughput, type Load, type Machine } from './model.js';
import { saturated, SATURATED_MAIN_THREAD } from './saturated.js';

const CORES = [2, 4, 8, 16, 32, 64];
/** Cores of the table about TLS: with so many, decode threads fetch. */
const TLS_CORES = [16, 32, 64];

/** The machine of the table, without its cores: typical figures of S3 in the same region. */
export const NEAR_S3: Omit<Machine, 'cores'> = {
  network: 100,
  requests: 64,
  firstByte: 0.03,
  connection: 80e6,
};

/**
 * The costs of a run, and the speed that they predict for machines with more cores, as Markdown. The model takes the main
 * thread of a run whose decode threads fetch as busy all the time.
 * @param shardRate retrievals a second of one shard thread
 * @param tls the costs over TLS, if they were measured
 */
export function scalingTables(
  costs: FetchCosts,
  shardRate: number,
  loads: readonly Load[],
  tls?: FetchCosts,
): string {
  const { network, requests, firstByte, connection } = NEAR_S3;
  const modelled = saturated(costs);
  return [
    costTable(costs, loads, tls),
    '',
    `The model: one process, its threads dealt as the program deals them, each with a core to itself; ${network} Gbit/s, ` +
      `${requests} requests at once for each thread that fetches (the main thread, or with more than two decode threads each of them), ${firstByte * 1000} ms to the first byte, ${connection / 1e6} MB/s a connection; a shard ` +
      `thread takes ${(shardRate / 1e6).toFixed(1)} million retrievals a second. It leaves out memory bandwidth, slow-downs of S3, and that each of several processes lists all objects.`,
    '',
    '| objects | cores | objects/s | inflated GB/s | saturated | as several processes |',
    '|---|--:|--:|--:|---|---|',
    ...loads.flatMap((load) =>
      CORES.map((cores) => scalingRow(modelled, shardRate, load, { ...NEAR_S3, cores })),
    ),
    '',
    ...loads.map((load) => wallText(modelled, shardRate, load)),
    '',
    'The way past one process are several, each with a part of the objects (`--partition i/n`, then `trailspike merge`): ' +
      'the last column says how many.',
    ...(tls === undefined ? [] : ['', tlsTable(modelled, saturated(tls), shardRate)]),
  ].join('\n');
}

function costTable(costs: FetchCosts, loads: readonly Load[], tls: FetchCosts | undefined): string {
  const row = (name: string, { perObject, perGigabyte }: Cost): string =>
    `| ${name} | ${(perObject * 1000).toFixed(3)} s | ${perGigabyte.toFixed(2)} s |`;
  const fed = (of: FetchCosts['main']): string =>
    loads.map((load) => `${decodeThreadsFed(of, load).toFixed(1)} with ${load.name}`).join('; ');
  return [
    '| CPU, from S3 on loopback | per 1,000 objects | per GB as stored |',
    '|---|--:|--:|',
    row('main thread, fetching', costs.main.main),
    row('decode threads (and the rest), main thread fetching', costs.main.decode),
    row('main thread, decode threads fetching', costs.threads.main),
    row('main thread, decode threads fetching, busy all the time', SATURATED_MAIN_THREAD),
    row('decode threads (and the rest), fetching', costs.threads.decode),
    ...(tls === undefined
      ? []
      : [
          row('main thread, decode threads fetching over TLS', tls.threads.main),
          row('decode threads (and the rest), fetching over TLS', tls.threads.decode),
        ]),
    '',
    `So a main thread that fetches keeps this many decode threads busy: ${fed(costs.main)}.`,
    `One that leaves fetching to them: ${fed(saturated(costs).threads)}.`,
  ].join('\n');
}

/** What one process reads of usual objects with TLS, beside what it reads without. */
function tlsTable(costs: FetchCosts, tls: FetchCosts, shardRate: number): string {
  const rows = TLS_CORES.map((cores) => {
    const machine = { ...NEAR_S3, cores };
    const plain = throughput(costs, shardRate, USUAL, machine);
    const { objectsPerSecond, saturated } = throughput(tls, shardRate, USUAL, machine);
    const share = objectsPerSecond / plain.objectsPerSecond;
    return `| ${USUAL.name}, over TLS | ${cores} | ${count(objectsPerSecond)} | ${saturated} | ${share.toFixed(2)} |`;
  });
  return [
    'The same model with the costs of TLS:',
    '',
    '| objects | cores | objects/s | saturated | of what it is without TLS |',
    '|---|--:|--:|---|--:|',
    ...rows,
  ].join('\n');
}

function scalingRow(costs: FetchCosts, shardRate: number, load: Load, machine: Machine): string {
  const { objectsPerSecond, saturated } = throughput(costs, shardRate, load, machine);
  const divided = processesFor(costs, shardRate, load, machine);
  const inflated = (rate: number): string =>
    String(Number(((rate * load.objectBytes * load.inflation) / 1e9).toPrecision(2)));
  const several =
    divided.processes === 1
      ? '–'
      : `${divided.processes}: ${count(divided.objectsPerSecond)} objects/s, ${inflated(divided.objectsPerSecond)} GB/s`;
  return `| ${load.name} | ${machine.cores} | ${count(objectsPerSecond)} | ${inflated(objectsPerSecond)} | ${saturated} | ${several} |`;
}

function count(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US');
}

function wallText(costs: FetchCosts, shardRate: number, load: Load): string {
  const wall = firstWall(costs, shardRate, load, NEAR_S3);
  if (wall === undefined) return `- ${load.name}: decoding alone saturates up to 64 cores.`;
  return `- ${load.name}: from ${wall.cores} cores on, what saturates first: ${wall.saturated}.`;
}
