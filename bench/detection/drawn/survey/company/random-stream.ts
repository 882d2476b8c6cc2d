/** Seeded generator (sfc32) with named streams: what one part draws never disturbs another part. */
export class RandomStream {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(private readonly label: string) {
    let h = 1779033703 ^ label.length;
    for (let i = 0; i < label.length; i++) {
      h = Math.imul(h ^ label.charCodeAt(i), 3432918353);
      h = (h << 13) | (h >>> 19);
    }
    const word = (): number => {
      h = Math.imul(h ^ (h >>> 16), 2246822507);
      h = Math.imul(h ^ (h >>> 13), 3266489909);
      return (h ^= h >>> 16) >>> 0;
    };
    this.a = word();
    this.b = word();
    this.c = word();
    for (let i = 0; i < 12; i++) this.next();
  }

  /** The stream of that name below this one. */
  stream(name: string): RandomStream {
    return new RandomStream(`${this.label}/${name}`);
  }

  /** A number in [0, 1). */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  /** A number in [low, high). */
  range(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Whole number, both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.next());
  }

  /** True with this probability. */
  chance(p: number): boolean {
    return this.next() < p;
  }

  /** One of a list, each as likely. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error(`nothing to pick in ${this.label}`);
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** One of a list, each as likely as its weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T {
    let x = this.next() * list.reduce((sum, [, w]) => sum + w, 0);
    for (const [value, w] of list) if ((x -= w) < 0) return value;
    return list[list.length - 1]![0];
  }

  /** The list in another order. */
  shuffle<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = Math.floor(this.next() * (i + 1));
      [out[i], out[j]] = [out[j]!, out[i]!];
    }
    return out;
  }

  /** `n` different ones of a list, or all of it. */
  sample<T>(list: readonly T[], n: number): T[] {
    if (n >= list.length) return this.shuffle(list);
    const seen = new Set<number>();
    while (seen.size < n) seen.add(Math.floor(this.next() * list.length));
    return [...seen].map((i) => list[i]!);
  }

  /** Standard normal. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal with this median. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** Exponential with this mean. */
  exp(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Poisson with this mean. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    let k = 0;
    for (let p = this.next(), limit = Math.exp(-mean); p > limit; p *= this.next()) k++;
    return k;
  }

  /** `n` characters of an alphabet. */
  chars(alphabet: string, n: number): string {
    let out = '';
    for (let i = 0; i < n; i++) out += alphabet[Math.floor(this.next() * alphabet.length)]!;
    return out;
  }

  /** `n` hexadecimal digits. */
  hex(n: number): string {
    return this.chars('0123456789abcdef', n);
  }

  /** A UUID of version 4. */
  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }

  /** `n` characters of base 32, as in access keys. */
  upper(n: number): string {
    return this.chars('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', n);
  }

  /** `n` letters and digits. */
  mixed(n: number): string {
    return this.chars('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', n);
  }
}
