import { USUAL } from '../compare/loads.js';
import { S3_PRICES } from '../../src/main-thread/s3-prices.js';
import { throughput } from '../scaling/model.js';
import {
  GETS_PER_PREFIX,
  INSTANCES,
  KEYS_PER_PAGE,
  MEASURED_COSTS,
  MEASURED_SHARD_RATE,
  SPOT_SHARE,
  type Instance,
} from './machine.js';
import { quantiles, simulateArray, type ArrayPlan } from './simulate-array.js';

const SIZES = [
  ['1 TB', 1e12],
  ['100 TB', 1e14],
  ['10 PB', 1e16],
] as const;
const HOUR = 3600;
/** Seconds that a slice should take: long enough that starting it does not count, short enough that losing it does not. */
const SLICE_SECONDS = 1800;
/** Most slices that AWS Batch takes in one array. */
const MOST_SLICES = 10_000;
const FLEETS = [8, 64, 256];
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed + 1);

/** What is assumed of the tasks of an array; the rest of a plan follows from the size. */
export const ASSUMED: Omit<ArrayPlan, 'slices' | 'instances' | 'sliceSeconds'> = {
  spread: 0.25,
  slowness: 0.15,
  interruptions: 0.05,
  checkpoint: 30,
  start: 180,
};

/** The tables of docs/sizing.md, as Markdown. */
export function sizingTables(): string {
  return [oneInstance(), '', arrays(), '', sweep()].join('\n');
}

function rateOf(instance: Instance): ReturnType<typeof throughput> {
  return throughput(MEASURED_COSTS, MEASURED_SHARD_RATE, USUAL, instance);
}

/** US dollars of the requests that reading so many objects takes. */
function requestCost(objects: number): number {
  return objects * S3_PRICES.get + (objects / KEYS_PER_PAGE) * S3_PRICES.list;
}

function oneInstance(): string {
  const rows = SIZES.flatMap(([size, bytes]) =>
    INSTANCES.map((instance) => {
      const objects = bytes / USUAL.objectBytes;
      const { objectsPerSecond, saturated } = rateOf(instance);
      const hours = objects / objectsPerSecond / HOUR;
      return row(
        size,
        short(objects),
        instance.name,
        short(objectsPerSecond),
        saturated,
        time(hours),
        dollars(hours * instance.onDemand),
        dollars(requestCost(objects)),
      );
    }),
  );
  return [
    '| stored | objects | one instance | objects/s | saturated | time | instance | requests |',
    '|---|--:|---|--:|---|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

function planFor(bytes: number, instance: Instance, instances: number): ArrayPlan {
  const seconds = bytes / USUAL.objectBytes / rateOf(instance).objectsPerSecond;
  const slices = Math.min(MOST_SLICES, Math.max(instances, Math.ceil(seconds / SLICE_SECONDS)));
  return { ...ASSUMED, slices, instances, sliceSeconds: seconds / slices };
}

function arrays(): string {
  const instance = INSTANCES[1]!;
  const rows = SIZES.slice(1).flatMap(([size, bytes]) =>
    FLEETS.map((instances) => {
      const plan = planFor(bytes, instance, instances);
      const outcomes = SEEDS.map((seed) => simulateArray(plan, seed));
      const seconds = quantiles(outcomes, (one) => one.seconds);
      const hours = quantiles(outcomes, (one) => one.instanceHours);
      const interrupted = quantiles(outcomes, (one) => one.interrupted);
      const repeated = quantiles(outcomes, (one) => one.repeated);
      return row(
        size,
        String(instances),
        String(plan.slices),
        time(seconds.median / HOUR),
        time(seconds.high / HOUR),
        short(hours.median),
        String(interrupted.median),
        `${(repeated.median * 100).toFixed(2)} %`,
        dollars(hours.median * instance.onDemand * SPOT_SHARE),
        short(instances * rateOf(instance).objectsPerSecond),
      );
    }),
  );
  return [
    `| stored | ${instance.name} at once | slices | time, median | 95 % | instance hours | interrupted | read twice | on Spot | objects/s |`,
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
    '',
    `So many account and region prefixes must share the load, at ${GETS_PER_PREFIX} requests a second each: ` +
      FLEETS.map(
        (instances) =>
          `${Math.ceil((instances * rateOf(instance).objectsPerSecond) / GETS_PER_PREFIX)} for ${instances} instances`,
      ).join(', ') +
      '.',
  ].join('\n');
}

/** What interruptions and the number of slices do to one array. */
function sweep(): string {
  const plan = planFor(1e14, INSTANCES[1]!, 64);
  const rows = [0, 0.05, 0.5].flatMap((interruptions) =>
    [64, 256, 1024].map((slices) => {
      const varied = {
        ...plan,
        interruptions,
        slices,
        sliceSeconds: (plan.sliceSeconds * plan.slices) / slices,
      };
      const outcomes = SEEDS.map((seed) => simulateArray(varied, seed));
      const seconds = quantiles(outcomes, (one) => one.seconds);
      return row(
        String(interruptions),
        String(slices),
        time(varied.sliceSeconds / HOUR),
        time(seconds.median / HOUR),
        time(seconds.high / HOUR),
        short(quantiles(outcomes, (one) => one.instanceHours).median),
      );
    }),
  );
  return [
    '| interruptions of an instance an hour | slices | time of a slice | time, median | 95 % | instance hours |',
    '|--:|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function short(value: number): string {
  const [scale, unit] = [
    [1e9, ' bn'],
    [1e6, ' m'],
  ].find(([least]) => value >= Number(least)) ?? [1, ''];
  return `${Number((value / Number(scale)).toPrecision(3)).toLocaleString('en-US')}${unit}`;
}

function time(hours: number): string {
  if (hours < 2) return `${Math.ceil(hours * 60)} min`;
  return hours < 72 ? `${Number(hours.toPrecision(2))} h` : `${Math.round(hours / 24)} days`;
}

const dollars = (value: number): string =>
  `$${value < 10 ? value.toFixed(2) : Number(value.toPrecision(2)).toLocaleString('en-US')}`;
