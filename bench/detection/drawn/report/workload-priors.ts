import type { Software } from './agents.js';
import type { MachinePriors, ProcessName } from './dimensions.js';
import type { Weighted } from './draw.js';
import type { OriginKind } from './origins.js';

/** Workloads, operators of clusters and pipelines. */
export const CLOUD_ORIGINS: Weighted<OriginKind> = [
  [4, 'nat'],
  [3, 'nats'],
  [4, 'endpoint'],
  [1, 'split'],
  [1, 'proxy'],
  [0.7, 'egress'],
];
export const SDKS: Weighted<Software> = [
  [4, 'boto3'],
  [4, 'js-v3'],
  [1, 'js-v2'],
  [4, 'java-v2'],
  [1, 'java-v1'],
  [2, 'spring'],
  [3, 'go-v2'],
  [1, 'dotnet'],
  [1, 'php'],
  [0.6, 'rust'],
  [1, 'ruby'],
  [0.3, 'curl'],
];
const TRAFFIC: Weighted<ProcessName> = [
  [3, 'steady'],
  [2, 'rolling'],
  [2, 'diurnal'],
  [2, 'hawkes'],
  [2, 'markov'],
  [1, 'pareto'],
  [2, 'queue'],
  [3, 'autoscale'],
  [2, 'cached-traffic'],
  [1, 'steady-and-surges'],
  [0.7, 'sparse'],
];
const JOBS: Weighted<ProcessName> = [
  [4, 'periodic'],
  [4, 'nightly'],
  [1, 'office-slots'],
  [1.5, 'month-end'],
  [1, 'sparse'],
  [1, 'backfill'],
  [1, 'hawkes'],
  [1, 'pareto'],
  [1, 'queue'],
  [0.6, 'incidents'],
];

const service: MachinePriors = {
  processes: TRAFFIC,
  choosers: [
    [2, 'one'],
    [5, 'few'],
    [5, 'set'],
    [2, 'some-of-set'],
    [1, 'path'],
    [0.7, 'tagged'],
    [1, 'popular-team'],
    [0.7, 'sharded'],
    [0.7, 'preferential'],
    [0.4, 'remote'],
  ],
  sessions: [
    [3, 'instance'],
    [3, 'task'],
    [3, 'pod'],
    [2, 'botocore'],
    [1, 'sdk'],
    [2, 'timestamp'],
    [2, 'eks-pod'],
  ],
  origins: CLOUD_ORIGINS,
  software: SDKS,
  volume: 1,
};

const batch: MachinePriors = {
  processes: JOBS,
  choosers: [
    [1, 'one'],
    [3, 'few'],
    [3, 'set'],
    [1, 'some-of-set'],
    [1.5, 'path'],
    [1, 'tagged'],
    [1, 'popular'],
    [1, 'sharded'],
    [1, 'preferential'],
    [0.5, 'remote'],
  ],
  sessions: [
    [2, 'fixed'],
    [2, 'instance'],
    [2, 'botocore'],
    [2, 'job'],
    [1, 'timestamp'],
    [1, 'task'],
  ],
  origins: [...CLOUD_ORIGINS, [1, 'lambda'], [0.5, 'aws-service']],
  software: [...SDKS, [2, 'airflow'], [2, 'cli'], [1, 'cli-v1'], [0.4, 'powershell']],
  volume: 0.7,
};

export const WORKLOAD_PRIORS = {
  service,
  batch,
  function: {
    processes: [...TRAFFIC, [3, 'periodic'], [3, 'cached-traffic'], [2, 'nightly'], [2, 'queue']],
    choosers: [
      [5, 'one'],
      [5, 'few'],
      [2, 'set'],
      [2, 'some-of-set'],
      [1, 'popular-team'],
      [0.5, 'preferential'],
      [0.3, 'path'],
    ],
    sessions: [
      [8, 'fixed'],
      [1, 'botocore'],
    ],
    origins: [
      [6, 'lambda'],
      [2, 'endpoint'],
      [2, 'nat'],
      [1, 'nats'],
      [0.4, 'split'],
    ],
    software: [
      [6, 'boto3-lambda'],
      [4, 'js-v3'],
      [1, 'js-v2'],
      [2, 'java-v2'],
      [3, 'lambda-extension'],
      [1, 'go-v2'],
      [1, 'dotnet'],
      [0.5, 'rust'],
    ],
    volume: 0.8,
  },
  operator: {
    processes: [
      [6, 'periodic'],
      [3, 'steady'],
      [1, 'rolling'],
      [1, 'markov'],
    ],
    choosers: [
      [3, 'set'],
      [3, 'path'],
      [2, 'tagged'],
      [1, 'sharded'],
      [1, 'account-region'],
      [0.5, 'preferential'],
    ],
    sessions: [
      [2, 'pod'],
      [3, 'timestamp'],
      [2, 'eks-pod'],
      [1, 'sdk'],
    ],
    origins: CLOUD_ORIGINS,
    software: [
      [6, 'external-secrets'],
      [3, 'csi-provider'],
      [1, 'go-v2'],
    ],
    volume: 6,
  },
  pipeline: {
    processes: [
      [4, 'hawkes'],
      [3, 'rolling'],
      [2, 'markov'],
      [1, 'nightly'],
      [1, 'diurnal'],
      [0.7, 'pareto'],
    ],
    choosers: [
      [2, 'few'],
      [4, 'set'],
      [2, 'some-of-set'],
      [2, 'preferential'],
      [1, 'popular'],
      [1, 'path'],
      [0.6, 'remote'],
    ],
    sessions: [
      [5, 'runner'],
      [2, 'botocore'],
      [1, 'job'],
      [1, 'fixed'],
    ],
    origins: [
      [6, 'runner'],
      [1, 'nat'],
      [1, 'endpoint'],
      [0.5, 'data-centre'],
    ],
    software: [
      [5, 'cli'],
      [2, 'js-v3'],
      [2, 'boto3'],
      [1, 'chamber'],
      [0.5, 'powershell'],
      [1, 'go-v2'],
    ],
    volume: 0.8,
  },
} as const satisfies Record<string, MachinePriors>;
