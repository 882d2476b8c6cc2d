/** Prints the tables of docs/sizing.md: what measured costs and stated assumptions say of large trails. `npm run bench:sizing` */
import { sizingTables } from './table.js';

console.log(sizingTables());
