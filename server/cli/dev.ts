/** `npm run dev`: the same server, with pages that Vite makes on the fly and reloads as their files change. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Pages, pagePaths } from '../http/pages.ts'
import { main } from '../main.ts'
import { project } from './project.ts'

const livePages: Pages = async (app) => {
  const { createServer } = await import('vite')
  const vite = await createServer({
    root: project,
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server: app.server } },
  })
  app.addHook('onClose', () => vite.close())
  for (const url of pagePaths) {
    app.get(url, async (request, reply) => {
      const page = await readFile(join(project, 'index.html'), 'utf8')
      // No content policy here: Vite's own scripts stand in the page.
      return reply.type('text/html; charset=utf-8').send(await vite.transformIndexHtml(request.url, page))
    })
  }
  app.get('/*', (request, reply) => {
    reply.hijack()
    vite.middlewares(request.raw, reply.raw, () => reply.raw.writeHead(404).end())
  })
}

await main(process.argv.slice(2), livePages)
