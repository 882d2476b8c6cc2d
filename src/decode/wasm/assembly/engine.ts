/* What the module offers to JavaScript. Each export is described where it is defined. */
import { initCrc } from './crc';
import { initInflate } from './inflate';
import { FINGERPRINTS, INITIAL_MEMORY } from './layout';

export { DOCUMENT, FIELDS, NEEDLES, PADDING, RANGES, SLACK, VALUES } from './layout';
export {
  FIELD_BYTES,
  FIELD_INTERN,
  FIELD_KEY,
  FIELD_KEY_LENGTH,
  FIELD_NEXT,
  FIELD_OBJECT,
  FIELD_VALUE,
  internText,
  KEY_LENGTHS,
  KIND_FALSE,
  KIND_NONE,
  KIND_NULL,
  KIND_OBJECT,
  KIND_TEXT,
  KIND_TRUE,
  MAX_FIELDS,
  MAX_KEY_LENGTH,
  MAX_OBJECTS,
  MAX_VALUES,
  readFields,
  RECORD_READ,
  TEXTS_RENUMBERED,
  VALUE_BYTES,
} from './fields';
export {
  MAX_NEEDLES,
  NEEDLE_BYTES,
  NEEDLE_FINGERPRINT,
  NEEDLE_FIRST_PROBE,
  NEEDLE_LENGTH,
  NEEDLE_SECOND_PROBE,
  NEEDLE_TEXT,
} from './needle';
export { search, setNeedles, startSearch } from './search';
export { depthBound, scan, SCAN_FULL, SCAN_MORE, SCAN_REFUSED, start, takeRanges } from './scan';
export { finishCrc, foldCrc, startCrc } from './crc';
export { inflate, inflateEnd, startInflate } from './inflate';

/** Fills the fixed tables. Must be called once, before anything else. Traps if the module was linked wrongly. */
export function initialize(): void {
  // These two are only known when the module is linked, after the checks of `layout.ts`.
  if (__heap_base > FINGERPRINTS || (<usize>memory.size()) << 16 < INITIAL_MEMORY) unreachable();
  initCrc();
  initInflate();
}
