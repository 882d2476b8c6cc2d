import type { Random } from '../../../../src/simulate/random.js';
import {
  dataCentreOrigin,
  egressOrigin,
  endpointOrigin,
  lambdaOrigin,
  natOrigin,
  otherCloudOrigin,
  proxyOrigin,
  runnerOrigin,
  serviceOrigin,
  splitOrigin,
  type Origin,
  type OriginKind,
} from './origins.js';
import { roamingOrigin } from './roaming.js';
import type { Team } from './teams.js';
import type { World } from './world.js';

const CALLING_SERVICES = [
  'glue.amazonaws.com',
  'airflow.amazonaws.com',
  'sagemaker.amazonaws.com',
  'redshift.amazonaws.com',
  'appflow.amazonaws.com',
  'ecs-tasks.amazonaws.com',
];

/** An origin of a kind; what the organisation prefers (endpoints, proxies) replaces NATs with its probability. */
export function composeOrigin(
  random: Random,
  kind: OriginKind,
  { network, organisation }: World,
  team: Team,
): Origin {
  const replaced = kind === 'nat' || kind === 'nats';
  if (replaced && random.chance(organisation.endpointShare)) return endpointOrigin(random, network, team);
  if (replaced && random.chance(organisation.proxyShare)) return proxyOrigin(random, network);
  switch (kind) {
    case 'nat':
    case 'nats':
      return natOrigin(random, network, team, kind === 'nats');
    case 'endpoint':
      return endpointOrigin(random, network, team);
    case 'split':
      return splitOrigin(random, network, team);
    case 'lambda':
      return lambdaOrigin(random);
    case 'runner':
      return runnerOrigin(random, network);
    case 'proxy':
      return proxyOrigin(random, network);
    case 'egress':
      return egressOrigin(random, network, team, organisation.regions);
    case 'data-centre':
      return dataCentreOrigin(random, network);
    case 'other-cloud':
      return otherCloudOrigin(random);
    case 'aws-service':
      return serviceOrigin(random.pick(CALLING_SERVICES));
    case 'roaming':
      return roamingOrigin(random, network, organisation.people);
  }
}
