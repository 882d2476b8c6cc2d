import { INTEGRITY_KINDS, type IntegrityFinding, type IntegrityKind } from '../model/integrity.js';

/** Most findings kept of a kind; further ones are counted. */
const MOST = 100_000;

/** The findings of a check: the first of each kind by address, so that they do not depend on timing. */
export class Findings {
  readonly #most: number;
  readonly #kept = new Map<IntegrityKind, IntegrityFinding[]>();
  readonly #counts: Partial<Record<IntegrityKind, number>> = {};

  /** @param most findings kept of a kind. @default 100,000 */
  constructor(most: number = MOST) {
    this.#most = most;
  }

  add(finding: IntegrityFinding): void {
    const { kind } = finding;
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
    let kept = this.#kept.get(kind);
    if (kept === undefined) this.#kept.set(kind, (kept = []));
    kept.push(finding);
    if (kept.length >= 2 * this.#most) this.#kept.set(kind, this.#first(kept));
  }

  get counts(): Readonly<Partial<Record<IntegrityKind, number>>> {
    return Object.fromEntries(
      INTEGRITY_KINDS.filter((kind) => this.#counts[kind] !== undefined).map((kind) => [
        kind,
        this.#counts[kind],
      ]),
    );
  }

  get total(): number {
    return Object.values(this.#counts).reduce((sum, one) => sum + one, 0);
  }

  list(): IntegrityFinding[] {
    return INTEGRITY_KINDS.flatMap((kind) => this.#first(this.#kept.get(kind) ?? []));
  }

  #first(found: IntegrityFinding[]): IntegrityFinding[] {
    const order = (a: IntegrityFinding, b: IntegrityFinding): number =>
      a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.from - b.from;
    return found.sort(order).slice(0, this.#most);
  }
}
