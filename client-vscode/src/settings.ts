/** The settings that the server knows; the others are the extension's own. */
// Made by scripts/from_server.py from the server's declarations; a test holds them together.

export const SERVER_SETTINGS: readonly string[] = [
  'language',
  'hover.offline',
  'open',
  'work.limit',
  'deadlines.names',
  'deadlines.callSites',
  'deadlines.start',
  'cache.directory',
  'cache.megabytes',
  'log.level',
  'writer',
  'model',
  'detail',
  'endpoint.preset',
  'endpoint.baseUrl',
  'endpoint.apiVersion',
  'endpoint.plainHttpHosts',
  'endpoint.contextTokens',
  'endpoint.answerTokens',
  'endpoint.connectTimeout',
  'endpoint.firstTokenTimeout',
  'endpoint.silenceTimeout',
  'endpoint.wholeTimeout',
  'endpoint.retries',
  'template',
  'budget.dailyTokens',
  'prices.models',
  'prices.prompt',
  'prices.answer',
];

/** The options of the command line that choose some of them. */
export const OPTIONS: Readonly<Record<string, string>> = {
  writer: '--writer',
  model: '--model',
  'endpoint.preset': '--preset',
  'endpoint.baseUrl': '--base-url',
  language: '--language',
  detail: '--detail',
};

/** The variables of the environment that choose others of them. */
export const VARIABLES: Readonly<Record<string, string>> = {
  'deadlines.names': 'BLOCKGUIDE_NAMES_MS',
  'deadlines.callSites': 'BLOCKGUIDE_CALL_SITES_MS',
  'deadlines.start': 'BLOCKGUIDE_START_MS',
  'cache.directory': 'BLOCKGUIDE_CACHE_DIR',
  'cache.megabytes': 'BLOCKGUIDE_CACHE_MB',
  'log.level': 'BLOCKGUIDE_LOG_LEVEL',
  'endpoint.apiVersion': 'OPENAI_API_VERSION',
  'endpoint.plainHttpHosts': 'BLOCKGUIDE_PLAIN_HTTP_HOSTS',
  'endpoint.contextTokens': 'BLOCKGUIDE_CONTEXT_TOKENS',
  'endpoint.answerTokens': 'BLOCKGUIDE_ANSWER_TOKENS',
  'endpoint.connectTimeout': 'BLOCKGUIDE_CONNECT_MS',
  'endpoint.firstTokenTimeout': 'BLOCKGUIDE_FIRST_TOKEN_MS',
  'endpoint.silenceTimeout': 'BLOCKGUIDE_SILENCE_MS',
  'endpoint.wholeTimeout': 'BLOCKGUIDE_WHOLE_MS',
  'endpoint.retries': 'BLOCKGUIDE_RETRIES',
  template: 'BLOCKGUIDE_TEMPLATE',
  'budget.dailyTokens': 'BLOCKGUIDE_DAILY_TOKENS',
  'prices.models': 'BLOCKGUIDE_PRICES',
  'prices.prompt': 'BLOCKGUIDE_PROMPT_PRICE',
  'prices.answer': 'BLOCKGUIDE_ANSWER_PRICE',
};
