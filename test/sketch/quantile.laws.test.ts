import { QuantileSketch } from '../../src/sketch/quantile.js';
import { runSketchLaws } from '../laws/sketch-laws.js';

runSketchLaws({
  name: 'QuantileSketch',
  make: () => new QuantileSketch(),
  deserialize: (bytes) => QuantileSketch.deserialize(bytes),
  items: (index): [value: number, count: number] => [index * 1.7 ** (index % 60), 1 + (index % 3)],
  observe: (sketch) => [sketch.count, sketch.quantile(0), sketch.quantile(0.5), sketch.quantile(1)],
  mismatched: [new QuantileSketch(0.02)],
  skip: { idempotent: 'its counts add up, so a value merged twice counts twice' },
});
