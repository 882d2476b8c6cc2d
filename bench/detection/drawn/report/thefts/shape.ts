import type { Scene } from './scene.js';

/** A way to steal secrets: it draws all that is open about it, and records its calls. */
export interface Shape {
  readonly name: string;
  /** Relative frequency. */
  readonly weight: number;
  readonly run: (scene: Scene) => void;
}
