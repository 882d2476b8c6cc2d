import { createRequire } from 'node:module';
import type * as undici from 'undici';

// Loaded by their files, which are not part of undici's public interface: all of undici, with fetch and WebSocket, takes
// 100 to 160 ms to load, these parts 30 to 70 ms. test/source/undici.test.ts checks that the installed version has them.
const load = createRequire(import.meta.url);

export const Agent = load('undici/lib/dispatcher/agent.js') as typeof undici.Agent;
export const Pool = load('undici/lib/dispatcher/pool.js') as typeof undici.Pool;
export const retryInterceptor = load('undici/lib/interceptor/retry.js') as typeof undici.interceptors.retry;
export const { RequestRetryError } = load('undici/lib/core/errors.js') as typeof undici.errors;

/** Loads all of undici, which it needs; only where there is a proxy. */
export function loadProxyAgent(): typeof undici.ProxyAgent {
  return (load('undici') as typeof undici).ProxyAgent;
}
