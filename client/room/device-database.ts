/**
 * The browser's own database, in which this device keeps texts and what it has not sent yet. Where there is none (some
 * private windows), or it is full, work rejects, and the page goes on with what it has in memory.
 */

/**
 * `texts`: updates of documents, under the name of the copy. `unsent`: those of them that the server has not answered
 * for. `left`: words that the server did not take. `answers`: what it last said of a statement. `comments`: those that the
 * server has not answered for, also under the name of a copy.
 */
const stores = ['texts', 'unsent', 'left', 'answers', 'comments'] as const
export type StoreName = (typeof stores)[number]

type Stores = (name: StoreName) => IDBObjectStore

let opened: Promise<IDBDatabase> | null = null

/** Work in one transaction over all stores: all of it is kept, or nothing. Rejects when the browser keeps nothing. */
export async function transact<Result>(
  mode: IDBTransactionMode,
  work: (store: Stores) => Promise<Result>,
): Promise<Result> {
  opened ??= openDatabase()
  const transaction = (await opened).transaction(stores, mode)
  const done = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The browser kept nothing.')))
  })
  const working = work((name) => transaction.objectStore(name)).catch((error: unknown) => {
    if (transaction.error === null) transaction.abort()
    throw error
  })
  const [result] = await Promise.all([working, done])
  return result
}

/** Keeps one value under a key, or forgets it for null. A browser that keeps nothing is no reason to stop. */
export const keepValue = (name: 'left' | 'answers', key: string, value: unknown): Promise<void> =>
  transact('readwrite', async (store) => {
    if (value === null) await answerOf(store(name).delete(key))
    else await answerOf(store(name).put(value, key))
  }).catch(() => undefined)

/** What is kept under a key; undefined when nothing is. */
export const keptValue = (name: 'left' | 'answers', key: string): Promise<unknown> =>
  transact('readonly', (store) => answerOf<unknown>(store(name).get(key))).catch(() => undefined)

/** What a request answers. To be awaited inside of its transaction and with nothing else, or that ends. */
export const answerOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser refused a request.')))
  })

/** Wipes all of it, for everybody who has used this device. */
export const wipeDatabase = (): Promise<void> =>
  transact('readwrite', async (store) => {
    await Promise.all(stores.map((name) => answerOf(store(name).clear())))
  })

const openDatabase = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    if (typeof indexedDB === 'undefined') return reject(new Error('This browser has no database.'))
    const request = indexedDB.open('penholder', 2)
    request.addEventListener('upgradeneeded', ({ oldVersion }) => {
      const db = request.result
      if (oldVersion < 1) {
        for (const name of ['texts', 'unsent'])
          db.createObjectStore(name, { autoIncrement: true }).createIndex('copy', 'copy')
        for (const name of ['left', 'answers']) db.createObjectStore(name)
      }
      if (oldVersion < 2) db.createObjectStore('comments', { keyPath: 'key' }).createIndex('copy', 'copy')
    })
    request.addEventListener('success', () => {
      // A later version of the page, in another tab, may change the stores: it must not wait for this one.
      request.result.addEventListener('versionchange', () => {
        request.result.close()
        opened = null
      })
      resolve(request.result)
    })
    request.addEventListener('error', () => reject(request.error ?? new Error('The database cannot be opened.')))
    request.addEventListener('blocked', () => reject(new Error('Another tab holds the database.')))
  })
