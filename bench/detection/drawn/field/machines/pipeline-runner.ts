import { awsAddress, azureAddress, googleAddress } from '../company/addresses.js';
import type { Builder } from '../company/builder.js';
import type { Seat } from '../company/calls.js';
import type { Actor, Reading, Service } from '../company/model.js';
import type { Random } from '../company/random.js';

/** Where and how the jobs of a pipeline run. */
interface Runner {
  readonly host: string;
  readonly session: (q: Random) => string;
  readonly place: (q: Random) => Pick<Seat, 'address' | 'vpcEndpointId'>;
}

/** Draws the product that runs the pipelines of a service. */
export function anyRunner(b: Builder, r: Random, s: Service): Runner {
  const repo = s.name;
  const net = b.org.net(s.accountId, s.region);
  const nat = { address: net.nat(0)[0]!, vpcEndpointId: null };
  return r.pick<Runner>([
    {
      host: 'github',
      session: r.chance(0.6)
        ? (): string => 'GitHubActions'
        : (q): string => `gha-${repo}-${q.int(5_000_000_000, 9_999_999_999)}`,
      place: (q) => ({ address: azureAddress(q), vpcEndpointId: null }),
    },
    {
      host: 'github',
      session: () => 'GitHubActions',
      place: (q) => ({ address: azureAddress(q), vpcEndpointId: null }),
    },
    {
      host: 'gitlab',
      session: (q) => `GitLabRunner-${repo}-${q.int(100_000_000, 999_999_999)}`,
      place: r.chance(0.6)
        ? (q): ReturnType<Runner['place']> => ({ address: googleAddress(q), vpcEndpointId: null })
        : (): typeof nat => nat,
    },
    { host: 'jenkins', session: () => `i-0${b.org.rng.sub(repo).hex(16)}`, place: () => nat },
    {
      host: 'circleci',
      session: (q) => `CircleCI-${q.uuid()}`,
      place: (q) => ({ address: awsAddress(q, 'us-east-1'), vpcEndpointId: null }),
    },
    {
      host: 'codebuild',
      session: (q) => `AWSCodeBuild-${q.uuid()}`,
      place: (q) => ({ address: awsAddress(q, s.region), vpcEndpointId: null }),
    },
    { host: 'buildkite', session: (q) => `buildkite-${repo}-${q.int(100, 9999)}`, place: () => nat },
  ]);
}

/** Adds the role of a pipeline. */
export function addPipelineRole(
  b: Builder,
  r: Random,
  s: Service,
  persona: string,
  kind: string,
  own: Reading[],
  reach: Actor['reach'],
): Actor {
  return b.actor({
    persona,
    cls: 'ci',
    name: b.org.roleName(r, s.name, kind),
    accountId: s.accountId,
    region: s.region,
    team: b.org.teams[s.team]!,
    env: s.env,
    own,
    reach,
  });
}
