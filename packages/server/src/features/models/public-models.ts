/**
 * What the vendors publish as the price of their models. The figures are the public price lists of OpenAI, Anthropic
 * and Google, as collected by the Langfuse project (MIT) and read on 2026-08-20; see PUBLIC_PRICES_AS_OF.
 * US dollars per million units, decimal text, by usage class. A class that costs what the class it belongs to costs
 * (reasoning what output costs, uncached cache writes what input costs) is left out: see `#domain/cost/usage-class`.
 */
export const PUBLIC_PRICES_AS_OF = '2026-08-20';

export type PricesPerMillion = Readonly<Record<string, string>>;

/** All that is given must hold. `inputOver`: input of every class together is more than this many tokens. */
export interface PublicTierWhen {
  serviceTier?: readonly string[];
  speed?: readonly string[];
  inputOver?: number;
}

export interface PublicModel {
  name: string;
  /** RE2 syntax, found anywhere in the model name that a client sends. */
  pattern: string;
  /** The standard price. */
  prices: PricesPerMillion;
  /** Other prices, in the order they are tried. */
  tiers?: readonly { name: string; when: PublicTierWhen; prices: PricesPerMillion }[];
}

export const PUBLIC_MODELS: readonly PublicModel[] = [
  {
    name: 'gpt-4o',
    pattern: '(?i)^(openai/)?(gpt-4o)$',
    prices: { input: '2.5', input_cache_read: '1.25', output: '10' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '4.25', input_cache_read: '2.125', output: '17' },
      },
    ],
  },
  {
    name: 'gpt-4o-2024-05-13',
    pattern: '(?i)^(openai/)?(gpt-4o-2024-05-13)$',
    prices: { input: '5', output: '15' },
    tiers: [
      { name: 'Fast mode', when: { serviceTier: ['fast', 'priority'] }, prices: { input: '8.75', output: '26.25' } },
    ],
  },
  {
    name: 'gpt-4-1106-preview',
    pattern: '(?i)^(openai/)?(gpt-4-1106-preview)$',
    prices: { input: '10', output: '30' },
  },
  {
    name: 'gpt-4-turbo-vision',
    pattern: '(?i)^(openai/)?(gpt-4(-\\d{4})?-vision-preview)$',
    prices: { input: '10', output: '30' },
  },
  {
    name: 'gpt-4-32k',
    pattern: '(?i)^(openai/)?(gpt-4-32k)$',
    prices: { input: '60', output: '120' },
  },
  {
    name: 'gpt-4-32k-0613',
    pattern: '(?i)^(openai/)?(gpt-4-32k-0613)$',
    prices: { input: '60', output: '120' },
  },
  {
    name: 'gpt-3.5-turbo-1106',
    pattern: '(?i)^(openai/)?(gpt-)(35|3.5)(-turbo-1106)$',
    prices: { input: '1', output: '2' },
  },
  {
    name: 'gpt-3.5-turbo-0613',
    pattern: '(?i)^(openai/)?(gpt-)(35|3.5)(-turbo-0613)$',
    prices: { input: '1.5', output: '2' },
  },
  {
    name: 'gpt-4-0613',
    pattern: '(?i)^(openai/)?(gpt-4-0613)$',
    prices: { input: '30', output: '60' },
  },
  {
    name: 'gpt-3.5-turbo-instruct',
    pattern: '(?i)^(openai/)?(gpt-)(35|3.5)(-turbo-instruct)$',
    prices: { input: '1.5', output: '2' },
  },
  {
    name: 'text-ada-001',
    pattern: '(?i)^(text-ada-001)$',
    prices: { total: '4' },
  },
  {
    name: 'text-babbage-001',
    pattern: '(?i)^(text-babbage-001)$',
    prices: { total: '0.5' },
  },
  {
    name: 'text-curie-001',
    pattern: '(?i)^(text-curie-001)$',
    prices: { total: '20' },
  },
  {
    name: 'text-davinci-001',
    pattern: '(?i)^(text-davinci-001)$',
    prices: { total: '20' },
  },
  {
    name: 'text-davinci-002',
    pattern: '(?i)^(text-davinci-002)$',
    prices: { total: '20' },
  },
  {
    name: 'text-davinci-003',
    pattern: '(?i)^(text-davinci-003)$',
    prices: { total: '20' },
  },
  {
    name: 'text-embedding-ada-002-v2',
    pattern: '(?i)^(text-embedding-ada-002-v2)$',
    prices: { total: '0.1' },
  },
  {
    name: 'text-embedding-ada-002',
    pattern: '(?i)^(text-embedding-ada-002)$',
    prices: { total: '0.1' },
  },
  {
    name: 'gpt-3.5-turbo-16k-0613',
    pattern: '(?i)^(openai/)?(gpt-)(35|3.5)(-turbo-16k-0613)$',
    prices: { input: '3', output: '4' },
  },
  {
    name: 'gpt-3.5-turbo-0301',
    pattern: '(?i)^(openai/)?(gpt-)(35|3.5)(-turbo-0301)$',
    prices: { input: '2', output: '2' },
  },
  {
    name: 'gpt-4-32k-0314',
    pattern: '(?i)^(openai/)?(gpt-4-32k-0314)$',
    prices: { input: '60', output: '120' },
  },
  {
    name: 'gpt-4-0314',
    pattern: '(?i)^(openai/)?(gpt-4-0314)$',
    prices: { input: '30', output: '60' },
  },
  {
    name: 'gpt-4',
    pattern: '(?i)^(openai/)?(gpt-4)$',
    prices: { input: '30', output: '60' },
  },
  {
    name: 'claude-instant-1.2',
    pattern: '(?i)^(anthropic/)?(claude-instant-1.2)$',
    prices: { input: '1.63', output: '5.51' },
  },
  {
    name: 'claude-2.0',
    pattern: '(?i)^(anthropic/)?(claude-2.0)$',
    prices: { input: '8', output: '24' },
  },
  {
    name: 'claude-2.1',
    pattern: '(?i)^(anthropic/)?(claude-2.1)$',
    prices: { input: '8', output: '24' },
  },
  {
    name: 'claude-1.3',
    pattern: '(?i)^(anthropic/)?(claude-1.3)$',
    prices: { input: '8', output: '24' },
  },
  {
    name: 'claude-1.2',
    pattern: '(?i)^(anthropic/)?(claude-1.2)$',
    prices: { input: '8', output: '24' },
  },
  {
    name: 'claude-1.1',
    pattern: '(?i)^(anthropic/)?(claude-1.1)$',
    prices: { input: '8', output: '24' },
  },
  {
    name: 'claude-instant-1',
    pattern: '(?i)^(anthropic/)?(claude-instant-1)$',
    prices: { input: '1.63', output: '5.51' },
  },
  {
    name: 'babbage-002',
    pattern: '(?i)^(babbage-002)$',
    prices: { input: '0.4', output: '0.4' },
  },
  {
    name: 'davinci-002',
    pattern: '(?i)^(davinci-002)$',
    prices: { input: '2', output: '2' },
  },
  {
    name: 'text-embedding-3-small',
    pattern: '(?i)^(text-embedding-3-small)$',
    prices: { total: '0.02' },
  },
  {
    name: 'text-embedding-3-large',
    pattern: '(?i)^(text-embedding-3-large)$',
    prices: { total: '0.13' },
  },
  {
    name: 'gpt-3.5-turbo-0125',
    pattern: '(?i)^(openai/)?(gpt-)(35|3.5)(-turbo-0125)$',
    prices: { input: '0.5', output: '1.5' },
  },
  {
    name: 'gpt-3.5-turbo',
    pattern: '(?i)^(openai/)?(gpt-)(35|3.5)(-turbo)$',
    prices: { input: '0.5', output: '1.5' },
  },
  {
    name: 'gpt-4-0125-preview',
    pattern: '(?i)^(openai/)?(gpt-4-0125-preview)$',
    prices: { input: '10', output: '30' },
  },
  {
    name: 'ft:gpt-3.5-turbo-1106',
    pattern: '(?i)^(ft:)(gpt-3.5-turbo-1106:)(.+)(:)(.*)(:)(.+)$',
    prices: { input: '3', output: '6' },
  },
  {
    name: 'ft:gpt-3.5-turbo-0613',
    pattern: '(?i)^(ft:)(gpt-3.5-turbo-0613:)(.+)(:)(.*)(:)(.+)$',
    prices: { input: '12', output: '16' },
  },
  {
    name: 'ft:davinci-002',
    pattern: '(?i)^(ft:)(davinci-002:)(.+)(:)(.*)(:)(.+)$',
    prices: { input: '12', output: '12' },
  },
  {
    name: 'ft:babbage-002',
    pattern: '(?i)^(ft:)(babbage-002:)(.+)(:)(.*)(:)(.+)$',
    prices: { input: '1.6', output: '1.6' },
  },
  {
    name: 'chat-bison',
    pattern: '(?i)^(chat-bison)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'codechat-bison-32k',
    pattern: '(?i)^(codechat-bison-32k)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'codechat-bison',
    pattern: '(?i)^(codechat-bison)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'text-bison-32k',
    pattern: '(?i)^(text-bison-32k)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'chat-bison-32k',
    pattern: '(?i)^(chat-bison-32k)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'text-unicorn',
    pattern: '(?i)^(text-unicorn)(@[a-zA-Z0-9]+)?$',
    prices: { input: '2.5', output: '7.5' },
  },
  {
    name: 'text-bison',
    pattern: '(?i)^(text-bison)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'textembedding-gecko',
    pattern: '(?i)^(textembedding-gecko)(@[a-zA-Z0-9]+)?$',
    prices: { total: '0.1' },
  },
  {
    name: 'textembedding-gecko-multilingual',
    pattern: '(?i)^(textembedding-gecko-multilingual)(@[a-zA-Z0-9]+)?$',
    prices: { total: '0.1' },
  },
  {
    name: 'code-gecko',
    pattern: '(?i)^(code-gecko)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'code-bison',
    pattern: '(?i)^(code-bison)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'code-bison-32k',
    pattern: '(?i)^(code-bison-32k)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'gpt-3.5-turbo-16k',
    pattern: '(?i)^(openai/)?(gpt-)(35|3.5)(-turbo-16k)$',
    prices: { input: '0.5', output: '1.5' },
  },
  {
    name: 'gpt-4-turbo-preview',
    pattern: '(?i)^(openai/)?(gpt-4-turbo-preview)$',
    prices: { input: '10', output: '30' },
  },
  {
    name: 'claude-3-opus-20240229',
    pattern:
      '(?i)^(anthropic/)?(claude-3-opus-20240229|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-3-opus-20240229-v1:0|claude-3-opus@20240229)$',
    prices: { input: '15', output: '75' },
  },
  {
    name: 'claude-3-sonnet-20240229',
    pattern:
      '(?i)^(anthropic/)?(claude-3-sonnet-20240229|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-3-sonnet-20240229-v1:0|claude-3-sonnet@20240229)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'claude-3-haiku-20240307',
    pattern:
      '(?i)^(anthropic/)?(claude-3-haiku-20240307|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-3-haiku-20240307-v1:0|claude-3-haiku@20240307)$',
    prices: { input: '0.25', output: '1.25' },
  },
  {
    name: 'gemini-1.0-pro-latest',
    pattern: '(?i)^(google(ai)?/)?(gemini-1.0-pro-latest)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.25', output: '0.5' },
  },
  {
    name: 'gemini-1.0-pro',
    pattern: '(?i)^(google(ai)?/)?(gemini-1.0-pro)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.125', output: '0.375' },
  },
  {
    name: 'gemini-1.0-pro-001',
    pattern: '(?i)^(google(ai)?/)?(gemini-1.0-pro-001)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.125', output: '0.375' },
  },
  {
    name: 'gemini-pro',
    pattern: '(?i)^(google(ai)?/)?(gemini-pro)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.125', output: '0.375' },
  },
  {
    name: 'gemini-1.5-pro-latest',
    pattern: '(?i)^(google(ai)?/)?(gemini-1.5-pro-latest)(@[a-zA-Z0-9]+)?$',
    prices: { input: '2.5', output: '7.5' },
  },
  {
    name: 'gpt-4-turbo-2024-04-09',
    pattern: '(?i)^(openai/)?(gpt-4-turbo-2024-04-09)$',
    prices: { input: '10', output: '30' },
  },
  {
    name: 'gpt-4-turbo',
    pattern: '(?i)^(openai/)?(gpt-4-turbo)$',
    prices: { input: '10', output: '30' },
  },
  {
    name: 'gpt-4-preview',
    pattern: '(?i)^(openai/)?(gpt-4-preview)$',
    prices: { input: '10', output: '30' },
  },
  {
    name: 'claude-3-5-sonnet-20240620',
    pattern:
      '(?i)^(anthropic/)?(claude-3-5-sonnet-20240620|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-3-5-sonnet-20240620-v1:0|claude-3-5-sonnet@20240620)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'gpt-4o-mini',
    pattern: '(?i)^(openai/)?(gpt-4o-mini)$',
    prices: { input: '0.15', input_cache_read: '0.075', output: '0.6' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.25', input_cache_read: '0.125', output: '1' },
      },
    ],
  },
  {
    name: 'gpt-4o-mini-2024-07-18',
    pattern: '(?i)^(openai/)?(gpt-4o-mini-2024-07-18)$',
    prices: { input: '0.15', input_cache_read: '0.075', output: '0.6' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.25', input_cache_read: '0.125', output: '1' },
      },
    ],
  },
  {
    name: 'gpt-4o-2024-08-06',
    pattern: '(?i)^(openai/)?(gpt-4o-2024-08-06)$',
    prices: { input: '2.5', input_cache_read: '1.25', output: '10' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '4.25', input_cache_read: '2.125', output: '17' },
      },
    ],
  },
  {
    name: 'o1-preview',
    pattern: '(?i)^(openai/)?(o1-preview)$',
    prices: { input: '15', input_cache_read: '7.5', output: '60' },
  },
  {
    name: 'o1-preview-2024-09-12',
    pattern: '(?i)^(openai/)?(o1-preview-2024-09-12)$',
    prices: { input: '15', input_cache_read: '7.5', output: '60' },
  },
  {
    name: 'o1-mini',
    pattern: '(?i)^(openai/)?(o1-mini)$',
    prices: { input: '1.1', input_cache_read: '0.55', output: '4.4' },
  },
  {
    name: 'o1-mini-2024-09-12',
    pattern: '(?i)^(openai/)?(o1-mini-2024-09-12)$',
    prices: { input: '1.1', input_cache_read: '0.55', output: '4.4' },
  },
  {
    name: 'claude-3.5-sonnet-20241022',
    pattern:
      '(?i)^(anthropic/)?(claude-3-5-sonnet-20241022|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-3-5-sonnet-20241022-v2:0|claude-3-5-sonnet-V2@20241022)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'claude-3.5-sonnet-latest',
    pattern: '(?i)^(anthropic/)?(claude-3-5-sonnet-latest)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'claude-3-5-haiku-20241022',
    pattern:
      '(?i)^(anthropic/)?(claude-3-5-haiku-20241022|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-3-5-haiku-20241022-v1:0|claude-3-5-haiku-V1@20241022)$',
    prices: {
      input: '0.8',
      input_cache_read: '0.08',
      input_cache_creation: '1',
      input_cache_creation_1h: '1.6',
      output: '4',
    },
  },
  {
    name: 'claude-3.5-haiku-latest',
    pattern: '(?i)^(anthropic/)?(claude-3-5-haiku-latest)$',
    prices: {
      input: '0.8',
      input_cache_read: '0.08',
      input_cache_creation: '1',
      input_cache_creation_1h: '1.6',
      output: '4',
    },
  },
  {
    name: 'chatgpt-4o-latest',
    pattern: '(?i)^(chatgpt-4o-latest)$',
    prices: { input: '5', output: '15' },
  },
  {
    name: 'gpt-4o-2024-11-20',
    pattern: '(?i)^(openai/)?(gpt-4o-2024-11-20)$',
    prices: { input: '2.5', input_cache_read: '1.25', output: '10' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '4.25', input_cache_read: '2.125', output: '17' },
      },
    ],
  },
  {
    name: 'gpt-4o-audio-preview',
    pattern: '(?i)^(openai/)?(gpt-4o-audio-preview)$',
    prices: { input: '2.5', input_audio: '100', output: '10', output_audio: '200' },
  },
  {
    name: 'gpt-4o-audio-preview-2024-10-01',
    pattern: '(?i)^(openai/)?(gpt-4o-audio-preview-2024-10-01)$',
    prices: { input: '2.5', input_audio: '100', output: '10', output_audio: '200' },
  },
  {
    name: 'gpt-4o-realtime-preview',
    pattern: '(?i)^(openai/)?(gpt-4o-realtime-preview)$',
    prices: {
      input: '5',
      input_cache_read: '2.5',
      input_audio: '100',
      input_cached_audio: '20',
      output: '20',
      output_audio: '200',
    },
  },
  {
    name: 'gpt-4o-realtime-preview-2024-10-01',
    pattern: '(?i)^(openai/)?(gpt-4o-realtime-preview-2024-10-01)$',
    prices: {
      input: '5',
      input_cache_read: '2.5',
      input_audio: '100',
      input_cached_audio: '20',
      output: '20',
      output_audio: '200',
    },
  },
  {
    name: 'o1',
    pattern: '(?i)^(openai/)?(o1)$',
    prices: { input: '15', input_cache_read: '7.5', output: '60' },
  },
  {
    name: 'o1-2024-12-17',
    pattern: '(?i)^(openai/)?(o1-2024-12-17)$',
    prices: { input: '15', input_cache_read: '7.5', output: '60' },
  },
  {
    name: 'o3-mini',
    pattern: '(?i)^(openai/)?(o3-mini)$',
    prices: { input: '1.1', input_cache_read: '0.55', output: '4.4' },
  },
  {
    name: 'o3-mini-2025-01-31',
    pattern: '(?i)^(openai/)?(o3-mini-2025-01-31)$',
    prices: { input: '1.1', input_cache_read: '0.55', output: '4.4' },
  },
  {
    name: 'gemini-2.0-flash-001',
    pattern: '(?i)^(google(ai)?/)?(gemini-2.0-flash-001)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.1', output: '0.4' },
  },
  {
    name: 'gemini-2.0-flash-lite-preview-02-05',
    pattern: '(?i)^(google(ai)?/)?(gemini-2.0-flash-lite-preview-02-05)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.075', output: '0.3' },
  },
  {
    name: 'claude-3.7-sonnet-20250219',
    pattern:
      '(?i)^(anthropic/)?(claude-3.7-sonnet-20250219|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-3.7-sonnet-20250219-v1:0|claude-3-7-sonnet-V1@20250219)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'claude-3.7-sonnet-latest',
    pattern: '(?i)^(anthropic/)?(claude-3-7-sonnet-latest)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'gpt-4.5-preview',
    pattern: '(?i)^(openai/)?(gpt-4.5-preview)$',
    prices: { input: '75', input_cache_read: '37.5', output: '150' },
  },
  {
    name: 'gpt-4.5-preview-2025-02-27',
    pattern: '(?i)^(openai/)?(gpt-4.5-preview-2025-02-27)$',
    prices: { input: '75', input_cache_read: '37.5', output: '150' },
  },
  {
    name: 'gpt-4.1',
    pattern: '(?i)^(openai/)?(gpt-4.1)$',
    prices: { input: '2', input_cache_read: '0.5', output: '8' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '3.5', input_cache_read: '0.875', output: '14' },
      },
    ],
  },
  {
    name: 'gpt-4.1-2025-04-14',
    pattern: '(?i)^(openai/)?(gpt-4.1-2025-04-14)$',
    prices: { input: '2', input_cache_read: '0.5', output: '8' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '3.5', input_cache_read: '0.875', output: '14' },
      },
    ],
  },
  {
    name: 'gpt-4.1-mini-2025-04-14',
    pattern: '(?i)^(openai/)?(gpt-4.1-mini-2025-04-14)$',
    prices: { input: '0.4', input_cache_read: '0.1', output: '1.6' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.7', input_cache_read: '0.175', output: '2.8' },
      },
    ],
  },
  {
    name: 'gpt-4.1-nano-2025-04-14',
    pattern: '(?i)^(openai/)?(gpt-4.1-nano-2025-04-14)$',
    prices: { input: '0.1', input_cache_read: '0.025', output: '0.4' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.2', input_cache_read: '0.05', output: '0.8' },
      },
    ],
  },
  {
    name: 'o3',
    pattern: '(?i)^(openai/)?(o3)$',
    prices: { input: '2', input_cache_read: '0.5', output: '8' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '3.5', input_cache_read: '0.875', output: '14' },
      },
      { name: 'Flex', when: { serviceTier: ['flex'] }, prices: { input: '1', input_cache_read: '0.25', output: '4' } },
    ],
  },
  {
    name: 'o3-2025-04-16',
    pattern: '(?i)^(openai/)?(o3-2025-04-16)$',
    prices: { input: '2', input_cache_read: '0.5', output: '8' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '3.5', input_cache_read: '0.875', output: '14' },
      },
      { name: 'Flex', when: { serviceTier: ['flex'] }, prices: { input: '1', input_cache_read: '0.25', output: '4' } },
    ],
  },
  {
    name: 'o4-mini',
    pattern: '(?i)^(openai/)?(o4-mini)$',
    prices: { input: '1.1', input_cache_read: '0.275', output: '4.4' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '2', input_cache_read: '0.5', output: '8' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.55', input_cache_read: '0.138', output: '2.2' },
      },
    ],
  },
  {
    name: 'o4-mini-2025-04-16',
    pattern: '(?i)^(openai/)?(o4-mini-2025-04-16)$',
    prices: { input: '1.1', input_cache_read: '0.275', output: '4.4' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '2', input_cache_read: '0.5', output: '8' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.55', input_cache_read: '0.138', output: '2.2' },
      },
    ],
  },
  {
    name: 'gemini-2.0-flash',
    pattern: '(?i)^(google(ai)?/)?(gemini-2.0-flash)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.1', output: '0.4' },
  },
  {
    name: 'gemini-2.0-flash-lite-preview',
    pattern: '(?i)^(google(ai)?/)?(gemini-2.0-flash-lite-preview)(@[a-zA-Z0-9]+)?$',
    prices: { input: '0.075', output: '0.3' },
  },
  {
    name: 'gpt-4.1-nano',
    pattern: '(?i)^(openai/)?(gpt-4.1-nano)$',
    prices: { input: '0.1', input_cache_read: '0.025', output: '0.4' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.2', input_cache_read: '0.05', output: '0.8' },
      },
    ],
  },
  {
    name: 'gpt-4.1-mini',
    pattern: '(?i)^(openai/)?(gpt-4.1-mini)$',
    prices: { input: '0.4', input_cache_read: '0.1', output: '1.6' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.7', input_cache_read: '0.175', output: '2.8' },
      },
    ],
  },
  {
    name: 'claude-sonnet-4-5-20250929',
    pattern:
      '(?i)^(anthropic/)?(claude-sonnet-4-5(-20250929)?|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-sonnet-4-5(-20250929)?-v1(:0)?|claude-sonnet-4-5-V1(@20250929)?|claude-sonnet-4-5(@20250929)?)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'claude-sonnet-4-20250514',
    pattern:
      '(?i)^(anthropic/)?(claude-sonnet-4(-20250514)?|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-sonnet-4(-20250514)?-v1(:0)?|claude-sonnet-4-V1(@20250514)?|claude-sonnet-4(@20250514)?)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'claude-sonnet-4-latest',
    pattern: '(?i)^(anthropic/)?(claude-sonnet-4-latest)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'claude-opus-4-20250514',
    pattern:
      '(?i)^(anthropic/)?(claude-opus-4(-20250514)?|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-opus-4(-20250514)?-v1(:0)?|claude-opus-4(@20250514)?)$',
    prices: {
      input: '15',
      input_cache_read: '1.5',
      input_cache_creation: '18.75',
      input_cache_creation_1h: '30',
      output: '75',
    },
  },
  {
    name: 'o3-pro',
    pattern: '(?i)^(openai/)?(o3-pro)$',
    prices: { input: '20', output: '80' },
  },
  {
    name: 'o3-pro-2025-06-10',
    pattern: '(?i)^(openai/)?(o3-pro-2025-06-10)$',
    prices: { input: '20', output: '80' },
  },
  {
    name: 'o1-pro',
    pattern: '(?i)^(openai/)?(o1-pro)$',
    prices: { input: '150', output: '600' },
  },
  {
    name: 'o1-pro-2025-03-19',
    pattern: '(?i)^(openai/)?(o1-pro-2025-03-19)$',
    prices: { input: '150', output: '600' },
  },
  {
    name: 'gemini-2.5-flash',
    pattern: '(?i)^(google(ai)?/)?(gemini-2.5-flash)$',
    prices: { input: '0.3', input_cache_read: '0.03', input_audio: '1', output: '2.5' },
  },
  {
    name: 'gemini-2.5-flash-lite',
    pattern: '(?i)^(google(ai)?/)?(gemini-2.5-flash-lite)$',
    prices: { input: '0.1', input_cache_read: '0.01', input_audio: '0.3', output: '0.4' },
  },
  {
    name: 'claude-opus-4-1-20250805',
    pattern:
      '(?i)^(anthropic/)?(claude-opus-4-1(-20250805)?|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-opus-4-1(-20250805)?-v1(:0)?|claude-opus-4-1(@20250805)?)$',
    prices: {
      input: '15',
      input_cache_read: '1.5',
      input_cache_creation: '18.75',
      input_cache_creation_1h: '30',
      output: '75',
    },
  },
  {
    name: 'gpt-5',
    pattern: '(?i)^(openai/)?(gpt-5)$',
    prices: { input: '1.25', input_cache_read: '0.125', output: '10' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '2.5', input_cache_read: '0.25', output: '20' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.625', input_cache_read: '0.0625', output: '5' },
      },
    ],
  },
  {
    name: 'gpt-5-2025-08-07',
    pattern: '(?i)^(openai/)?(gpt-5-2025-08-07)$',
    prices: { input: '1.25', input_cache_read: '0.125', output: '10' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '2.5', input_cache_read: '0.25', output: '20' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.625', input_cache_read: '0.0625', output: '5' },
      },
    ],
  },
  {
    name: 'gpt-5-mini',
    pattern: '(?i)^(openai/)?(gpt-5-mini)$',
    prices: { input: '0.25', input_cache_read: '0.025', output: '2' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.45', input_cache_read: '0.045', output: '3.6' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.125', input_cache_read: '0.0125', output: '1' },
      },
    ],
  },
  {
    name: 'gpt-5-mini-2025-08-07',
    pattern: '(?i)^(openai/)?(gpt-5-mini-2025-08-07)$',
    prices: { input: '0.25', input_cache_read: '0.025', output: '2' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.45', input_cache_read: '0.045', output: '3.6' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.125', input_cache_read: '0.0125', output: '1' },
      },
    ],
  },
  {
    name: 'gpt-5-nano',
    pattern: '(?i)^(openai/)?(gpt-5-nano)$',
    prices: { input: '0.05', input_cache_read: '0.005', output: '0.4' },
    tiers: [
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.025', input_cache_read: '0.0025', output: '0.2' },
      },
    ],
  },
  {
    name: 'gpt-5-nano-2025-08-07',
    pattern: '(?i)^(openai/)?(gpt-5-nano-2025-08-07)$',
    prices: { input: '0.05', input_cache_read: '0.005', output: '0.4' },
    tiers: [
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.025', input_cache_read: '0.0025', output: '0.2' },
      },
    ],
  },
  {
    name: 'gpt-5-chat-latest',
    pattern: '(?i)^(openai/)?(gpt-5-chat-latest)$',
    prices: { input: '1.25', input_cache_read: '0.125', output: '10' },
  },
  {
    name: 'gpt-5-pro',
    pattern: '(?i)^(openai/)?(gpt-5-pro)$',
    prices: { input: '15', output: '120' },
  },
  {
    name: 'gpt-5-pro-2025-10-06',
    pattern: '(?i)^(openai/)?(gpt-5-pro-2025-10-06)$',
    prices: { input: '15', output: '120' },
  },
  {
    name: 'claude-haiku-4-5-20251001',
    pattern:
      '(?i)^(anthropic/)?(claude-haiku-4-5(-20251001)?|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-haiku-4-5-20251001-v1:0|claude-4-5-haiku@20251001)$',
    prices: {
      input: '1',
      input_cache_read: '0.1',
      input_cache_creation: '1.25',
      input_cache_creation_1h: '2',
      output: '5',
    },
  },
  {
    name: 'gpt-5.1',
    pattern: '(?i)^(openai/)?(gpt-5.1)$',
    prices: { input: '1.25', input_cache_read: '0.125', output: '10' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '2.5', input_cache_read: '0.25', output: '20' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.625', input_cache_read: '0.0625', output: '5' },
      },
    ],
  },
  {
    name: 'gpt-5.1-2025-11-13',
    pattern: '(?i)^(openai/)?(gpt-5.1-2025-11-13)$',
    prices: { input: '1.25', input_cache_read: '0.125', output: '10' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '2.5', input_cache_read: '0.25', output: '20' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.625', input_cache_read: '0.0625', output: '5' },
      },
    ],
  },
  {
    name: 'claude-opus-4-5-20251101',
    pattern:
      '(?i)^(anthropic/)?(claude-opus-4-5(-20251101)?|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-opus-4-5(-20251101)?-v1(:0)?|claude-opus-4-5(@20251101)?)$',
    prices: {
      input: '5',
      input_cache_read: '0.5',
      input_cache_creation: '6.25',
      input_cache_creation_1h: '10',
      output: '25',
    },
  },
  {
    name: 'claude-sonnet-4-6',
    pattern:
      '(?i)^(anthropic/)?(claude-sonnet-4-6|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-sonnet-4-6(-v1(:0)?)?|claude-sonnet-4-6)$',
    prices: {
      input: '3',
      input_cache_read: '0.3',
      input_cache_creation: '3.75',
      input_cache_creation_1h: '6',
      output: '15',
    },
  },
  {
    name: 'claude-opus-4-6',
    pattern:
      '(?i)^(anthropic/)?(claude-opus-4-6|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-opus-4-6-v1(:0)?|claude-opus-4-6)$',
    prices: {
      input: '5',
      input_cache_read: '0.5',
      input_cache_creation: '6.25',
      input_cache_creation_1h: '10',
      output: '25',
    },
  },
  {
    name: 'claude-opus-4-7',
    pattern:
      '(?i)^(anthropic/)?(claude-opus-4-7|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-opus-4-7-v1(:0)?|claude-opus-4-7)$',
    prices: {
      input: '5',
      input_cache_read: '0.5',
      input_cache_creation: '6.25',
      input_cache_creation_1h: '10',
      output: '25',
    },
  },
  {
    name: 'claude-opus-4-8',
    pattern:
      '(?i)^((anthropic/)?claude-opus-4-8|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-opus-4-8(-v1(:0)?)?)$',
    prices: {
      input: '5',
      input_cache_read: '0.5',
      input_cache_creation: '6.25',
      input_cache_creation_1h: '10',
      output: '25',
    },
    tiers: [
      {
        name: 'Fast mode',
        when: { speed: ['fast'] },
        prices: {
          input: '10',
          input_cache_read: '1',
          input_cache_creation: '12.5',
          input_cache_creation_1h: '20',
          output: '50',
        },
      },
    ],
  },
  {
    name: 'claude-fable-5',
    pattern:
      '(?i)^((anthropic/)?claude-fable-5|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-fable-5(-v1(:0)?)?)$',
    prices: {
      input: '10',
      input_cache_read: '1',
      input_cache_creation: '12.5',
      input_cache_creation_1h: '20',
      output: '50',
    },
  },
  {
    name: 'claude-mythos-5',
    pattern: '(?i)^(anthropic/)?claude-mythos-5$',
    prices: {
      input: '10',
      input_cache_read: '1',
      input_cache_creation: '12.5',
      input_cache_creation_1h: '20',
      output: '50',
    },
  },
  {
    name: 'claude-sonnet-5',
    pattern:
      '(?i)^((anthropic/)?claude-sonnet-5|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-sonnet-5(-v1(:0)?)?)$',
    prices: {
      input: '2',
      input_cache_read: '0.2',
      input_cache_creation: '2.5',
      input_cache_creation_1h: '4',
      output: '10',
    },
  },
  {
    name: 'claude-opus-5',
    pattern:
      '(?i)^((anthropic/)?claude-opus-5|(eu\\.|us\\.|apac\\.|au\\.|jp\\.|global\\.)?anthropic\\.claude-opus-5(-v1(:0)?)?)$',
    prices: {
      input: '5',
      input_cache_read: '0.5',
      input_cache_creation: '6.25',
      input_cache_creation_1h: '10',
      output: '25',
    },
    tiers: [
      {
        name: 'Fast mode',
        when: { speed: ['fast'] },
        prices: {
          input: '10',
          input_cache_read: '1',
          input_cache_creation: '12.5',
          input_cache_creation_1h: '20',
          output: '50',
        },
      },
    ],
  },
  {
    name: 'gemini-2.5-pro',
    pattern: '(?i)^(google(ai)?/)?(gemini-2.5-pro)$',
    prices: { input: '1.25', input_cache_read: '0.125', output: '10' },
    tiers: [
      {
        name: 'Large Context',
        when: { inputOver: 200_000 },
        prices: { input: '2.5', input_cache_read: '0.25', output: '15' },
      },
    ],
  },
  {
    name: 'gemini-3-pro-preview',
    pattern: '(?i)^(google(ai)?/)?(gemini-3-pro-preview)$',
    prices: {
      input: '2',
      input_cache_read: '0.2',
      output: '12',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
    tiers: [
      {
        name: 'Large Context',
        when: { inputOver: 200_000 },
        prices: {
          input: '4',
          input_cache_read: '0.4',
          output: '18',
          grounding_queries: '14000',
          web_search_queries: '14000',
        },
      },
    ],
  },
  {
    name: 'gemini-3.1-pro-preview',
    pattern: '(?i)^(google(ai)?/)?(gemini-3.1-pro-preview(-customtools)?)$',
    prices: {
      input: '2',
      input_cache_read: '0.2',
      output: '12',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
    tiers: [
      {
        name: 'Large Context',
        when: { inputOver: 200_000 },
        prices: {
          input: '4',
          input_cache_read: '0.4',
          output: '18',
          grounding_queries: '14000',
          web_search_queries: '14000',
        },
      },
    ],
  },
  {
    name: 'gpt-5.2',
    pattern: '(?i)^(openai/)?(gpt-5.2)$',
    prices: { input: '1.75', input_cache_read: '0.175', output: '14' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '3.5', input_cache_read: '0.35', output: '28' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.875', input_cache_read: '0.0875', output: '7' },
      },
    ],
  },
  {
    name: 'gpt-5.2-2025-12-11',
    pattern: '(?i)^(openai/)?(gpt-5.2-2025-12-11)$',
    prices: { input: '1.75', input_cache_read: '0.175', output: '14' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '3.5', input_cache_read: '0.35', output: '28' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.875', input_cache_read: '0.0875', output: '7' },
      },
    ],
  },
  {
    name: 'gpt-5.2-pro',
    pattern: '(?i)^(openai/)?(gpt-5.2-pro)$',
    prices: { input: '21', output: '168' },
  },
  {
    name: 'gpt-5.2-pro-2025-12-11',
    pattern: '(?i)^(openai/)?(gpt-5.2-pro-2025-12-11)$',
    prices: { input: '21', output: '168' },
  },
  {
    name: 'gpt-5.3-codex',
    pattern: '(?i)^(openai/)?(gpt-5.3-codex)$',
    prices: { input: '1.75', input_cache_read: '0.175', output: '14' },
  },
  {
    name: 'gpt-5.4',
    pattern: '(?i)^(openai/)?(gpt-5.4)$',
    prices: { input: '2.5', input_cache_read: '0.25', output: '15' },
    tiers: [
      {
        name: 'Flex · Large context (>272K)',
        when: { serviceTier: ['flex'], inputOver: 272_000 },
        prices: { input: '2.5', input_cache_read: '0.25', output: '11.25' },
      },
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '5', input_cache_read: '0.5', output: '30' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '1.25', input_cache_read: '0.13', output: '7.5' },
      },
      {
        name: 'Large Context (>272K)',
        when: { inputOver: 272_000 },
        prices: { input: '5', input_cache_read: '0.5', output: '22.5' },
      },
    ],
  },
  {
    name: 'gpt-5.4-pro',
    pattern: '(?i)^(openai/)?(gpt-5.4-pro)$',
    prices: { input: '30', output: '180' },
    tiers: [
      {
        name: 'Flex · Large context (>272K)',
        when: { serviceTier: ['flex'], inputOver: 272_000 },
        prices: { input: '30', output: '135' },
      },
      { name: 'Flex', when: { serviceTier: ['flex'] }, prices: { input: '15', output: '90' } },
      { name: 'Large Context (>272K)', when: { inputOver: 272_000 }, prices: { input: '60', output: '270' } },
    ],
  },
  {
    name: 'gpt-5.4-2026-03-05',
    pattern: '(?i)^(openai/)?(gpt-5.4-2026-03-05)$',
    prices: { input: '2.5', input_cache_read: '0.25', output: '15' },
    tiers: [
      {
        name: 'Flex · Large context (>272K)',
        when: { serviceTier: ['flex'], inputOver: 272_000 },
        prices: { input: '2.5', input_cache_read: '0.25', output: '11.25' },
      },
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '5', input_cache_read: '0.5', output: '30' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '1.25', input_cache_read: '0.13', output: '7.5' },
      },
      {
        name: 'Large Context (>272K)',
        when: { inputOver: 272_000 },
        prices: { input: '5', input_cache_read: '0.5', output: '22.5' },
      },
    ],
  },
  {
    name: 'gpt-5.4-pro-2026-03-05',
    pattern: '(?i)^(openai/)?(gpt-5.4-pro-2026-03-05)$',
    prices: { input: '30', output: '180' },
    tiers: [
      {
        name: 'Flex · Large context (>272K)',
        when: { serviceTier: ['flex'], inputOver: 272_000 },
        prices: { input: '30', output: '135' },
      },
      { name: 'Flex', when: { serviceTier: ['flex'] }, prices: { input: '15', output: '90' } },
      { name: 'Large Context (>272K)', when: { inputOver: 272_000 }, prices: { input: '60', output: '270' } },
    ],
  },
  {
    name: 'gpt-5.4-mini',
    pattern: '(?i)^(openai/)?(gpt-5.4-mini)$',
    prices: { input: '0.75', input_cache_read: '0.075', output: '4.5' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '1.5', input_cache_read: '0.15', output: '9' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.375', input_cache_read: '0.0375', output: '2.25' },
      },
    ],
  },
  {
    name: 'gpt-5.4-mini-2026-03-17',
    pattern: '(?i)^(openai/)?(gpt-5.4-mini-2026-03-17)$',
    prices: { input: '0.75', input_cache_read: '0.075', output: '4.5' },
    tiers: [
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '1.5', input_cache_read: '0.15', output: '9' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.375', input_cache_read: '0.0375', output: '2.25' },
      },
    ],
  },
  {
    name: 'gpt-5.4-nano',
    pattern: '(?i)^(openai/)?(gpt-5.4-nano)$',
    prices: { input: '0.2', input_cache_read: '0.02', output: '1.25' },
    tiers: [
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.1', input_cache_read: '0.01', output: '0.625' },
      },
    ],
  },
  {
    name: 'gpt-5.4-nano-2026-03-17',
    pattern: '(?i)^(openai/)?(gpt-5.4-nano-2026-03-17)$',
    prices: { input: '0.2', input_cache_read: '0.02', output: '1.25' },
    tiers: [
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.1', input_cache_read: '0.01', output: '0.625' },
      },
    ],
  },
  {
    name: 'gpt-5.5-2026-04-23',
    pattern: '(?i)^(openai/)?(gpt-5.5(-2026-04-23)?)$',
    prices: { input: '5', input_cache_read: '0.5', output: '30' },
    tiers: [
      {
        name: 'Flex · Large context (>272K)',
        when: { serviceTier: ['flex'], inputOver: 272_000 },
        prices: { input: '5', input_cache_read: '0.5', output: '22.5' },
      },
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '12.5', input_cache_read: '1.25', output: '75' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '2.5', input_cache_read: '0.25', output: '15' },
      },
      {
        name: 'Large Context (>272K)',
        when: { inputOver: 272_000 },
        prices: { input: '10', input_cache_read: '1', output: '45' },
      },
    ],
  },
  {
    name: 'gpt-5.5-pro-2026-04-23',
    pattern: '(?i)^(openai/)?(gpt-5.5-pro(-2026-04-23)?)$',
    prices: { input: '30', output: '180' },
    tiers: [
      { name: 'Flex', when: { serviceTier: ['flex'] }, prices: { input: '15', output: '90' } },
      { name: 'Large Context (>272K)', when: { inputOver: 272_000 }, prices: { input: '60', output: '270' } },
    ],
  },
  {
    name: 'gpt-5.6-sol',
    pattern: '(?i)^(openai/)?(gpt-5.6-sol)$',
    prices: { input: '5', input_cache_read: '0.5', input_cache_creation: '6.25', output: '30' },
    tiers: [
      {
        name: 'Fast mode · Large context (>272K)',
        when: { serviceTier: ['fast', 'priority'], inputOver: 272_000 },
        prices: { input: '20', input_cache_read: '2', input_cache_creation: '25', output: '90' },
      },
      {
        name: 'Flex · Large context (>272K)',
        when: { serviceTier: ['flex'], inputOver: 272_000 },
        prices: { input: '5', input_cache_read: '0.5', input_cache_creation: '6.25', output: '22.5' },
      },
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '10', input_cache_read: '1', input_cache_creation: '12.5', output: '60' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '2.5', input_cache_read: '0.25', input_cache_creation: '3.125', output: '15' },
      },
      {
        name: 'Large Context (>272K)',
        when: { inputOver: 272_000 },
        prices: { input: '10', input_cache_read: '1', input_cache_creation: '12.5', output: '45' },
      },
    ],
  },
  {
    name: 'gpt-5.6-terra',
    pattern: '(?i)^(openai/)?(gpt-5.6-terra)$',
    prices: { input: '2', input_cache_read: '0.2', input_cache_creation: '2.5', output: '12' },
    tiers: [
      {
        name: 'Fast mode · Large context (>272K)',
        when: { serviceTier: ['fast', 'priority'], inputOver: 272_000 },
        prices: { input: '8', input_cache_read: '0.8', input_cache_creation: '10', output: '36' },
      },
      {
        name: 'Flex · Large context (>272K)',
        when: { serviceTier: ['flex'], inputOver: 272_000 },
        prices: { input: '2', input_cache_read: '0.2', input_cache_creation: '2.5', output: '9' },
      },
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '4', input_cache_read: '0.4', input_cache_creation: '5', output: '24' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '1', input_cache_read: '0.1', input_cache_creation: '1.25', output: '6' },
      },
      {
        name: 'Large Context (>272K)',
        when: { inputOver: 272_000 },
        prices: { input: '4', input_cache_read: '0.4', input_cache_creation: '5', output: '18' },
      },
    ],
  },
  {
    name: 'gpt-5.6-luna',
    pattern: '(?i)^(openai/)?(gpt-5.6-luna)$',
    prices: { input: '0.2', input_cache_read: '0.02', input_cache_creation: '0.25', output: '1.2' },
    tiers: [
      {
        name: 'Fast mode · Large context (>272K)',
        when: { serviceTier: ['fast', 'priority'], inputOver: 272_000 },
        prices: { input: '0.8', input_cache_read: '0.08', input_cache_creation: '1', output: '3.6' },
      },
      {
        name: 'Flex · Large context (>272K)',
        when: { serviceTier: ['flex'], inputOver: 272_000 },
        prices: { input: '0.2', input_cache_read: '0.02', input_cache_creation: '0.25', output: '0.9' },
      },
      {
        name: 'Fast mode',
        when: { serviceTier: ['fast', 'priority'] },
        prices: { input: '0.4', input_cache_read: '0.04', input_cache_creation: '0.5', output: '2.4' },
      },
      {
        name: 'Flex',
        when: { serviceTier: ['flex'] },
        prices: { input: '0.1', input_cache_read: '0.01', input_cache_creation: '0.125', output: '0.6' },
      },
      {
        name: 'Large Context (>272K)',
        when: { inputOver: 272_000 },
        prices: { input: '0.4', input_cache_read: '0.04', input_cache_creation: '0.5', output: '1.8' },
      },
    ],
  },
  {
    name: 'gemini-3.5-flash',
    pattern: '(?i)^(google(ai)?/)?(gemini-3.5-flash)$',
    prices: {
      input: '1.5',
      input_cache_read: '0.15',
      output: '9',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
  },
  {
    name: 'gemini-3-flash-preview',
    pattern: '(?i)^(google(ai)?/)?(gemini-3-flash-preview)$',
    prices: {
      input: '0.5',
      input_cache_read: '0.05',
      output: '3',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
  },
  {
    name: 'gemini-3.1-flash-lite',
    pattern: '(?i)^(google(ai)?/)?(gemini-3.1-flash-lite)$',
    prices: {
      input: '0.25',
      input_cache_read: '0.025',
      input_audio: '0.5',
      output: '1.5',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
  },
  {
    name: 'gemini-3.1-flash-lite-preview',
    pattern: '(?i)^(google(ai)?/)?(gemini-3.1-flash-lite-preview)$',
    prices: {
      input: '0.25',
      input_cache_read: '0.025',
      input_audio: '0.5',
      output: '1.5',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
  },
  {
    name: 'gemini-live-2.5-flash-native-audio',
    pattern: '(?i)^(google/)?(gemini-live-2.5-flash-native-audio)$',
    prices: { input: '0.5', input_audio: '3', input_image: '3', output: '2', output_audio: '12' },
  },
  {
    name: 'gemini-3.6-flash',
    pattern: '(?i)^(google(ai)?/)?(gemini-3.6-flash)$',
    prices: {
      input: '0.75',
      input_cache_read: '0.075',
      output: '3.75',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
  },
  {
    name: 'gemini-3.7-flash',
    pattern: '(?i)^(google(ai)?/)?(gemini-3.7-flash)$',
    prices: {
      input: '0.75',
      input_cache_read: '0.075',
      output: '3.75',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
  },
  {
    name: 'gemini-3.5-flash-lite',
    pattern: '(?i)^(google(ai)?/)?(gemini-3.5-flash-lite)$',
    prices: {
      input: '0.3',
      input_cache_read: '0.03',
      output: '2.5',
      grounding_queries: '14000',
      web_search_queries: '14000',
    },
  },
];
