import type { MachinePriors } from './dimensions.js';
import { CLOUD_ORIGINS, SDKS, WORKLOAD_PRIORS } from './workload-priors.js';

/** What the dimensions of each kind of machine are drawn from. */
export const MACHINE_PRIORS = {
  ...WORKLOAD_PRIORS,
  'whole-account': {
    processes: [
      [5, 'nightly'],
      [2, 'periodic'],
      [1, 'month-end'],
      [1, 'office-slots'],
      [0.5, 'markov'],
    ],
    choosers: [
      [4, 'account'],
      [2, 'account-region'],
    ],
    sessions: [
      [2, 'fixed'],
      [1, 'job'],
      [1, 'instance'],
      [1, 'timestamp'],
    ],
    origins: [...CLOUD_ORIGINS, [1, 'lambda']],
    software: [
      [3, 'boto3'],
      [1, 'go-v2'],
      [1, 'external-secrets'],
      [1, 'cli'],
      [1, 'vault'],
    ],
    volume: 5,
  },
  broker: {
    processes: [
      [3, 'diurnal'],
      [3, 'hawkes'],
      [2, 'markov'],
      [1, 'pareto'],
      [1, 'queue'],
    ],
    choosers: [
      [3, 'preferential'],
      [3, 'popular'],
      [1, 'remote'],
      [1, 'some-of-set'],
    ],
    sessions: [
      [2, 'fixed'],
      [2, 'timestamp'],
      [1, 'job'],
      [1, 'botocore'],
    ],
    origins: CLOUD_ORIGINS,
    software: [
      [2, 'vault'],
      [2, 'go-v2'],
      [2, 'java-v2'],
      [1, 'airflow'],
      [1, 'boto3'],
    ],
    volume: 3,
  },
  notebook: {
    processes: [
      [3, 'hawkes'],
      [2, 'markov'],
      [2, 'pareto'],
      [1, 'office-slots'],
      [1, 'sparse'],
    ],
    choosers: [
      [2, 'few'],
      [3, 'preferential'],
      [1, 'some-of-set'],
      [1, 'tagged'],
    ],
    sessions: [
      [3, 'fixed'],
      [1, 'botocore'],
      [1, 'instance'],
    ],
    origins: [...CLOUD_ORIGINS, [1, 'lambda']],
    software: [
      [6, 'boto3'],
      [1, 'cli'],
    ],
    volume: 0.4,
  },
  outside: {
    processes: [
      [2, 'periodic'],
      [2, 'steady'],
      [2, 'nightly'],
      [1, 'pareto'],
      [1, 'hawkes'],
      [1, 'sparse'],
      [1, 'rolling'],
    ],
    choosers: [
      [3, 'one'],
      [4, 'few'],
      [2, 'set'],
      [0.5, 'path'],
      [0.5, 'preferential'],
    ],
    sessions: [
      [2, 'fixed'],
      [2, 'botocore'],
      [1, 'timestamp'],
      [1, 'job'],
    ],
    origins: [
      [3, 'data-centre'],
      [3, 'other-cloud'],
    ],
    software: [...SDKS, [1, 'terraform'], [1, 'cli'], [1, 'powershell'], [0.5, 'cli-v1']],
    volume: 0.7,
  },
  dormant: {
    processes: [
      [3, 'sparse'],
      [1, 'month-end'],
      [1, 'incidents'],
      [0.5, 'pareto'],
    ],
    choosers: [
      [3, 'one'],
      [3, 'few'],
      [1, 'set'],
      [0.3, 'path'],
    ],
    sessions: [
      [1, 'fixed'],
      [1, 'botocore'],
      [1, 'instance'],
    ],
    origins: [...CLOUD_ORIGINS, [1, 'lambda'], [0.5, 'data-centre']],
    software: [...SDKS, [1, 'cli-v1']],
    volume: 0.05,
  },
} as const satisfies Record<string, MachinePriors>;

export type MachineKind = keyof typeof MACHINE_PRIORS;

const ALL: readonly MachinePriors[] = Object.values(MACHINE_PRIORS);

/** Every value that any kind has: what a dimension that is unlike its kind is drawn from. */
export const ANYTHING: Omit<MachinePriors, 'choosers' | 'volume'> = {
  processes: ALL.flatMap(({ processes }) => processes),
  sessions: ALL.flatMap(({ sessions }) => sessions),
  origins: ALL.flatMap(({ origins }) => origins),
  software: ALL.flatMap(({ software }) => software),
};
