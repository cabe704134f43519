import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** `Features.DirSelector` of lightningcss, which Vite brings along. */
const dirSelector = 4

// The server serves what `vite build` leaves in dist/; in development it mounts this same configuration as middleware.
export default defineConfig({
  plugins: [react(), installable()],
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0', '@tiptap/pm', 'react', 'react-dom'] },
  // `:dir()` is left as it is: as `:lang(ar, …)` for older browsers it would miss what mirrors without being in Arabic.
  css: { lightningcss: { exclude: dirSelector } },
  build: {
    target: 'es2022',
    rolldownOptions: {
      input: { index: 'index.html', 'service-worker': 'client/service-worker/service-worker.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            {
              name: 'editor',
              test: /node_modules[\\/](@tiptap|prosemirror-[a-z]+|orderedmap|rope-sequence|w3c-keyname)[\\/]/,
            },
            // What several pages share, in two files and not in a dozen: each costs 400 bytes of headers, and small ones are
            // compressed worse. The first is all that the join page needs; the second brings Yjs along.
            {
              name: 'common',
              test: /[\\/](client[\\/](language|design[\\/](icon|nameplate|field|clipboard))|shared[\\/](people|statement|thread))[\\/.]/,
            },
            {
              name: 'kept',
              test: /[\\/]client[\\/](room[\\/](keep-offline|unsent-on-device|letterhead)|thread[\\/](kept-words|unsent-comments)|statement[\\/]find-matches)[.]/,
            },
            { name: 'yjs', test: /node_modules[\\/](yjs|lib0|y-protocols|y-websocket)[\\/]/ },
          ],
        },
      },
    },
  },
})

/** What makes the page an app of its own: its manifest, and a service worker that knows the files of the page by name. */
function installable(): Plugin {
  return {
    name: 'installable',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.keys(bundle).toSorted()
        const shell = files.filter((file) => file !== 'service-worker.js' && isOfShell(file)).map((file) => `/${file}`)
        const html = bundle['index.html']
        const page = html?.type === 'asset' ? html.source : ''
        const version = createHash('sha256').update(shell.join('\n')).update(page).digest('hex').slice(0, 12)
        const worker = bundle['service-worker.js']
        if (worker?.type !== 'chunk') throw new Error('The service worker was not built.')
        const head = `const shell=${JSON.stringify(shell)},version=${JSON.stringify(version)};`
        worker.code = head + worker.code.replace(/export\s*\{\s*\};?/, '')
        this.emitFile({ type: 'asset', fileName: 'nib.svg', source: readFileSync('client/design/nib.svg') })
        this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: JSON.stringify(manifest) })
      },
    },
  }
}

/** Scripts and styles, and the fonts of Latin script; others come when a text needs them, and are kept then. */
const isOfShell = (file: string): boolean => /\.(js|css|svg)$/.test(file) || /-latin-(?!ext).*\.woff2$/.test(file)

const manifest = {
  name: 'Penholder',
  short_name: 'Penholder',
  description: 'Meeting statements, drafted together.',
  start_url: '/',
  display: 'standalone',
  background_color: '#f3f1ec',
  theme_color: '#f3f1ec',
  icons: [{ src: '/nib.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
}
