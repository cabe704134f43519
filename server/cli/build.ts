/** `npm run build`: builds the pages, as the first start does. In a process of its own, so that the server stays small. */
import { buildForProduction } from '../environment.ts'
import { buildClient } from '../http/client-build.ts'
import { project } from './project.ts'

try {
  buildForProduction()
  await buildClient(project)
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
