/**
 * Stylesheets that come with parts of the page. Vite asks for each once: one that did not come would stay away from
 * whatever needs it next as well, also from a whole page, which would then stand there without any looks.
 */

const missing = new Set<HTMLLinkElement>()
let coming: Promise<unknown> = Promise.resolve()

/** To be called before the first part of the page is fetched. */
export function watchStylesheets(): void {
  // What happens to a link does not bubble: it is caught on its way down.
  document.addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') missing.add(target)
    },
    { capture: true },
  )
}

/** Asks once more for each that did not come. Rejects where one still does not. */
export function fetchMissingStyles(): Promise<unknown> {
  coming = coming.catch(() => undefined).then(() => Promise.all([...missing].map(askAgain)))
  return coming
}

/** In the place of the old one, since the order of stylesheets decides between their rules. */
function askAgain(link: HTMLLinkElement): Promise<unknown> {
  missing.delete(link)
  const fresh = document.createElement('link')
  Object.assign(fresh, { rel: link.rel, crossOrigin: link.crossOrigin, href: link.href })
  return new Promise((resolve, reject) => {
    fresh.addEventListener('load', resolve)
    fresh.addEventListener('error', reject)
    link.replaceWith(fresh)
  })
}
