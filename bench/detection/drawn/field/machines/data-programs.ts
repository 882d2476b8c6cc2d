import { airflowScheduler, batchJobs, emrClusters, glueJobs, rotationFunction } from './data-jobs.js';
import { awsService, notebooks, vendorProduct } from './data-services.js';
import type { WeightedMakers } from './maker.js';

/** The data jobs and managed services, with their weights. */
export const DATA_PROGRAMS: WeightedMakers = [
  [rotationFunction, 1, 0.5],
  [glueJobs, 1, 0.9],
  [emrClusters, 0.5, 0.9],
  [batchJobs, 0.8, 0.7],
  [airflowScheduler, 0.4, 0.7],
  [awsService, 3, 0.6],
  [notebooks, 0.5, 0.8],
  [vendorProduct, 0.6, 0.6],
];
