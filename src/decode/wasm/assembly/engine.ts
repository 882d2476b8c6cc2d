/* What the module offers to JavaScript; each is described where it is written. */
export {
  DOCUMENT,
  FIELDS,
  FIELDS_END,
  MAX_RANGES,
  PADDING,
  RANGES,
  VALUES,
  VALUES_END,
  WORDS,
  WORDS_END,
} from './layout';
export { readFields } from './fields';
export { search, setWords, startSearch } from './search';
export { depthBound, scan, start, takeRanges } from './scan';
export { finishCrc, foldCrc, initCrc, startCrc } from './crc';
export { inflate, inflateEnd, initInflate, startInflate } from './inflate';
