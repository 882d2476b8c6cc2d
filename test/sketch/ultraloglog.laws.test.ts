import { hash64 } from '../../src/base/hash.js';
import { UltraLogLog } from '../../src/sketch/ultraloglog.js';
import { runSketchLaws } from '../laws/sketch-laws.js';

for (const precision of [3, 6, 11]) {
  runSketchLaws({
    name: `UltraLogLog, precision ${precision}`,
    make: () => new UltraLogLog(precision),
    deserialize: (bytes) => UltraLogLog.deserialize(bytes),
    items: (index): [hi: number, lo: number] => {
      const out = new Uint32Array(2);
      hash64(`item ${index}`, out);
      return [out[0]!, out[1]!];
    },
    observe: (sketch) => [sketch.estimate(), sketch.lowerBound(2), sketch.upperBound(2)],
    mismatched: [new UltraLogLog(precision + 1), new UltraLogLog(precision, 1)],
  });
}
