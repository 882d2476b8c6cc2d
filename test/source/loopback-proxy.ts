import { createServer, type RequestListener, request as send } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface LoopbackProxy {
  /** `http://127.0.0.1:port`, with https if it has a certificate. */
  readonly origin: string;
  /** What it was asked for: `GET http://host/path` or `CONNECT host:port`. */
  readonly asked: readonly string[];
  /** The header Proxy-Authorization of each of these; empty where there was none. */
  readonly authorizations: readonly string[];
  close(): Promise<void>;
}

/**
 * An HTTP proxy on loopback, which forwards and makes tunnels. Whatever host it is asked for, it goes to `port` on
 * loopback, so that tests may use names that do not exist.
 * @param refusal status with which it refuses everything. @default none
 * @param tls certificate and key of the proxy itself. @default it is reached without TLS
 */
export async function startProxy(
  port: number,
  refusal?: number,
  tls?: { readonly cert: string; readonly key: string },
): Promise<LoopbackProxy> {
  const asked: string[] = [];
  const authorizations: string[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push(`${method} ${url}`);
    authorizations.push(headers['proxy-authorization'] ?? '');
    if (refusal !== undefined) {
      response.writeHead(refusal).end('refused');
      return;
    }
    const path = url.replace(/^http:\/\/[^/]+/, '');
    request.pipe(
      send({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      }).on('error', () => response.destroy()),
    );
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url!}`);
    authorizations.push(request.headers['proxy-authorization'] ?? '');
    sockets.add(socket.on('error', () => undefined));
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`);
      return;
    }
    const there = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket);
      socket.pipe(there);
    });
    sockets.add(there.on('error', () => socket.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}
