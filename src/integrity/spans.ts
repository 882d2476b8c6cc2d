/** Spans of time of each account and region; joined where they touch, so that a year of digests is one span. */
export class Spans {
  readonly #ofPlace = new Map<string, { from: number; to: number }[]>();

  /** Adds a span. Those of one place come mostly in the order of time. */
  add(account: string, region: string, from: number, to: number): void {
    const place = `${account} ${region}`;
    let spans = this.#ofPlace.get(place);
    if (spans === undefined) this.#ofPlace.set(place, (spans = []));
    let at = spans.length;
    while (at > 0 && spans[at - 1]!.to >= from) at--;
    let end = at;
    const joined = { from, to };
    while (end < spans.length && spans[end]!.from <= to) {
      joined.from = Math.min(joined.from, spans[end]!.from);
      joined.to = Math.max(joined.to, spans[end]!.to);
      end++;
    }
    spans.splice(at, end - at, joined);
  }

  /** Whether all of a time lies in one span. */
  covers(account: string, region: string, from: number, to: number): boolean {
    return this.#of(account, region).some((span) => span.from <= from && span.to >= to);
  }

  /** Whether any of a time lies in a span. */
  touches(account: string, region: string, from: number, to: number): boolean {
    return this.#of(account, region).some((span) => span.from < to && span.to > from);
  }

  /** When the last span of a place ends; undefined when it has none. */
  endOf(account: string, region: string): number | undefined {
    return this.#of(account, region).at(-1)?.to;
  }

  *places(): Generator<{ readonly account: string; readonly region: string; readonly to: number }> {
    for (const [place, spans] of this.#ofPlace) {
      const [account = '', region = ''] = place.split(' ');
      yield { account, region, to: spans.at(-1)!.to };
    }
  }

  #of(account: string, region: string): readonly { from: number; to: number }[] {
    return this.#ofPlace.get(`${account} ${region}`) ?? [];
  }
}
