import { SaxesParser } from 'saxes';
import { isEntryField, type EntryField, type ListPage, type ListPageEntry } from './list-page.js';
import { MalformedResponseError } from './malformed-response.js';

/** Elements within elements; a list has four at most. */
const MAX_DEPTH = 32;

/** What is read of the text of an element. */
type Wanted = 'field' | EntryField | 'prefix' | undefined;

/**
 * Reads any well-formed page of a list, whatever its prefixes of namespaces, attributes, comments and white space.
 * @throws MalformedResponseError for what is not well-formed XML in UTF-8, for another document, and for an element
 *   that is there twice where only one can be right
 */
export function readListPage(xml: Buffer): ListPage {
  const reader = new PageReader();
  const parser = new SaxesParser({ xmlns: true, position: false });
  const fail = (error: Error): never => {
    throw error instanceof MalformedResponseError
      ? error
      : new MalformedResponseError(`the list is not well-formed: ${error.message}`, { cause: error });
  };
  parser.on('error', fail);
  parser.on('opentag', ({ local }) => reader.open(local));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', () => reader.close());
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(xml);
  } catch (cause) {
    throw new MalformedResponseError('the list is not UTF-8', { cause });
  }
  parser.write(text).close();
  return reader;
}

class PageReader implements ListPage {
  readonly fields = new Map<string, string>();
  readonly entries: ListPageEntry[] = [];
  readonly prefixes: string[] = [];
  readonly #path: string[] = [];
  #entry: { [Name in EntryField]?: string } = {};
  #wanted: Wanted;
  #text = '';

  open(name: string): void {
    const [root, parent] = this.#path;
    const depth = this.#path.push(name);
    if (depth === 1 && name !== 'ListBucketResult')
      throw new MalformedResponseError(`not a list but <${name}>`);
    if (depth > MAX_DEPTH)
      throw new MalformedResponseError('the list has elements within elements without end');
    // An element with others in it is none of those whose text is wanted.
    if (this.#wanted !== undefined && this.#wanted !== 'field') {
      throw new MalformedResponseError(`the list has <${name}> within <${this.#path.at(-2)!}>`);
    }
    this.#wanted =
      depth === 2 ? 'field' : depth === 3 && root !== undefined ? wantedIn(parent!, name) : undefined;
    if (depth === 2 && name === 'Contents') this.#entry = {};
    this.#text = '';
  }

  text(text: string): void {
    if (this.#wanted !== undefined) this.#text += text;
  }

  close(): void {
    const name = this.#path.pop()!;
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (this.#path.length === 1 && name === 'Contents') this.entries.push(this.#entry);
    else if (wanted === 'prefix') this.prefixes.push(this.#text);
    else if (wanted === 'field') {
      if (name === 'CommonPrefixes') return;
      if (this.fields.has(name)) throw twice(name);
      this.fields.set(name, this.#text);
    } else if (wanted !== undefined) {
      if (this.#entry[wanted] !== undefined) throw twice(wanted);
      this.#entry[wanted] = this.#text;
    }
  }
}

function wantedIn(parent: string, name: string): Wanted {
  if (parent === 'Contents') return isEntryField(name) ? name : undefined;
  return parent === 'CommonPrefixes' && name === 'Prefix' ? 'prefix' : undefined;
}

function twice(name: string): MalformedResponseError {
  return new MalformedResponseError(`the list has <${name}> twice where only one can be right`);
}
