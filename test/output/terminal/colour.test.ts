import { expect, test } from 'vitest';
import { painter, wantsColour } from '../../../src/output/terminal/colour.js';

test.each([
  // terminal, environment: colours
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [true, { TERM: 'xterm-256color' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [true, { FORCE_COLOR: '3', NO_COLOR: '1', TERM: 'dumb' }, true],
])('on a terminal: %j, environment: %j, colours: %j', (isTerminal, env, colours) => {
  expect(wantsColour(isTerminal, env)).toBe(colours);
  expect(painter({ isTTY: isTerminal }, env)('bold', 'text') !== 'text').toBe(colours);
});
