import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ALL_TIME } from '../../src/model/time.js';
import { SliceDealer } from '../../src/source/listing/slice.js';

/**
 * Passes requests on to an S3 server, and holds the objects of a trail back slice by slice, so that a test can stop a
 * task in the midst of its slice however fast the machine is. Signatures stay valid: the host's name is passed on.
 */
export class HoldingProxy {
  readonly #server = createServer((request, response) => {
    this.#answer(request, response);
  });
  readonly #to: string;
  readonly #dealer: SliceDealer;
  readonly #trail: string;
  readonly #open: number;
  readonly #served = new Map<number, number>();
  readonly #held = new Map<number, (() => void)[]>();

  /**
   * @param to address of the S3 server
   * @param held slices of which no more than `open` objects pass until `release`
   * @param trail the bucket of the trail, cut into `of` slices
   */
  constructor(to: string, trail: string, of: number, held: readonly number[], open: number) {
    this.#to = to;
    this.#trail = trail;
    this.#dealer = new SliceDealer({ part: 1, of }, ALL_TIME);
    this.#open = open;
    for (const part of held) this.#held.set(part, []);
  }

  /** Starts it on loopback. @returns its address */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Whether all that may pass of a slice has passed, and more was asked for. */
  holds(part: number): boolean {
    return (this.#held.get(part) ?? []).length > 0;
  }

  /** Lets all objects of a slice pass. */
  release(part: number): void {
    const waiting = this.#held.get(part) ?? [];
    this.#held.delete(part);
    for (const pass of waiting) pass();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const pass = (): void => {
      this.#pass(request, response);
    };
    const part = this.#partOf(request);
    const waiting = part === undefined ? undefined : this.#held.get(part);
    if (part === undefined || waiting === undefined) {
      pass();
      return;
    }
    const served = this.#served.get(part) ?? 0;
    this.#served.set(part, served + 1);
    if (served < this.#open) pass();
    else waiting.push(pass);
  }

  /** The slice of the object that is asked for. */
  #partOf({ method, url = '' }: IncomingMessage): number | undefined {
    const path = decodeURIComponent(url.split('?')[0]!);
    if (method !== 'GET' || !path.startsWith(`/${this.#trail}/`) || !path.endsWith('.gz')) return undefined;
    return this.#dealer.partOf(`s3:/${path}`);
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const { method, headers, url } = request;
    const onward = ask(new URL(url ?? '/', this.#to), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('error', () => onward.destroy());
    request.pipe(onward);
  }
}
