const B32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const B62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function hash(text: string, salt: number): number {
  let h = 2166136261 ^ salt;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 16777619);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A seeded random generator (sfc32) with named streams, so that each part of the organisation draws from its own. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;
  constructor(private readonly label: string) {
    this.a = hash(label, 1);
    this.b = hash(label, 77);
    this.c = hash(label, 4099);
    for (let i = 0; i < 12; i++) this.next();
  }
  /** A stream of its own, whatever has been drawn from this one. */
  sub(name: string): Random {
    return new Random(`${this.label}/${name}`);
  }
  next(): number {
    const t = (this.a + this.b + this.d++) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  }
  /** Whole number in [from, to]. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }
  real(from: number, to: number): number {
    return from + this.next() * (to - from);
  }
  chance(p: number): boolean {
    return this.next() < p;
  }
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }
  /** Popular ones first. */
  zipf<T>(list: readonly T[], power = 1.6): T {
    return list[Math.floor(this.next() ** power * list.length)]!;
  }
  weighted<T>(list: readonly (readonly [T, number])[]): T {
    let x = this.next() * list.reduce((sum, [, w]) => sum + w, 0);
    for (const [value, w] of list) if ((x -= w) < 0) return value;
    return list[list.length - 1]![0];
  }
  some<T>(list: readonly T[], count: number): T[] {
    const copy = [...list];
    const n = Math.min(count, copy.length);
    for (let i = 0; i < n; i++) {
      const j = this.int(i, copy.length - 1);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy.slice(0, n);
  }
  exp(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
  /** Log-normal by its median. */
  log(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }
  private text(alphabet: string, n: number): string {
    let s = '';
    for (let i = 0; i < n; i++) s += alphabet[Math.floor(this.next() * alphabet.length)]!;
    return s;
  }
  hex(n: number): string {
    return this.text('0123456789abcdef', n);
  }
  upper(n: number): string {
    return this.text(B32, n);
  }
  mixed(n: number): string {
    return this.text(B62, n);
  }
  digits(n: number): string {
    return this.text('0123456789', n);
  }
  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }
}

/** The temporary access key that holds in a period: the same tag and period give the same key. */
export function accessKeyAt(tag: string, period: number): string {
  let s = 'ASIA';
  const text = `${tag}#${period}`;
  for (let part = 0; part < 4; part++) {
    let h = hash(text, 31 + part * 1013);
    for (let i = 0; i < 4; i++) {
      s += B32[h & 31]!;
      h >>>= 5;
    }
  }
  return s;
}
