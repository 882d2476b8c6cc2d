import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as undici from 'undici';
import { expect, test } from 'vitest';
import { Agent, Pool, RequestRetryError, retryInterceptor } from '../../src/source/s3/undici.js';

/*
 * src/source/s3/undici.ts loads three files of undici by their paths, which are not part of its public interface: all
 * of undici takes two to three times as long to load. These tests say whether an upgrade moved them.
 */
const ON_UPGRADE =
  'undici has moved what src/source/s3/undici.ts loads: find its new file, or import it from "undici" itself';
const require = createRequire(import.meta.url);

test.each<[file: string, exported: string, loaded: unknown, isPublic: unknown]>([
  ['lib/dispatcher/agent.js', '', Agent, undici.Agent],
  ['lib/dispatcher/pool.js', '', Pool, undici.Pool],
  ['lib/interceptor/retry.js', '', retryInterceptor, undici.interceptors.retry],
  ['lib/core/errors.js', 'RequestRetryError', RequestRetryError, undici.errors.RequestRetryError],
])('undici/%s %s is what undici itself exports', (file, exported, loaded, isPublic) => {
  const module = require(`undici/${file}`) as Record<string, unknown>;
  expect(exported === '' ? module : module[exported], ON_UPGRADE).toBe(isPublic);
  expect(loaded, ON_UPGRADE).toBe(isPublic);
  expect(loaded, ON_UPGRADE).toBeTypeOf('function');
});

test('they load without the rest of undici', () => {
  const built = new URL('../../dist/src/source/s3/undici.js', import.meta.url).href;
  const script = `
    await import(${JSON.stringify(built)});
    const { createRequire } = await import('node:module');
    const files = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('/undici/'));
    console.log(JSON.stringify(files));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
  });
  const files = JSON.parse(printed) as string[];
  expect(files.some((file) => file.endsWith('/undici/lib/dispatcher/agent.js'))).toBe(true);
  expect(files.filter((file) => /\/undici\/index\.js$|\/web\/|llhttp-wasm\.js$/.test(file))).toEqual([]);
  expect(files.length, 'no longer worth a deep import: import from "undici" itself').toBeLessThan(40);
});
