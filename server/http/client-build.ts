/**
 * The built client in dist/, and whether it is still the one of these sources. The answer comes from what the files hold:
 * times of files change with every checkout and say nothing.
 */
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

/** What the client is built from. */
const sources = ['client', 'shared', 'index.html', 'vite.config.ts', 'package-lock.json']

/** In dist/: the hash of the sources it was built from. Written last, so a build that broke off has none. */
const hashFile = 'sources.sha256'

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string
  readonly content: Uint8Array
}

/** One hash for all files, whatever order they come in. */
export function hashSources(files: readonly SourceFile[]): string {
  const hash = createHash('sha256')
  for (const { path, content } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    hash.update(`${path.length} ${path} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

/** True when dist/ was built from exactly what lies in the project. */
export async function isBuilt(project: string): Promise<boolean> {
  return (await keptHash(project)) === hashSources(await readSources(project))
}

/** Builds the client and puts it in place of what was there. Throws Vite's error when it cannot be built. */
export async function buildClient(project: string): Promise<void> {
  // Taken before building: what is saved meanwhile makes the next start build again.
  const hash = hashSources(await readSources(project))
  const made = await mkdtemp(join(project, 'node_modules', '.client-'))
  try {
    const { build } = await import('vite')
    await build({ root: project, logLevel: 'warn', build: { outDir: made, emptyOutDir: true } })
    await compress(made)
    await writeFile(join(made, hashFile), `${hash}\n`)
    // Another start may have built the same meanwhile, and serves it already.
    if ((await keptHash(project)) !== hash) await replaceFolder(join(project, 'dist'), made)
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}

/** What shrinks; fonts are compressed as they come. */
const shrinks = new Set(['.css', '.html', '.js', '.json', '.svg', '.webmanifest'])

/** Beside each file its two smaller forms: on the Wi-Fi of a conference room a third of the bytes is a third of the wait. */
async function compress(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && shrinks.has(extname(entry.name)))
  await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      const content = await readFile(path)
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content))
      await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
    }),
  )
}

async function replaceFolder(folder: string, by: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  try {
    await rename(by, folder)
  } catch {
    // node_modules can stand on another file system. The hash comes last here as well.
    await cp(by, folder, { recursive: true, filter: (path) => !path.endsWith(hashFile) })
    await cp(join(by, hashFile), join(folder, hashFile))
  }
}

async function keptHash(project: string): Promise<string | null> {
  try {
    return (await readFile(join(project, 'dist', hashFile), 'utf8')).trim()
  } catch {
    return null
  }
}

async function readSources(project: string): Promise<SourceFile[]> {
  const found = await Promise.all(sources.map((source) => pathsUnder(project, source)))
  return Promise.all(
    found.flat().map(async (path) => ({
      path: path.replaceAll(sep, '/'),
      content: await readFile(join(project, path)),
    })),
  )
}

/** The files of a folder, or the one file. */
async function pathsUnder(project: string, source: string): Promise<string[]> {
  try {
    const entries = await readdir(join(project, source), { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [source]
    throw error
  }
}
