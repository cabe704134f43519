/** How the page names who said something. A voice that came with a file has no delegation here, and is never shown as one. */
import { isImported } from '#shared/people/imported.ts'
import type { Present } from '#shared/people/people.ts'
import { words } from '../language/en.ts'

/** "imported: Anna Berg" where a name stands and where a delegation does; everybody else as the server names them. */
export function voiceShown(voice: Present): Present {
  if (!isImported(voice)) return voice
  const name = words.comments.imported(voice.name)
  return { ...voice, name, delegation: name }
}
