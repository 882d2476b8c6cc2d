import type { Identity } from '../../src/model/identity.js';
import type {
  Estimate,
  FirstSeenTimes,
  Occurrences,
  OriginObservation,
  ProfileView,
} from '../../src/profile/profile.js';
import { hash64 } from '../../src/base/hash.js';
import { hashNumber } from '../../src/base/hash-number.js';

/** A retrieval by the identity under test. */
export interface TestRetrieval {
  /** Epoch seconds. */
  readonly time: number;
  readonly secret: string;
  readonly failed?: boolean;
  /** A denied call also failed. */
  readonly denied?: boolean;
  readonly origin?: string;
}

const nameHash = new Uint32Array(2);
const USUAL_ORIGIN = '198.51.100.0/24|aws-cli';

function originsOf(events: readonly TestRetrieval[], bucketDuration: number): OriginObservation[] {
  const names = [...new Set(events.map(({ origin = USUAL_ORIGIN }) => origin))].sort();
  return names.map((name) => {
    const times = events.filter(({ origin = USUAL_ORIGIN }) => origin === name).map(({ time }) => time);
    const first = Math.min(...times);
    const cells = new Map<number, number>();
    for (const time of times) {
      const bucket = Math.floor(time / bucketDuration);
      if (bucket - Math.floor(first / bucketDuration) >= Math.ceil(86_400 / bucketDuration)) continue;
      cells.set(bucket, (cells.get(bucket) ?? 0) + 1);
    }
    const buckets = Uint32Array.from(cells.keys()).sort();
    const day = (time: number): number => Math.floor(time / 86_400);
    const days = times.reduce(
      (mask, time) => (day(time) - day(first) < 32 ? mask | (1 << (day(time) - day(first))) : mask),
      0,
    );
    return {
      name,
      hash: name.length,
      time: first,
      buckets,
      retrievals: buckets.map((bucket) => cells.get(bucket)!),
      days: days >>> 0,
    };
  });
}

function firstSecrets(events: readonly TestRetrieval[]): FirstSeenTimes {
  const first = new Map<string, number>();
  for (const { secret, time } of events) first.set(secret, Math.min(first.get(secret) ?? Infinity, time));
  const hash = new Uint32Array(2);
  const hashes = [...first.keys()].map((secret) => {
    hash64(secret, hash);
    return [hash[0]!, hash[1]!] as const;
  });
  return {
    hi: Uint32Array.from(hashes, ([hi]) => hi),
    lo: Uint32Array.from(hashes, ([, lo]) => lo),
    time: Uint32Array.from(first.values()),
  };
}

function meetingsOf(events: readonly TestRetrieval[], bucketDuration: number): Occurrences {
  const secrets = [...new Set(events.map(({ secret }) => secret))];
  const cells = new Map<number, Set<number>>();
  for (const { secret, time } of events) {
    const bucket = Math.floor(time / bucketDuration);
    cells.set(bucket, (cells.get(bucket) ?? new Set()).add(secrets.indexOf(secret)));
  }
  const buckets = Uint32Array.from(cells.keys()).sort();
  const starts = new Uint32Array(buckets.length + 1);
  buckets.forEach((bucket, at) => (starts[at + 1] = starts[at]! + cells.get(bucket)!.size));
  const items = Uint32Array.from([...buckets].flatMap((bucket) => [...cells.get(bucket)!]));
  return { buckets, starts, items, itemCount: secrets.length };
}

/** A profile held in plain maps: each event given is one distinct retrieval. */
export function profileView(
  events: readonly TestRetrieval[],
  { key = 'arn:aws:iam::123456789012:user/ann', bucketDuration = 300 } = {},
): ProfileView {
  const identity: Identity = { key, arn: key, type: 'IAMUser', accountId: '123456789012', issuerArn: '' };
  const bucketOf = ({ time }: TestRetrieval): number => Math.floor(time / bucketDuration);
  const cells = new Map<number, TestRetrieval[]>();
  for (const event of events) {
    const cell = cells.get(bucketOf(event));
    if (cell) cell.push(event);
    else cells.set(bucketOf(event), [event]);
  }
  const buckets = Uint32Array.from(cells.keys()).sort();
  const succeeded = (event: TestRetrieval): boolean => event.failed !== true;
  const countOf = (count: (cell: TestRetrieval[]) => number): Uint32Array =>
    buckets.map((bucket) => count(cells.get(bucket)!));
  const secretsIn = (from: number, to: number): string[] => {
    const within = buckets.filter((bucket) => bucket >= from && bucket < to);
    const names = [...within].flatMap((bucket) =>
      cells
        .get(bucket)!
        .filter(succeeded)
        .map(({ secret }) => secret),
    );
    return [...new Set(names)];
  };
  const deniedIn = (bucket: number): number =>
    cells.get(bucket)!.filter(({ denied }) => denied === true).length;
  const deniedBuckets = buckets.filter((bucket) => deniedIn(bucket) > 0);
  const none = new Uint32Array(0);
  const firstIn = (
    nameOf: (event: TestRetrieval) => string,
    from: number,
    to: number,
    all: readonly TestRetrieval[] = events.filter(succeeded),
  ): string[] => {
    const first = new Map<string, number>();
    for (const event of all) {
      const name = nameOf(event);
      first.set(name, Math.min(first.get(name) ?? Infinity, bucketOf(event)));
    }
    return [...first].flatMap(([name, bucket]) => (bucket >= from && bucket < to ? [name] : [])).sort();
  };
  return {
    identity,
    buckets,
    retrievals: countOf((cell) => cell.filter(succeeded).length),
    failures: countOf((cell) => cell.filter((event) => !succeeded(event)).length),
    distinctSecrets: countOf((cell) => new Set(cell.filter(succeeded).map(({ secret }) => secret)).size),
    unnamed: new Uint32Array(buckets.length),
    estimated: new Uint8Array(buckets.length),
    deniedCalls: () => ({ buckets: deniedBuckets, counts: deniedBuckets.map(deniedIn) }),
    matchAllCalls: () => ({ buckets: none, counts: none }),
    secretOccurrences: () => meetingsOf(events.filter(succeeded), bucketDuration),
    foreignSecrets: () => meetingsOf([], bucketDuration),
    secretDays: (most, to) => {
      const got = events.filter(succeeded).filter((event) => bucketOf(event) < to);
      return [...new Set(events.filter(succeeded).map(({ secret }) => secret))].map((secret) =>
        [...new Set(got.filter((one) => one.secret === secret).map(({ time }) => Math.floor(time / 86_400)))]
          .sort((a, b) => a - b)
          .slice(0, most),
      );
    },
    firstSecrets: () => firstSecrets(events.filter(succeeded)),
    origins: () => originsOf(events.filter(succeeded), bucketDuration),
    failedOrigins: () =>
      originsOf(
        events.filter((event) => !succeeded(event)),
        bucketDuration,
      ),
    distinctSecretsIn: (from, to): Estimate => ({ count: secretsIn(from, to).length, estimated: false }),
    secretNamesIn: (from, to) => secretsIn(from, to).sort(),
    newSecretNamesIn: (from, to) => firstIn(({ secret }) => secret, from, to),
    newOriginsIn: (from, to) => firstIn(({ origin = USUAL_ORIGIN }) => origin, from, to, events),
    contextItems: () => ({ hi: none, lo: none, time: none }),
    accessKeys: () => ({ hi: none, lo: none, time: none }),
    refusedItems: () => {
      const refused = events.filter(({ denied }) => denied === true);
      const ids = [...new Set(refused.map(({ secret }) => secret))].map((secret) => {
        hash64(secret, nameHash);
        return hashNumber(nameHash[0]!, nameHash[1]!);
      });
      return { ...meetingsOf(refused, bucketDuration), ids: Float64Array.from(ids) };
    },
    itemName: (hi, lo) =>
      events.find(({ secret }) => {
        hash64(secret, nameHash);
        return nameHash[0] === hi && nameHash[1] === lo;
      })?.secret,
    accounts: ['123456789012'],
    regions: ['eu-west-1'],
  };
}
