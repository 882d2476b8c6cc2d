import type { Finding } from './finding.js';
import type { LabOrganisation } from './lab-organisation.js';

/** A way to find thefts. All detectors get the same organisation; its labels are hidden from them. */
export interface Detector {
  readonly name: string;
  /** In any order, possibly overlapping. The laboratory merges the findings of all detectors in the same way (merge-findings.ts). */
  detect(organisation: LabOrganisation): readonly Finding[];
}
