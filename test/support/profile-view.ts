import type { Identity } from '../../src/model/identity.js';
import type { Estimate, ProfileView } from '../../src/profile/profile.js';

/** A retrieval by the identity under test. */
export interface TestRetrieval {
  /** Epoch seconds. */
  readonly time: number;
  readonly secret: string;
  readonly failed?: boolean;
  readonly origin?: string;
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
  const firstIn = (nameOf: (event: TestRetrieval) => string, from: number, to: number): string[] => {
    const first = new Map<string, number>();
    for (const event of events.filter(succeeded)) {
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
    estimated: new Uint8Array(buckets.length),
    distinctSecretsIn: (from, to): Estimate => ({ count: secretsIn(from, to).length, estimated: false }),
    secretNamesIn: (from, to) => secretsIn(from, to).sort(),
    newSecretNamesIn: (from, to) => firstIn(({ secret }) => secret, from, to),
    newOriginsIn: (from, to) => firstIn(({ origin = '198.51.100.0/24|aws-cli' }) => origin, from, to),
    accounts: ['123456789012'],
    regions: ['eu-west-1'],
  };
}
