import { gunzipSync, gzipSync } from 'node:zlib';
import type { ErrorCode } from '../../src/model/errors.js';
import { close, edit, editBody, partOf, raw, refuse, reset } from './answers.js';
import type { Fault } from './fault.js';
import { networkFault, type NetworkFault } from './network-fault.js';
import { LONG_OUTAGE, OUTAGES } from './outages.js';
import type { Exchange } from './world.js';

const ANSWERS: readonly ErrorCode[] = ['E_SOURCE_RESPONSE', 'E_SOURCE_UNAVAILABLE', 'E_SOURCE_NETWORK'];
const BOTH = ['list', 'get'] as const;
const BROKEN = { list: ANSWERS, get: 'lost' } as const;

/** What an object of the corpus is replaced by: without its last record. */
function replaced(body: Buffer): Buffer {
  const { Records: records } = JSON.parse(gunzipSync(body).toString()) as { Records: unknown[] };
  return gzipSync(`  ${JSON.stringify({ Records: records.slice(0, -1) })}`);
}

/** Faults of the network and of servers. A new one is one entry. */
const FAULTS: readonly NetworkFault[] = [
  // Refusals.
  { name: '500', on: BOTH, always: BROKEN, disturb: refuse(500, 'InternalError') },
  { name: '502 without a code', on: BOTH, always: BROKEN, disturb: refuse(502, '') },
  { name: '503', on: BOTH, always: BROKEN, disturb: refuse(503, 'SlowDown') },
  { name: '429', on: BOTH, disturb: refuse(429, 'TooManyRequests') },
  { name: '400 RequestTimeout', on: BOTH, disturb: refuse(400, 'RequestTimeout') },
  {
    name: '403 for an object',
    on: ['get'],
    always: { get: 'lost' },
    passes: false,
    disturb: refuse(403, 'AccessDenied'),
  },
  { name: '400 ExpiredToken', on: BOTH, disturb: refuse(400, 'ExpiredToken') },
  // Connections.
  { name: 'reset before the head', on: BOTH, always: BROKEN, disturb: reset },
  { name: 'close before the head', on: BOTH, always: BROKEN, disturb: close },
  { name: 'reset in the body', on: BOTH, always: BROKEN, disturb: partOf(reset) },
  { name: 'close in the body', on: BOTH, always: BROKEN, disturb: partOf(close) },
  { name: 'close before the last byte', on: BOTH, disturb: partOf(close, 0.999) },
  { name: 'no answer', on: BOTH, always: BROKEN, disturb: () => undefined },
  { name: 'silence in the body', on: BOTH, always: BROKEN, disturb: partOf(() => undefined) },
  {
    name: 'a byte at a time',
    on: BOTH,
    always: BROKEN,
    disturb: partOf(({ response }) => {
      const drip = setInterval(() => response.write('a'), 10);
      response.on('close', () => clearInterval(drip));
    }, 0.1),
  },
  {
    name: 'a body without end',
    on: ['get'],
    always: { get: 'lost' },
    disturb: ({ response }) => {
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(1 << 20, 'a'), () => setImmediate(more));
      };
      response.writeHead(200);
      more();
    },
  },
  {
    name: 'an error without end',
    on: BOTH,
    always: BROKEN,
    disturb: ({ response }) => {
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(1 << 20, 'a'), () => setImmediate(more));
      };
      response.writeHead(500);
      more();
    },
  },
  {
    name: 'HTTP/1.0',
    on: BOTH,
    always: { list: 'harmless', get: 'harmless' },
    disturb: ({ response, answer }) => {
      const head = Object.entries(answer.headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('');
      response.socket!.write(
        `HTTP/1.0 ${answer.status} x\r\n${head}content-length: ${answer.body.length}\r\n\r\n`,
      );
      response.socket!.end(answer.body);
    },
  },
  // What is no HTTP.
  { name: 'garbage', on: BOTH, always: BROKEN, disturb: raw('\u0000\u0001 garbage\r\n\r\n') },
  {
    name: 'a malformed chunk',
    on: BOTH,
    always: BROKEN,
    disturb: raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc'),
  },
  {
    name: 'a malformed header line',
    on: BOTH,
    always: BROKEN,
    disturb: raw('HTTP/1.1 200 OK\r\nbad header\r\n\r\n'),
  },
  {
    name: 'a malformed length',
    on: BOTH,
    always: BROKEN,
    disturb: raw('HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n'),
  },
  {
    name: 'two lengths',
    on: BOTH,
    always: BROKEN,
    disturb: raw('HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc'),
  },
  {
    name: 'headers without end',
    on: BOTH,
    always: BROKEN,
    disturb: raw(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(200_000)}\r\n\r\n`),
  },
  {
    name: 'a page of a proxy',
    on: BOTH,
    always: BROKEN,
    disturb: (exchange) => {
      exchange.answer.headers = { 'content-type': 'text/html' };
      exchange.answer.body = Buffer.from('<html>sign in</html>');
      exchange.send();
    },
  },
  { name: 'an empty body', on: BOTH, disturb: editBody(() => Buffer.alloc(0)) },
  // Bodies.
  {
    name: '7 bytes too few',
    on: ['get'],
    always: { get: 'lost' },
    disturb: editBody((body) => body.subarray(0, -7)),
  },
  {
    name: '7 bytes too many',
    on: ['get'],
    always: { get: 'lost' },
    disturb: editBody((body) => Buffer.concat([body, Buffer.alloc(7)])),
  },
  {
    name: 'fewer bytes than the head says',
    on: ['get'],
    always: { get: 'lost' },
    disturb: partOf(({ response }) => response.socket!.end(), 0.7),
  },
  {
    name: 'chunked',
    on: BOTH,
    always: { list: 'harmless', get: 'harmless' },
    disturb: ({ response, answer }) => {
      response.writeHead(answer.status, answer.headers);
      response.write(answer.body.subarray(0, 50));
      response.end(answer.body.subarray(50));
    },
  },
  {
    name: 'a range that was not asked for',
    on: ['get'],
    disturb: (exchange) => {
      const { answer } = exchange;
      answer.status = 206;
      answer.headers['content-range'] = `bytes 0-9/${answer.body.length}`;
      answer.body = answer.body.subarray(0, 10);
      exchange.send();
    },
  },
  // ETags.
  {
    name: 'a weak ETag in the answer',
    on: ['get'],
    always: { get: 'harmless' },
    disturb: (exchange) => {
      exchange.answer.headers['etag'] = `W/${exchange.answer.headers['etag'] ?? '""'}`;
      exchange.send();
    },
  },
  {
    name: 'weak ETags',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replaceAll('<ETag>&quot;', '<ETag>W/&quot;')),
  },
  {
    name: 'odd ETags',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replaceAll(/<ETag>[^<]*/g, '<ETag>&quot;\u00e9 \u{1f511}')),
  },
  {
    name: 'ETags with line breaks',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replaceAll(/<ETag>[^<]*/g, '<ETag>a&#10;b')),
  },
  {
    name: 'other ETags listed',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replaceAll('<ETag>&quot;', '<ETag>&quot;0')),
  },
  {
    name: 'no ETags',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replaceAll(/<ETag>[^<]*<\/ETag>/g, '')),
  },
  // Objects that change.
  {
    name: 'replaced before it is read',
    on: ['get'],
    always: { get: 'harmless' },
    disturb: (exchange) => replace(exchange, (one) => one.send(), true),
  },
  {
    name: 'replaced before it is read, If-Match ignored',
    on: ['get'],
    always: { get: 'harmless' },
    prepare: (world) => void (world.ifMatch = false),
    disturb: (exchange) => replace(exchange, (one) => one.send(), true),
  },
  {
    name: 'replaced while it is read',
    on: ['get'],
    always: { get: 'harmless' },
    disturb: (exchange) => replace(exchange, partOf(close), false),
  },
  {
    name: 'replaced while it is read, If-Match ignored',
    on: ['get'],
    always: { get: 'harmless' },
    prepare: (world) => void (world.ifMatch = false),
    disturb: (exchange) => replace(exchange, partOf(close), false),
  },
  {
    name: 'deleted before it is read',
    on: ['get'],
    always: { get: 'lost' },
    passes: false,
    disturb: refuse(404, 'NoSuchKey'),
  },
  // Listings.
  {
    name: 'IsTruncated missing beside a token',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) =>
      xml.includes('<NextC') ? xml.replace(/<IsTruncated>.*<\/IsTruncated>/, '') : xml,
    ),
  },
  {
    name: 'IsTruncated missing',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) =>
      xml.includes('<NextC') ? xml : xml.replace(/<IsTruncated>.*<\/IsTruncated>/, ''),
    ),
  },
  {
    name: 'IsTruncated 1 and 0',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replace('>true<', '>1<').replace('>false<', '>0<')),
  },
  {
    name: 'IsTruncated True',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replace('>true<', '> True <')),
  },
  {
    name: 'IsTruncated maybe',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) => xml.replace(/<IsTruncated>[a-z]*/, '<IsTruncated>maybe')),
  },
  {
    name: 'false beside a token',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) => xml.replace('<IsTruncated>true', '<IsTruncated>false')),
  },
  {
    name: 'an empty token',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) => xml.replace(/<NextContinuationToken>[^<]*/, '<NextContinuationToken>')),
  },
  {
    name: 'the same token for ever',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) =>
      xml.replace(
        /<IsTruncated>false<\/IsTruncated>|<IsTruncated>true<\/IsTruncated><NextContinuationToken>[^<]*<\/NextContinuationToken>/,
        '<IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>',
      ),
    ),
  },
  {
    name: 'new tokens for ever',
    on: ['list'],
    misleads: ['E_SOURCE_RESPONSE'],
    always: { list: ANSWERS },
    disturb: endlessTokens,
  },
  {
    name: 'an attribute',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) =>
      xml
        .replaceAll('<Contents>', '<Contents a="b">')
        .replaceAll('<CommonPrefixes>', "<CommonPrefixes x='>'>"),
    ),
  },
  {
    name: 'a prefix of a namespace',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replaceAll(/<(\/?)([A-Z])/g, '<$1s3:$2').replace('xmlns=', 'xmlns:s3=')),
  },
  {
    name: 'white space',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) => xml.replaceAll('><', '>\r\n  <')),
  },
  {
    name: 'comments and CDATA',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) =>
      xml
        .replaceAll('<Contents><Key>', '<!-- <Key> --><Contents><Key><![CDATA[')
        .replaceAll('</Key>', ']]></Key>'),
    ),
  },
  {
    name: 'an empty size',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) => xml.replace(/<Size>\d+/, '<Size>')),
  },
  {
    name: 'a key without text',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) => xml.replace(/<Key>[^<]+/, '<Key>')),
  },
  {
    name: 'more keys counted',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) => xml.replace(/<KeyCount>\d+/, '<KeyCount>100000')),
  },
  {
    name: 'a key twice',
    on: ['list'],
    always: { list: 'harmless' },
    disturb: edit((xml) =>
      xml.replace(/<KeyCount>\d+<\/KeyCount>/, '').replace(/<Contents>.*?<\/Contents>/, '$&$&'),
    ),
  },
  {
    name: 'a key of another prefix',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: ({ target, ...exchange }) =>
      /[?&]prefix=[^&]/.test(target) &&
      edit((xml) => xml.replace(/<Key>/, '<Key>elsewhere/'))({ target, ...exchange }),
  },
  {
    name: 'half of a character in a key',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: edit((xml) => xml.replace('<Key>', '<Key>%ED%A0%80')),
  },
  {
    name: 'a list that is cut',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: editBody((body) => body.subarray(0, Math.floor(body.length * 0.8))),
  },
  {
    name: 'a list without end',
    on: ['list'],
    always: { list: ANSWERS },
    disturb: ({ response }) => {
      const more = (): void => {
        if (!response.destroyed)
          response.write(Buffer.alloc(1 << 16, '<Contents>'), () => setImmediate(more));
      };
      response.writeHead(200);
      more();
    },
  },
];

let fresh = 0;
function endlessTokens(exchange: Exchange): boolean {
  return edit((xml) =>
    xml.replace(
      /<IsTruncated>false<\/IsTruncated>/,
      `<IsTruncated>true</IsTruncated><NextContinuationToken>${++fresh}</NextContinuationToken>`,
    ),
  )(exchange);
}

/** Replaces an object when it is asked for first. @param then answers, as before or as it is now */
function replace(exchange: Exchange, then: (exchange: Exchange) => void, isBefore: boolean): boolean {
  const { world, target, attempt, answer, request } = exchange;
  const stored = world.objects.get(target);
  if (attempt > 0 || stored === undefined || answer.status !== 200) return false;
  world.put(target, replaced(stored.body));
  if (isBefore) Object.assign(answer, { status: 200 }, world.objectAnswer(target, request));
  then(exchange);
  return true;
}

export const NETWORK_FAULTS: readonly Fault[] = [...FAULTS.map(networkFault), ...OUTAGES, LONG_OUTAGE];
