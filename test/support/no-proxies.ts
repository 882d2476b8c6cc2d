/*
 * Proxies in lower case count before those in capitals even where they are empty, so tests begin without them; those in
 * capitals are empty (vitest.config.ts).
 */
delete process.env['http_proxy'];
delete process.env['https_proxy'];
delete process.env['no_proxy'];
