import type { PageRequest, SourceDescription } from './source.js';
import type { FetchedPage, ReaderContext, ReaderOpener, SourceKind, SourceReader } from './source-kind.js';
import { SOURCE_KINDS } from './source-kinds.js';

/** Opens readers on a decode thread, from the descriptions that arrive there. */
export class SourceReaders {
  readonly #context: ReaderContext;
  readonly #kinds: readonly SourceKind[];
  readonly #openers = new Map<string, Promise<ReaderOpener>>();

  /** @param kinds that descriptions may be of. @default all */
  constructor(context: ReaderContext, kinds: readonly SourceKind[] = SOURCE_KINDS) {
    this.#context = context;
    this.#kinds = kinds;
  }

  /** Loads the code of a kind when its first description arrives. @throws RangeError for an unknown kind */
  async open({ kind, data }: SourceDescription): Promise<SourceReader> {
    return (await this.#opener(kind)).open(data);
  }

  /** @returns `undefined` when the request failed @throws RangeError for a kind whose pages cannot be asked for here */
  async fetchPage({ kind, data }: SourceDescription, request: PageRequest): Promise<FetchedPage | undefined> {
    const opener = await this.#opener(kind);
    if (opener.fetchPage === undefined) throw new RangeError(`pages of ${kind} are not asked for on threads`);
    return opener.fetchPage(data, request);
  }

  #opener(kind: string): Promise<ReaderOpener> {
    let opener = this.#openers.get(kind);
    if (opener === undefined) this.#openers.set(kind, (opener = this.#load(kind)));
    return opener;
  }

  #load(name: string): Promise<ReaderOpener> {
    const kind = this.#kinds.find((one) => one.name === name);
    if (kind === undefined) throw new RangeError(`no kind of source is named ${name}`);
    return kind.openReaders(this.#context);
  }
}
