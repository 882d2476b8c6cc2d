import { agentDaemon, cachingLibrary, startupReader, tenantCredentials } from './application-programs.js';
import { externalSecrets, externalSecretsFind, secretsStoreDriver } from './cluster-programs.js';
import { containerTasks, instanceBoot, lambdaExtension, lambdaFunction } from './compute-programs.js';
import type { WeightedMakers } from './maker.js';
import { blueGreenStacks, onPremisesServer, previewEnvironments } from './other-programs.js';

/** The programs that run the services, with their weights. */
export const WORKLOADS: WeightedMakers = [
  [externalSecrets, 2.4, 0.7],
  [externalSecretsFind, 0.35, 0.8],
  [secretsStoreDriver, 2, 0.9],
  [lambdaExtension, 1.5, 0.6],
  [lambdaFunction, 6, 0.6],
  [containerTasks, 6, 0.8],
  [instanceBoot, 3, 0.8],
  [cachingLibrary, 2.5, 0.7],
  [agentDaemon, 0.5, 0.8],
  [startupReader, 3, 0.6],
  [tenantCredentials, 0.7, 0.6],
  [blueGreenStacks, 0.7, 0.8],
  [onPremisesServer, 2, 0.7],
  [previewEnvironments, 0.7, 0.6],
];
