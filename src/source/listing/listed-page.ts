import { count, type Counts, type SkipReason } from '../../model/coverage.js';
import { Examples } from '../../model/examples.js';
import type { ListedPage, SourceObject } from '../source.js';
import { columnsOf } from './object-columns.js';
import type { ObjectFilter } from './object-filter.js';

/**
 * @param objects whose addresses are the base and then their keys
 * @param remark put on each of them
 */
export function listedPage(
  objects: readonly SourceObject[],
  base: string,
  remark: SourceObject['remark'] | undefined,
  filter: ObjectFilter,
): ListedPage {
  const skipped: Counts<SkipReason> = {};
  const examples = new Examples<SkipReason>();
  const unreadable: ListedPage['unreadable'][number][] = [];
  const wanted: SourceObject[] = [];
  const times: number[] = [];
  for (const plain of objects) {
    const object = remark === undefined ? plain : { ...plain, remark };
    const { skip, fail, deliveredAt } = filter(object);
    if (skip !== null) {
      count(skipped, skip);
      examples.note(skip, object.uri);
    } else if (fail !== null) {
      unreadable.push({ object, deliveredAt, fail });
    } else {
      wanted.push(object);
      times.push(deliveredAt);
    }
  }
  return {
    listed: objects.length,
    skipped,
    examples: examples.all,
    unreadable,
    wanted: columnsOf(wanted, times, base),
    remark,
  };
}
