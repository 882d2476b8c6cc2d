import { gunzipSync, gzipSync } from 'node:zlib';
import type { ErrorCode } from '../../src/model/errors.js';
import type { ArmedFault, Fault } from './fault.js';
import { refusal, SPEED, type Exchange, type World } from './world.js';

/** What comes of a fault that never passes: nothing, the objects are lost, or the run ends. */
type Always = 'harmless' | 'lost' | readonly ErrorCode[];

interface NetworkFault {
  readonly name: string;
  readonly on: readonly ('list' | 'get')[];
  /** Whether it may hit only some attempts. @default true */
  readonly passes?: false;
  /** It sends the client astray, which one true answer later does not mend: what ends a listing then. */
  readonly misleads?: readonly ErrorCode[];
  /** What comes of it where it never passes; absent: it always passes. */
  readonly always?: { readonly list?: Always; readonly get?: Always };
  /** Answers in place of the server. @returns false where there is nothing to disturb */
  readonly disturb: (exchange: Exchange) => unknown;
  /** Changes the world first. @param key of an object that it is about */
  readonly prepare?: (world: World, key: string) => void;
}

const ANSWERS: readonly ErrorCode[] = ['E_SOURCE_RESPONSE', 'E_SOURCE_UNAVAILABLE', 'E_SOURCE_NETWORK'];
const BOTH = ['list', 'get'] as const;
const BROKEN = { list: ANSWERS, get: 'lost' } as const;

/** Sends bytes in place of a response of HTTP, and ends the connection. */
const raw = (bytes: string) => (exchange: Exchange) => void exchange.response.socket!.end(bytes);
const refuse = (status: number, code: string) => (exchange: Exchange) => {
  Object.assign(exchange.answer, refusal(status, code));
  exchange.send();
};
/** Changes the text of a listing. */
const edit = (change: (xml: string) => string) => (exchange: Exchange) => {
  const { answer } = exchange;
  const before = answer.body.toString();
  const after = change(before);
  if (after === before || answer.status !== 200) return false;
  answer.body = Buffer.from(after);
  exchange.send();
  return true;
};
const editBody = (change: (body: Buffer) => Buffer) => (exchange: Exchange) => {
  exchange.answer.body = change(exchange.answer.body);
  exchange.send();
};
/** Sends the head and a part of the body, and then does something to the connection. */
const partOf =
  (then: (exchange: Exchange) => void, share = 0.5) =>
  (exchange: Exchange) => {
    const { answer, response } = exchange;
    const part = answer.body.subarray(0, Math.floor(answer.body.length * share));
    response.writeHead(answer.status, { 'content-length': String(answer.body.length), ...answer.headers });
    response.write(part, () => then(exchange));
  };
const reset = ({ response }: Exchange): void => void response.socket?.resetAndDestroy();
const close = ({ response }: Exchange): void => void response.socket?.end();
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
        if (!response.destroyed) response.write(Buffer.alloc(1 << 16, 'a'), () => setImmediate(more));
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
        if (!response.destroyed) response.write(Buffer.alloc(1 << 16, 'a'), () => setImmediate(more));
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

/** Most times that faults that pass hit one target: fewer than the attempts at it. */
const PASSES = 2;

function networkFault(fault: NetworkFault): Fault {
  return {
    name: fault.name,
    kind: 'network',
    arm: (world, dice): ArmedFault => {
      const on = dice.one(fault.on, 'on');
      const always = fault.always?.[on];
      const isAlways = always !== undefined && (fault.passes === false || dice.share('always') < 0.5);
      const keys = [...world.objects.keys()];
      const chosen = new Set(
        Array.from({ length: 1 + dice.below(3, 'count') }, (_, n) => dice.one(keys, `key ${n}`)),
      );
      fault.prepare?.(world, [...chosen][0]!);
      if (isAlways) {
        const isHit = (target: string): boolean =>
          on === 'list' || always === 'harmless' || chosen.has(target);
        world.disturbers.push((exchange) => {
          if (exchange.on !== on || !isHit(exchange.target)) return false;
          return fault.disturb(exchange) !== false;
        });
        return {
          what: `${fault.name}, always, on ${on === 'list' || always === 'harmless' ? `every ${on}` : [...chosen].join(' and ')}`,
          mayLose: always === 'lost' ? [...chosen] : [],
          mayEnd: typeof always === 'string' ? [] : always,
        };
      }
      const share = 0.02 + 0.3 * dice.share('rate');
      world.disturbers.push((exchange) => {
        const { target, attempt } = exchange;
        const before = world.passing.get(target) ?? 0;
        if (exchange.on !== on || before >= PASSES || dice.share(`${target} ${attempt}`) >= share)
          return false;
        world.passing.set(target, before + 1);
        return fault.disturb(exchange) !== false;
      });
      return {
        what: `${fault.name}, in ${(100 * share).toFixed()} % of ${on}s`,
        mayLose: [],
        mayEnd: fault.misleads ?? [],
      };
    },
  };
}

/** No answer at all for a while, in the time of the run. */
const OUTAGES: readonly Fault[] = [10_000, 60_000].map((milliseconds) => ({
  name: `${milliseconds / 1000} seconds of 503`,
  kind: 'network' as const,
  arm: (world, dice) => {
    const begin = dice.below(60, 'begin');
    let until: number | undefined;
    world.disturbers.push((exchange) => {
      if (world.requests < begin) return false;
      until ??= performance.now() + milliseconds / SPEED;
      if (performance.now() >= until) return false;
      return (refuse(503, 'SlowDown')(exchange), true);
    });
    return {
      what: `${milliseconds / 1000} seconds of 503 from request ${begin} on`,
      mayLose: [],
      mayEnd: [],
    };
  },
}));

/** An outage that is longer than the patience of the run. */
const LONG_OUTAGE: Fault = {
  name: 'an outage without end',
  kind: 'network',
  arm: (world, dice) => {
    const begin = 2 + dice.below(60, 'begin');
    world.disturbers.push((exchange) => {
      if (world.requests < begin) return false;
      refuse(503, 'SlowDown')(exchange);
      return true;
    });
    // Whichever clock is first; both ends are told to be tried again.
    const mayEnd = ['E_SOURCE_UNAVAILABLE', 'E_STALLED'] as const;
    return { what: `503 for ever from request ${begin} on`, mayLose: [], mayEnd };
  },
};

export const NETWORK_FAULTS: readonly Fault[] = [...FAULTS.map(networkFault), ...OUTAGES, LONG_OUTAGE];
