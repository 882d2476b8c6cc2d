import { backup, breakGlass, migration, scanner } from './administration.js';
import { batchJob, closing, notebooks } from './jobs.js';
import { keyedProgram } from './legacy.js';
import { mountedSecrets, secretsOperator } from './operators.js';
import { individual, permissionSet } from './people.js';
import { ciJobs, infrastructureCode, previews } from './pipelines.js';
import { rotationFunction, serviceLinked } from './rotation.js';
import { crossAccount, rarelyUsed, service, teamReader, tenantWorker } from './services.js';
import type { Persona } from './site.js';
import { blueGreenStack, renamedRole } from './stacks.js';

/** All personas, with their weights before an organisation changes them. */
export const PERSONAS: ReadonlyMap<string, { readonly weight: number; readonly draw: Persona }> = new Map([
  ['service', { weight: 10, draw: service }],
  ['tenant-worker', { weight: 3, draw: tenantWorker }],
  ['team-reader', { weight: 2, draw: teamReader }],
  ['cross-account', { weight: 1, draw: crossAccount }],
  ['rarely-used', { weight: 4, draw: rarelyUsed }],
  ['operator', { weight: 3, draw: secretsOperator }],
  ['mounted', { weight: 4, draw: mountedSecrets }],
  ['job', { weight: 5, draw: batchJob }],
  ['closing', { weight: 0.5, draw: closing }],
  ['notebooks', { weight: 1.5, draw: notebooks }],
  ['ci', { weight: 4, draw: ciJobs }],
  ['infrastructure-code', { weight: 1.5, draw: infrastructureCode }],
  ['previews', { weight: 0.7, draw: previews }],
  ['blue-green', { weight: 1, draw: blueGreenStack }],
  ['renamed', { weight: 0.5, draw: renamedRole }],
  ['permission-set', { weight: 2.5, draw: permissionSet }],
  ['individual', { weight: 4, draw: individual }],
  ['rotation', { weight: 2, draw: rotationFunction }],
  ['service-linked', { weight: 1.5, draw: serviceLinked }],
  ['keyed', { weight: 2, draw: keyedProgram }],
  ['backup', { weight: 0.4, draw: backup }],
  ['scanner', { weight: 0.6, draw: scanner }],
  ['break-glass', { weight: 0.6, draw: breakGlass }],
  ['migration', { weight: 0.3, draw: migration }],
]);
