/** A page that stays open while the server is updated: it is told, goes on, and reloads when its reader does. */
import { createServer, request } from 'node:http'
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { mark, statement, type } from './sheet.ts'
import { test } from './test.ts'

test.use({ serviceWorkers: 'allow' })

/**
 * Stands before the server, and while `updated` is set gives out its service worker as a newer build would have made it:
 * of another version, and without the script that the open page runs. Playwright cannot answer for this one file.
 */
async function proxy() {
  const updated = { now: false }
  let target = 0
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked
    const sent = request({ port: target, host: '127.0.0.1', method, path: url, headers }, async (got) => {
      const rewrites = updated.now && url === '/service-worker.js'
      if (!rewrites) return void got.pipe(answer.writeHead(got.statusCode ?? 502, got.headers))
      const script = (await got.setEncoding('utf8').toArray()).join('')
      answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' })
      answer.end(script.replace(/"\/assets\/index-[^"]+\.js",?/, '').replace(/version="/, 'version="newer '))
    })
    sent.on('error', () => answer.writeHead(502).end())
    // As a whole and as plain text, whatever the browser has of it.
    for (const header of ['accept-encoding', 'if-none-match', 'if-modified-since'])
      if (url === '/service-worker.js') sent.removeHeader(header)
    asked.pipe(sent)
  })
  server.on('upgrade', ({ url, rawHeaders }, socket) => {
    const onward = connect(target, '127.0.0.1', () => {
      const lines = rawHeaders.map((part, k) => (k % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join('')
      onward.write(`GET ${url} HTTP/1.1\r\n${lines}\r\n`)
      socket.pipe(onward).pipe(socket)
    })
    for (const end of [socket, onward]) end.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    updated,
    leadTo: (port: number) => (target = port),
    close: () => server.close(),
  }
}

test('a new version while the page is open: told, not forced, and nothing written is lost', async ({ browser }) => {
  const { url, updated, leadTo, close } = await proxy()
  const penholder = await Penholder.start({ PUBLIC_URL: url })
  leadTo(penholder.port)
  const { link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const page = await joinAs(browser, link, 'Ingrid Solberg')
  await expect(mark(page, 'Saved')).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready)
  const notice = page.getByRole('status', { name: 'New version', exact: true })
  await expect(notice).toBeEmpty()

  updated.now = true
  await page.context().setOffline(true)
  await expect(mark(page, 'Kept on this device')).toBeVisible()
  await type(page, 'Norway was glad', ' OFFLINE')
  await page.context().setOffline(false)
  await expect(notice).toContainText('Penholder was updated. Reload when it suits you.', { timeout: 20_000 })
  await type(page, 'glad OFFLINE', ' AND ON')
  await expect(mark(page, 'Saved')).toBeVisible()
  await expectAccessible(page)

  updated.now = false
  await notice.getByRole('button', { name: 'Reload', exact: true }).click()
  await expect(statement(page)).toContainText('glad OFFLINE AND ON to')
  await expect(notice).toBeEmpty()
  await page.context().close()
  await penholder.stop()
  close()
})
