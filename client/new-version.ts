/**
 * The service worker, which lets the page open without a connection, and what it knows besides: whether the server has
 * a newer version of this page. The page is told and never reloaded by itself.
 */
import { useSyncExternalStore } from 'react'

/** How often (ms) a page that stays open asks for a newer version. */
const askEvery = 3_600_000

let updated = false
let registration: ServiceWorkerRegistration | 'none' | 'asked' = 'none'
const listeners = new Set<() => void>()

/** Browsers have service workers on https and on localhost only: elsewhere a closed page does not open offline. */
export const opensOffline = (): boolean => 'serviceWorker' in navigator

/**
 * To be called when a statement is open: whoever joins on a phone waits for a form, and not for what comes after it. For
 * the built page; in development files change all the time.
 */
export function startServiceWorker(): void {
  if (!import.meta.env.PROD || !opensOffline() || registration !== 'none') return
  registration = 'asked'
  navigator.serviceWorker.addEventListener('controllerchange', compare)
  compare()
  void navigator.serviceWorker
    .register('/service-worker.js')
    // A browser that is told to block them may answer with nothing.
    .then((registered: ServiceWorkerRegistration | undefined) => {
      if (registered === undefined) return
      registration = registered
      setInterval(lookForNewVersion, askEvery)
    })
    // A browser that allows none opens pages from the network alone.
    .catch(() => undefined)
}

/** Asks the server; to be called when the connection is back, since that is when it may have been updated. */
export function lookForNewVersion(): void {
  if (typeof registration !== 'string') void registration.update().catch(() => undefined)
}

/** True once the server has a newer version than this page runs. */
export const useNewVersion = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => updated,
  )

/** The service worker is always of the newest version: it says whether this page's own script is of that, too. */
function compare(): void {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')
  const { controller } = navigator.serviceWorker
  if (controller === null || script === null) return
  const { port1, port2 } = new MessageChannel()
  port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    updated = data === false
    for (const changed of listeners) changed()
    port1.close()
  })
  port1.start()
  controller.postMessage(new URL(script.src).pathname, [port2])
}
