/** Words of which names are composed. */
export const TEAM_WORDS = [
  'payments', 'checkout', 'identity', 'search', 'catalog', 'growth', 'billing', 'logistics', 'risk', 'ledger',
  'mobile', 'messaging', 'data', 'ml', 'platform', 'infra', 'security', 'support', 'content', 'media', 'ads',
  'pricing', 'inventory', 'fulfilment', 'onboarding', 'compliance', 'treasury', 'partner', 'core', 'web', 'iot',
  'analytics', 'claims', 'lending', 'devices', 'telemetry', 'maps', 'scheduling', 'hr', 'finance', 'research',
]; // prettier-ignore

export const APP_WORDS = [
  'api', 'worker', 'gateway', 'sync', 'importer', 'exporter', 'webhook', 'notifier', 'scheduler', 'indexer',
  'router', 'reconciler', 'consumer', 'producer', 'etl', 'dashboard', 'admin', 'portal', 'mailer', 'crawler',
  'enricher', 'scorer', 'archiver', 'proxy', 'relay', 'ingest', 'matcher', 'quote', 'orders', 'refunds', 'invoices',
  'sessions', 'profiles', 'tokens', 'reports', 'feeds', 'assets', 'events', 'rules', 'limits', 'payouts', 'tickets',
]; // prettier-ignore

export const SECRET_WORDS = [
  'db', 'database', 'redis', 'api-key', 'oauth', 'jwt', 'signing-key', 'smtp', 'stripe', 'twilio', 'datadog',
  'sentry', 'kafka', 'rabbitmq', 'snowflake', 'mongodb', 'elastic', 'ldap', 'sftp', 'slack', 'github-token', 'tls',
  'encryption', 'webhook', 'salesforce', 'segment', 'okta', 'pgbouncer', 'service-account', 'license', 'vpn',
]; // prettier-ignore

/** Other languages than English, as teams in those countries name their secrets. */
export const FOREIGN_SECRET_WORDS: readonly (readonly string[])[] = [
  ['datenbank', 'zugang', 'schluessel', 'passwort', 'kundenportal', 'rechnung', 'lager', 'anmeldung'],
  ['base-de-donnees', 'cle-api', 'motdepasse', 'facturation', 'clients', 'courriel', 'paiement'],
  ['contrasena', 'base-datos', 'facturacion', 'clave-api', 'correo', 'pagos', 'clientes'],
  ['senha', 'banco-dados', 'chave-api', 'pagamentos', 'clientes', 'nota-fiscal'],
  ['haslo', 'baza', 'klucz', 'faktury', 'klienci', 'magazyn'],
  ['himitsu', 'kagi', 'seikyu', 'kokyaku', 'zaiko', 'ninsho'],
];

export const FIRST_NAMES = [
  'anna', 'ben', 'carla', 'dmitri', 'elena', 'farid', 'grace', 'hugo', 'ines', 'jonas', 'kavya', 'lars', 'mei',
  'nadia', 'omar', 'petra', 'quentin', 'rosa', 'sanjay', 'tomas', 'uma', 'viktor', 'wanda', 'xin', 'yusuf', 'zoe',
]; // prettier-ignore

export const LAST_NAMES = [
  'adler', 'bianchi', 'costa', 'dubois', 'eriksen', 'fischer', 'garcia', 'haddad', 'ivanov', 'jensen', 'kim',
  'lopez', 'meyer', 'nowak', 'okafor', 'patel', 'quist', 'rossi', 'silva', 'tanaka', 'ueda', 'vargas', 'weber',
  'xu', 'yilmaz', 'zhang',
]; // prettier-ignore

export const COMPANY_WORDS = [
  'acme',
  'nordwind',
  'bluefin',
  'kestrel',
  'lumen',
  'orbit',
  'tern',
  'vela',
  'zephyr',
];
