/**
 * Lets the page open without a connection: keeps its files of one version, and answers with them where the network does
 * not. What the server says of statements is none of its business; the page keeps that itself, for one person.
 */
declare const self: ServiceWorkerGlobalScope

/** Put before this script by the build: the paths of the files that a page needs, and a name for this very set. */
declare const shell: readonly string[]
declare const version: string

const prefix = 'penholder '
/** The one page behind every address. */
const page = '/'
/** On a network that takes longer (ms) to say anything, the page opens as it was kept. */
const patience = 4000
/** The version before this one stays for tabs that still run it: they fetch parts of it when they are used. */
const versionsKept = 2

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldVersions().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(openPage(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(openFile(request))
})

/** A page asks whether the script that it runs is of this version. */
self.addEventListener('message', ({ data, ports: [port] }) => {
  port?.postMessage(typeof data === 'string' && shell.includes(data))
})

async function keepShell(): Promise<void> {
  const cache = await caches.open(prefix + version)
  await cache.addAll([new Request(page, { cache: 'reload' }), ...shell])
  // Nobody waits for the last old tab: it goes on with its own files, and is told.
  await self.skipWaiting()
}

async function forgetOldVersions(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== prefix + version)
  await Promise.all(names.slice(0, Math.max(0, names.length + 1 - versionsKept)).map((name) => caches.delete(name)))
}

async function openPage(request: Request): Promise<Response> {
  const kept = (): Promise<Response | undefined> => caches.match(page, { cacheName: prefix + version })
  const fromNetwork = fetch(request)
  try {
    const answer = await Promise.race([fromNetwork, late()])
    // A proxy answers for a server that is down.
    if (answer !== null && answer.status < 500) return answer
  } catch {
    // No connection.
  }
  return (await kept()) ?? fromNetwork
}

const late = (): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), patience))

/** Files never change under their name. What is not of the shell, such as a font of another script, is kept when it is used. */
async function openFile(request: Request): Promise<Response> {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const copy = answer.clone()
    const cache = await caches.open(prefix + version)
    await cache.put(request, copy).catch(() => undefined)
  }
  return answer
}

export {}
