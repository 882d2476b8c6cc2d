import type { Finding } from './finding.js';
import type { LabOrganisation } from './lab-organisation.js';

/** A way to find thefts. All of them are given the same organisation and know nothing of its labels. */
export interface Detector {
  readonly name: string;
  /** In any order; they may overlap. The laboratory joins them, in the same way for all (merge-findings.ts). */
  detect(organisation: LabOrganisation): readonly Finding[];
}
