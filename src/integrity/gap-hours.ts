import type { CoverageGap, GapKind } from '../model/integrity.js';
import { HOUR } from '../model/time.js';
import { USUAL_LAG } from '../source/listing/object-key.js';

/** Hours of which something was not seen, by account and region. */
export class GapHours {
  readonly #hours = new Map<string, Map<number, number>>();

  /** @param from epoch seconds @param to the first second after it; may be the same */
  add(kind: GapKind, account: string, region: string, from: number, to: number): void {
    const place = `${kind} ${account} ${region}`;
    let hours = this.#hours.get(place);
    if (hours === undefined) this.#hours.set(place, (hours = new Map<number, number>()));
    const last = Math.max(Math.floor(from / HOUR), Math.ceil(to / HOUR) - 1);
    for (let hour = Math.floor(from / HOUR); hour <= last; hour++)
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }

  /** The hours of the events of an object, which were delivered in the minutes before. @param deliveredAt epoch seconds */
  addDelivered(kind: GapKind, account: string, region: string, deliveredAt: number): void {
    this.add(kind, account, region, deliveredAt - USUAL_LAG, deliveredAt);
  }

  /** The gaps, by account, region, time and kind. Hours that follow each other are one gap. */
  list(): CoverageGap[] {
    const gaps: { -readonly [Field in keyof CoverageGap]: CoverageGap[Field] }[] = [];
    for (const [place, hours] of this.#hours) {
      const [kind, account, region] = place.split(' ') as [GapKind, string, string];
      let open: (typeof gaps)[number] | undefined;
      for (const [hour, amount] of [...hours].sort((a, b) => a[0] - b[0])) {
        if (open?.to === hour * HOUR) {
          open.to += HOUR;
          open.amount += amount;
        } else {
          open = { kind, account, region, from: hour * HOUR, to: (hour + 1) * HOUR, amount };
          gaps.push(open);
        }
      }
    }
    const text = ({ account, region, kind }: CoverageGap): string => `${account} ${region} ${kind}`;
    return gaps.sort((a, b) => a.from - b.from || (text(a) < text(b) ? -1 : 1));
  }
}
