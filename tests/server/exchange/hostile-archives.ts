/** Archives, which are JSON, built to hurt; the good one is what tests put their lies in. */
import type { HostileFile } from './hostile-files.ts'
import { noise } from './hostile-files.ts'

const words = [{ type: 'text', text: 'All is well.' }]
const block = (id: string, content: unknown = words) => ({ type: 'paragraph', attrs: { id }, content })
const letterhead = {
  meeting: '',
  title: 'T',
  agendaItem: '',
  date: '',
  place: '',
  symbol: '',
  deliveredBy: '',
  onBehalfOf: '',
  timeLimit: '',
}
const good = {
  format: 'penholder-archive',
  version: 1,
  at: 0,
  penholder: 'Canada',
  language: 'en',
  pace: null,
  letterhead,
  document: { type: 'doc', content: [block('a')] },
  threads: [],
  log: null,
}
const voice = { name: 'Ann', delegation: 'Canada' }
const thread = {
  audience: 'all',
  at: { from: { block: 0, offset: 0 }, to: { block: 0, offset: 3 } },
  whole: false,
  quote: 'All',
  resolved: null,
  comments: [{ by: voice, at: 0, text: [{ type: 'text', text: 'Why?' }] }],
}

const json = (name: string, make: () => string, gives: HostileFile['gives'] = ['not-an-archive']): HostileFile => ({
  name,
  gives,
  make: () => Buffer.from(make()),
})
/** The good archive with something else in the place of some of it. */
const not = (name: string, lies: object): HostileFile => json(name, () => JSON.stringify({ ...good, ...lies }))
const holding = (name: string, ...content: unknown[]): HostileFile => not(name, { document: { type: 'doc', content } })
const linked = (href: string) => block('a', [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }])
const talked = (name: string, lies: object): HostileFile => not(name, { threads: [{ ...thread, ...lies }] })

/** Whichever comes first: the end of its memory, of its time, or of what is read. */
const eitherWay: HostileFile['gives'] = ['not-an-archive', 'unpacks-too-large', 'import-too-slow']

export const hostileArchives: readonly HostileFile[] = [
  { ...json('the good one', () => JSON.stringify({ ...good, threads: [thread] }), ['text']), words: ['All is well.'] },
  json('nothing', () => ''),
  json('no JSON', () => '{"format":"penholder-archive"'),
  json('null', () => 'null'),
  json('a list', () => '[]'),
  json('five million brackets', () => '['.repeat(5_000_000), eitherWay),
  json('five million brackets that close', () => '['.repeat(5_000_000 - 1) + ']'.repeat(5_000_000 - 1), eitherWay),
  json('three million empty lists', () => `[${'[],'.repeat(3_000_000)}0]`, eitherWay),
  json(
    'three million blocks that are none',
    () => JSON.stringify(good).replace(/"content":\[.*?\}\]\}\]/, `"content":[${'{},'.repeat(3_000_000)}0]`),
    eitherWay,
  ),
  json('a million keys', () => `{${Array.from({ length: 500_000 }, (_, k) => `"k${k}":0`).join(',')}}`, eitherWay),
  json('10,000 objects deep in a block', () =>
    JSON.stringify({ ...good, document: 'X' }).replace('"X"', '{"type":'.repeat(10_000) + '0' + '}'.repeat(10_000)),
  ),
  json('__proto__ at the top', () => JSON.stringify(good).replace('{', '{"__proto__":{"isAdministrator":true},')),
  json('__proto__ of a block', () => JSON.stringify(good).replace('"attrs":{', '"attrs":{"__proto__":{"id":"b"},')),
  json('__proto__ as the letterhead', () => JSON.stringify(good).replace('"letterhead":', '"__proto__":')),
  json('constructor as a key', () => JSON.stringify({ ...good, letterhead: { ...letterhead, constructor: 'x' } })),
  not('another version', { version: 2 }),
  not('a version of letters', { version: '1' }),
  not('another format', { format: 'penholder' }),
  not('a language that is none', { language: '__proto__' }),
  not('a date that is none', { at: -1 }),
  not('a pace beyond all', { pace: 1e308 }),
  not('a title of megabytes', { letterhead: { ...letterhead, title: noise(2_000_000) } }),
  not('a field too few', { letterhead: { title: 'T' } }),
  not('no blocks', { document: { type: 'doc', content: [] } }),
  not('a document of letters', { document: 'All is well.' }),
  holding('a block that is none', { type: 'script', attrs: { id: 'a' } }),
  holding('a block by the name of what objects have', { type: 'constructor', attrs: { id: 'a' } }),
  holding('an id twice', block('a'), block('a')),
  holding('an id of letters without end', block(noise(100_000))),
  holding('no id', { type: 'paragraph', attrs: {}, content: words }),
  holding('a heading beyond all levels', { type: 'heading', attrs: { id: 'a', level: 1e9 } }),
  holding('an item below zero', { type: 'numberedItem', attrs: { id: 'a', depth: -1 } }),
  holding('an attribute of its own', { type: 'paragraph', attrs: { id: 'a', onclick: 'x' } }),
  holding('a mark that is none', block('a', [{ type: 'text', text: 'x', marks: [{ type: 'highlight' }] }])),
  holding('a mark twice', block('a', [{ type: 'text', text: 'x', marks: [{ type: 'bold' }, { type: 'bold' }] }])),
  holding('blocks in blocks', block('a', [block('b')])),
  holding('empty words', block('a', [{ type: 'text', text: '' }])),
  holding('half a character', block('a', [{ type: 'text', text: '\ud800' }])),
  holding('words that are a number', block('a', [{ type: 'text', text: 7 }])),
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/statements',
    ' https://x',
    `https://${noise(3_000)}`,
  ].map((href) => holding(`a link to ${href.slice(0, 20)}`, linked(href))),
  talked('a thread beyond the text', { at: { from: { block: 9, offset: 0 }, to: { block: 9, offset: 1 } } }),
  talked('a thread beyond its block', { at: { from: { block: 0, offset: 0 }, to: { block: 0, offset: 1e9 } } }),
  talked('a thread before the text', { at: { from: { block: -1, offset: 0 }, to: { block: 0, offset: 1 } } }),
  talked('a thread that ends before it begins', { at: { from: { block: 0, offset: 3 }, to: { block: 0, offset: 0 } } }),
  talked('a thread without comments', { comments: [] }),
  talked('a thread for a delegation of its own', { audience: 'delegation-NOR' }),
  talked('a comment of a page', { comments: [{ by: voice, at: 0, text: '<script>alert(1)</script>' }] }),
  talked('a comment with a link that does something', {
    comments: [{ by: voice, at: 0, text: [{ type: 'text', text: 'x', href: 'javascript:alert(1)' }] }],
  }),
  json(
    '100,000 threads without words',
    () => JSON.stringify({ ...good, threads: Array.from({ length: 100_000 }, () => ({ ...thread, comments: [] })) }),
    eitherWay,
  ),
  not('a log that is a page', { log: '<script>' }),
  not('a log of bytes that are none', { log: [{ seq: 1, at: 0, by: null, cause: 'typed', bytes: '\u0000' }] }),
  // Nothing is made of a log: it may say what it will.
  {
    ...json(
      'a log that lies',
      () =>
        JSON.stringify({
          ...good,
          log: [
            {
              seq: 9,
              at: 8e15,
              by: { name: 'Nobody', delegation: null },
              cause: 'restore',
              bytes: Buffer.from('no Yjs').toString('base64'),
            },
          ],
        }),
      ['text'],
    ),
    words: ['All is well.'],
  },
  json(
    '30,000 blocks',
    () =>
      JSON.stringify({
        ...good,
        document: { type: 'doc', content: Array.from({ length: 30_000 }, (_, k) => block(`b${k}`)) },
      }),
    ['unpacks-too-large'],
  ),
  json(
    '5 million letters',
    () =>
      JSON.stringify({
        ...good,
        document: { type: 'doc', content: [block('a', [{ type: 'text', text: noise(5_000_000) }])] },
      }),
    ['unpacks-too-large'],
  ),
]
