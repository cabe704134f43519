/** What all stories of a file (its text, its notes, its comments) are read with. */
import type { ChangesTaken } from '#shared/exchange/sources.ts'
import { Changes } from './changes.ts'
import type { WordFile } from './file.ts'
import { Log } from './log.ts'
import { Losses } from './losses.ts'
import { Notes } from './notes.ts'
import { Numbering } from './numbering.ts'
import { Styles } from './styles.ts'

export interface Reading {
  readonly file: WordFile
  readonly styles: Styles
  readonly numbering: Numbering
  readonly losses: Losses
  readonly changes: Changes
  readonly log: Log
  readonly notes: Notes
  /** Characters by the tag of the language in which they are said to be. */
  readonly tags: Map<string, number>
  /** True for what we wrote: all of it is meant, down to the last space. */
  readonly isOurs: boolean
}

export function readingOf(file: WordFile, taken: ChangesTaken): Reading {
  const styles = new Styles(file.part('styles')?.root ?? null)
  return {
    file,
    styles,
    numbering: new Numbering(file.part('numbering')?.root ?? null, styles),
    losses: new Losses(),
    changes: new Changes(taken),
    log: new Log(),
    notes: new Notes(file),
    tags: new Map(),
    isOurs: styles.has('statementparagraph') && styles.has('letterheadfield'),
  }
}
