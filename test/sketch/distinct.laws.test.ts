import { EXACT_LIMIT } from '../../src/sketch/distinct-block.js';
import { Distinct } from '../../src/sketch/distinct.js';
import { hash64 } from '../../src/base/hash.js';
import { runSketchLaws } from '../laws/sketch-laws.js';

runSketchLaws({
  name: 'Distinct',
  make: () => new Distinct(),
  deserialize: (bytes) => Distinct.deserialize(bytes),
  items: (index): [hi: number, lo: number] => {
    const out = new Uint32Array(2);
    hash64(`item ${index}`, out);
    return [out[0]!, out[1]!];
  },
  observe: (sketch) => [sketch.isExact, sketch.estimate(), sketch.lowerBound(2), sketch.upperBound(2)],
  mismatched: [new Distinct(1)],
  switchAt: EXACT_LIMIT,
});
