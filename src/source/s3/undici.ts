import { createRequire } from 'node:module';
import type * as undici from 'undici';

// By their files: all of undici, with fetch and WebSocket, takes a tenth of a second to load, these parts a third of it.
const load = createRequire(import.meta.url);

export const Agent = load('undici/lib/dispatcher/agent.js') as typeof undici.Agent;
export const retryInterceptor = load('undici/lib/interceptor/retry.js') as typeof undici.interceptors.retry;
export const { RequestRetryError } = load('undici/lib/core/errors.js') as typeof undici.errors;
