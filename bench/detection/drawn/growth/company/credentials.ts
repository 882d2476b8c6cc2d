import { keyId } from '../draw/names.js';
import { Rng } from '../draw/rng.js';

/** Temporary keys of one session holder, renewed every so often: the same time gives the same key. */
export class Keys {
  private epoch = Number.NaN;
  private key = '';

  constructor(
    private readonly seed: string,
    private readonly lifetime: number,
    private readonly prefix: 'AKIA' | 'ASIA' = 'ASIA',
  ) {}

  at(time: number): string {
    const epoch = Math.floor(time / this.lifetime);
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.key = keyId(new Rng(`${this.seed}/${epoch}`), this.prefix);
    }
    return this.key;
  }
}
