import type { DisposableStack } from '../base/disposable-stack.js';
import { openSource } from '../source/open-source.js';
import { ProgressClock } from '../source/progress-clock.js';
import type { ListPlan, Source } from '../source/source.js';
import type { ScanOptions } from './scan-options.js';

/**
 * Opens every source, or those of a list. With a state, also lists the first object of each: a wrong source must not leave
 * a state.
 * @param clock shared by the requests of all sources. @default a new one
 */
export async function openSources(
  asked: Pick<ScanOptions, 'sources' | 'list' | 'state' | 's3'>,
  listing: ListPlan,
  signal: AbortSignal,
  owned: DisposableStack,
  clock = new ProgressClock(),
): Promise<Source[]> {
  // Requests of all sources are patient together.
  const options = { ...asked, s3: { progress: clock, ...asked.s3 } };
  const opened: Source[] = [];
  const own = (source: Source): Source => {
    owned.defer(() => source.close());
    return source;
  };
  for (const name of options.sources) opened.push(own(await openSource(name, options)));
  if (options.list !== undefined) {
    const { openListed } = await import('../source/list/open-listed.js');
    return openListed(options.list, opened, async (name) => own(await openSource(name, options)), signal);
  }
  if (options.state !== undefined) for (const source of opened) await firstOf(source.list(listing, signal));
  return opened;
}

async function firstOf<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}
