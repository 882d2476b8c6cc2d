import { makeStates } from './merge/made-states.js';
console.log(makeStates('/tmp/mstates', { states: 64, identities: 100_000, same: false }).join(' '));
