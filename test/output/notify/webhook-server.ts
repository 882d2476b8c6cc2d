import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly signalId: string;
}

/** What the server answers; `break` ends the connection when the request is there. */
export type Answer = number | 'break' | { readonly status: number; readonly retryAfter: string };

/** A webhook on loopback, which keeps what is posted. */
export class WebhookServer implements AsyncDisposable {
  readonly posted: Posted[] = [];
  /** The answers to the next requests; 200 when there are no more. */
  answers: Answer[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<WebhookServer> {
    const server = createServer();
    const webhook = new WebhookServer(server);
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        const { text, signal } = JSON.parse(body) as { text: string; signal: { id: string } };
        webhook.posted.push({ path: request.url!, headers: request.headers, text, signalId: signal.id });
        const answer = webhook.answers.shift() ?? 200;
        if (answer === 'break') return void request.socket.destroy();
        if (typeof answer === 'number') response.statusCode = answer;
        else {
          response.statusCode = answer.status;
          response.setHeader('retry-after', answer.retryAfter);
        }
        response.end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return webhook;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/services/T000/SECRET`;
  }

  get ids(): string[] {
    return this.posted.map(({ signalId }) => signalId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
