import { backup, breakGlass, migration, scanner } from './administration.js';
import { batchJob, closing, notebooks } from './jobs.js';
import { keyedProgram } from './legacy.js';
import { mountedSecrets, secretsOperator } from './operators.js';
import { individual, onCall, permissionSet } from './people.js';
import { ciJobs, infrastructureCode, previews } from './pipelines.js';
import { rotationFunction, serviceLinked } from './rotation.js';
import { crossAccount, rarelyUsed, regionMove, service, teamReader, tenantWorker } from './services.js';
import type { Persona } from './site.js';
import { blueGreenStack, renamedRole } from './stacks.js';

interface PersonaEntry {
  readonly weight: number;
  readonly draw: Persona;
  /** How many of 100 identities may be drawn from it; no limit without. */
  readonly most?: number;
}

/** All personas, with their weights before an organisation changes them. */
export const PERSONAS: ReadonlyMap<string, PersonaEntry> = new Map<string, PersonaEntry>([
  ['service', { weight: 10, draw: service }],
  ['tenant-worker', { weight: 3, draw: tenantWorker }],
  ['team-reader', { weight: 2, draw: teamReader }],
  ['cross-account', { weight: 1, draw: crossAccount }],
  ['region-move', { weight: 0.5, draw: regionMove }],
  ['rarely-used', { weight: 4, draw: rarelyUsed }],
  ['operator', { weight: 3, draw: secretsOperator }],
  ['mounted', { weight: 4, draw: mountedSecrets }],
  ['job', { weight: 5, draw: batchJob }],
  ['closing', { weight: 0.5, draw: closing, most: 1 }],
  ['notebooks', { weight: 1.5, draw: notebooks }],
  ['ci', { weight: 4, draw: ciJobs }],
  ['infrastructure-code', { weight: 1.5, draw: infrastructureCode }],
  ['previews', { weight: 0.7, draw: previews }],
  ['blue-green', { weight: 1, draw: blueGreenStack }],
  ['renamed', { weight: 0.5, draw: renamedRole }],
  ['permission-set', { weight: 2.5, draw: permissionSet }],
  ['on-call', { weight: 0.7, draw: onCall }],
  ['individual', { weight: 4, draw: individual }],
  ['rotation', { weight: 2, draw: rotationFunction }],
  ['service-linked', { weight: 1.5, draw: serviceLinked }],
  ['keyed', { weight: 2, draw: keyedProgram }],
  ['backup', { weight: 0.4, draw: backup, most: 1 }],
  ['scanner', { weight: 0.6, draw: scanner, most: 1.5 }],
  ['break-glass', { weight: 0.6, draw: breakGlass, most: 1.2 }],
  ['migration', { weight: 0.3, draw: migration, most: 0.7 }],
]);
