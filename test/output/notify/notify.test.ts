import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Signal } from '../../../src/model/signal.js';
import { notify } from '../../../src/output/notify/notify.js';
import { notificationOf } from '../../../src/output/notify/notification.js';
import { NotifiedSignals } from '../../../src/output/notify/notified-signals.js';
import { webhookAddress } from '../../../src/output/notify/webhook.js';
import type { KeptState } from '../../../src/main-thread/state/state-place.js';
import { temporaryFolder } from '../../support/temporary.js';
import { HOSTILE_CASES, MADE_RULE, madeRun, madeSignal } from '../made-run.js';
import { signalsOfEveryKind } from '../findings/signals-of-every-kind.js';
import { WebhookServer } from './webhook-server.js';

const keptIn = (folder: string): KeptState => ({ folder, save: () => Promise.resolve() });

const signalsOf = (...ids: string[]): Signal[] => ids.map((id) => madeSignal({ id }));

/** Notifies without waiting. @returns the result, and the pauses that were asked for, milliseconds */
async function notifyAll(server: WebhookServer, signals: readonly Signal[], state?: string) {
  const pauses: number[] = [];
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  const run = madeRun({ signals });
  const kept = state === undefined ? undefined : keptIn(state);
  const result = await notify(run, webhookAddress(server.url), kept, { pause, silenceMs: 1000 });
  return { ...result, pauses };
}

describe('notify', () => {
  test('posts each signal that is not suppressed', async () => {
    await using server = await WebhookServer.open();
    const signals = [...signalsOf('a', 'b'), madeSignal({ id: 'c', suppressed: { by: 'backup' } })];
    expect(await notifyAll(server, signals)).toEqual({
      sent: 2,
      sentBefore: 0,
      failed: 0,
      reasons: [],
      pauses: [],
    });
    expect(server.ids).toEqual(['a', 'b']);
    expect(server.posted[0]).toMatchObject({
      path: '/services/T000/SECRET',
      headers: { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': 'a' },
    });
  });

  test('sends again what is refused for now, after the pause that is asked for', async () => {
    await using server = await WebhookServer.open();
    server.answers = [{ status: 429, retryAfter: '7' }, 503, 500];
    const { sent, pauses } = await notifyAll(server, signalsOf('a'));
    expect([sent, pauses, server.ids]).toEqual([1, [7000, 2000, 4000], ['a', 'a', 'a', 'a']]);
  });

  test('does not wait longer than a minute', async () => {
    await using server = await WebhookServer.open();
    server.answers = [{ status: 429, retryAfter: '3600' }];
    expect(await notifyAll(server, signalsOf('a'))).toMatchObject({ sent: 0, failed: 1, pauses: [] });
  });

  test('an address that is wrong is not tried again, and after three failures nothing is', async () => {
    await using server = await WebhookServer.open();
    server.answers = [404, 404, 404];
    const result = await notifyAll(server, signalsOf('a', 'b', 'c', 'd', 'e'));
    expect(result).toMatchObject({
      sent: 0,
      failed: 5,
      reasons: [`http://127.0.0.1:${server.port}/… answered 404`],
    });
    expect(server.ids).toEqual(['a', 'b', 'c']);
  });

  test('what may have been taken is not sent again', async () => {
    await using server = await WebhookServer.open();
    server.answers = ['break'];
    const state = temporaryFolder();
    const result = await notifyAll(server, signalsOf('a', 'b'), state);
    expect(result).toMatchObject({ sent: 1, failed: 1, pauses: [] });
    expect(result.reasons[0]).toMatch(/did not answer .*it may have taken it/);
    expect(await notifyAll(server, signalsOf('a', 'b'), state)).toMatchObject({ sent: 0, sentBefore: 2 });
    expect(server.ids).toEqual(['a', 'b']);
  });

  test('a server that is not there is tried again, and the reason does not show the path', async () => {
    const server = await WebhookServer.open();
    const { url, port } = server;
    await server[Symbol.asyncDispose]();
    const pauses: number[] = [];
    const result = await notify(madeRun(), webhookAddress(url), undefined, {
      pause: (milliseconds) => Promise.resolve(pauses.push(milliseconds)),
    });
    expect(pauses).toEqual([1000, 2000, 4000]);
    expect(result).toMatchObject({
      failed: 1,
      reasons: [`http://127.0.0.1:${port}/… cannot be reached (ECONNREFUSED)`],
    });
  });

  test('with a state, each signal once in all runs, and what failed again', async () => {
    await using server = await WebhookServer.open();
    const state = temporaryFolder();
    server.answers = [200, 404];
    expect(await notifyAll(server, signalsOf('a', 'b'), state)).toMatchObject({ sent: 1, failed: 1 });
    expect(await notifyAll(server, signalsOf('a', 'b', 'c'), state)).toMatchObject({
      sent: 2,
      sentBefore: 1,
      failed: 0,
    });
    expect(await notifyAll(server, signalsOf('a', 'b', 'c'), state)).toMatchObject({
      sent: 0,
      sentBefore: 3,
    });
    expect(server.ids).toEqual(['a', 'b', 'b', 'c']);
  });

  test('a kill before the answer, or while the log is written, sends nothing twice', async () => {
    await using server = await WebhookServer.open();
    const state = temporaryFolder();
    const killed = new NotifiedSignals(keptIn(state));
    await killed.begin('a');
    killed.close();
    appendFileSync(join(state, 'notified.log'), Buffer.from([3, 0, 0]));
    expect(await notifyAll(server, signalsOf('a', 'b'), state)).toMatchObject({ sent: 1, sentBefore: 1 });
    expect(await notifyAll(server, signalsOf('a', 'b'), state)).toMatchObject({ sentBefore: 2 });
    expect(server.ids).toEqual(['b']);
  });

  test('is stopped with the run', async () => {
    await using server = await WebhookServer.open();
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    const notifying = notify(madeRun(), webhookAddress(server.url), undefined, { signal: stop.signal });
    await expect(notifying).rejects.toThrow('stopped');
    expect(server.ids).toEqual([]);
  });
});

describe('the text', () => {
  const posted = (signal: Signal): { text: string; signal: Signal } =>
    JSON.parse(notificationOf(signal, MADE_RULE)) as { text: string; signal: Signal };

  test('says what happened, and the signal comes along', () => {
    const signal = madeSignal({ reasons: ['from 203.0.113.0/24, strange to the organisation'] });
    const { text, ...rest } = posted(signal);
    expect(text.split('\n')).toEqual([
      '[high] Rule',
      'arn:aws:iam::111122223333:user/ann',
      '31 retrievals of 29 secrets, 1 of them new, 2 failed attempts, from 2026-03-01T12:00:00Z to 2026-03-01T12:30:00Z: from 203.0.113.0/24, strange to the organisation',
      'account 111122223333, us-east-1, signal 0123456789abcdef',
    ]);
    expect(rest).toEqual({ mrkdwn: false, unfurl_links: false, unfurl_media: false, signal });
  });

  test.each(HOSTILE_CASES)('has no mention, no link and no more lines for %j', (_, name) => {
    const rule = { id: name, name };
    const { text } = posted(madeSignal({ rule, reasons: [name] }, name));
    expect(text.split('\n').length).toBe(4);
    expect(text.length).toBeLessThan(3000);
    // Slack's control characters, what starts a link or a mention, and what could be a domain.
    expect(/[<>]|&(?!(?:amp|lt|gt);)|:\/\/|\]\(|(?<!\[)[@#]|[\w-]\.[a-z]{2}/i.exec(text)?.[0]).toBe(
      undefined,
    );
    // eslint-disable-next-line no-control-regex -- the test looks for them
    expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\p{Bidi_Control}/u.exec(text)?.[0]).toBe(undefined);
  });

  test.each(signalsOfEveryKind())('is whole Unicode, and below 1 MB: $what', ({ signal, result }) => {
    const body = notificationOf(signal, result);
    expect(/\\ud[89a-f]/.test(body)).toBe(false);
    expect(Buffer.byteLength(body)).toBeLessThan(1_000_000);
  });
});

describe('the address', () => {
  test.each(['', 'hooks.example.com/SECRET', 'ftp://example.com/SECRET', 'javascript:SECRET'])(
    'is refused without being shown: %j',
    (text) => {
      expect(() => webhookAddress(text)).toThrow(
        expect.objectContaining({
          code: 'E_USAGE',
          message: 'the address that --notify names is no http or https URL',
        }),
      );
    },
  );

  test('gives its user as a header', () => {
    expect(webhookAddress('https://ann:p%40ss@example.com/SECRET?token=1')).toEqual({
      url: 'https://example.com/SECRET?token=1',
      shown: 'https://example.com/…',
      authorization: `Basic ${Buffer.from('ann:p@ss').toString('base64')}`,
    });
  });
});
