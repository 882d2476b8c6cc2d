import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { programFor } from '../../src/cli/program.js';
import { commandsPage } from './commands-page.js';

const page = fileURLToPath(new URL('../../docs/commands.md', import.meta.url));
writeFileSync(page, commandsPage(await programFor(undefined)));
