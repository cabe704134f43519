/** The words of a comment: text, never HTML, each line in its own direction. */
import { useState } from 'react'
import { type Piece, plainComment } from '#shared/thread/thread.ts'
import { href as hrefOfSchema } from '#shared/statement/schema.ts'
import { words } from '../language/en.ts'
import styles from './comment-view.module.css'

/** A long comment shows its beginning first. */
export function CommentWords({ text }: { text: readonly Piece[] }) {
  const { comments: say } = words
  const long = isLong(text)
  const [whole, setWhole] = useState(false)
  return (
    <>
      <div className={`${styles.words} ${long && !whole ? styles.folded : ''}`}>
        {linesOf(text).map((line, k) => (
          <p key={k} dir="auto">
            {line.length === 0 ? <br /> : line.map((part, place) => <Part key={place} part={part} />)}
          </p>
        ))}
      </div>
      {long && (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={whole}
          onClick={(event) => {
            event.stopPropagation()
            setWhole(!whole)
          }}
        >
          {whole ? say.showLess : say.showMore}
        </button>
      )}
    </>
  )
}

type Inline = Exclude<Piece, { type: 'break' }>

function Part({ part }: { part: Inline }) {
  if (part.type === 'mention') {
    return (
      <span className={styles.mention} data-delegation={part.delegation} data-delegate={part.delegate}>
        @{part.name}
      </span>
    )
  }
  const emphasised = part.italic ? <i>{part.text}</i> : part.text
  const marked = part.bold ? <b>{emphasised}</b> : emphasised
  // The last door: an address that the schema refuses leads nowhere.
  if (!hrefOfSchema.safeParse(part.href).success) return marked
  return (
    <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
      {marked}
    </a>
  )
}

function linesOf(text: readonly Piece[]): readonly (readonly Inline[])[] {
  const lines: Inline[][] = [[]]
  for (const part of text) {
    if (part.type === 'break') lines.push([])
    else lines.at(-1)?.push(part)
  }
  return lines
}

/** Characters that a line of a card takes, about. */
const lineLength = 46
/** The fold shows eight lines; what is two lines longer is worth it. */
const mostLines = 10

const isLong = (text: readonly Piece[]): boolean =>
  plainComment(text)
    .split('\n')
    .reduce((count, line) => count + Math.max(1, Math.ceil(line.length / lineLength)), 0) > mostLines
