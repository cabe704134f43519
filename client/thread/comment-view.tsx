/** One comment of a thread: who, when, what it says, and how far it has come on its way to the others. */
import { type ReactNode, useState } from 'react'
import { isImported } from '#shared/people/imported.ts'
import type { Refusal } from '#shared/refusal.ts'
import { plainComment } from '#shared/thread/thread.ts'
import { Button } from '../design/button.tsx'
import { writeClipboard } from '../design/clipboard.ts'
import { Icon } from '../design/icon.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { formatFullMoment, formatSeen } from '../language/dates.ts'
import { words } from '../language/en.ts'
import styles from './comment-view.module.css'
import { CommentWords } from './comment-words.tsx'
import type { ShownComment } from './threads.ts'

interface CommentViewProps {
  readonly comment: ShownComment
  /** True when the person has not looked at it. */
  readonly unseen: boolean
  /** What can be done with it, at the end of its first line. */
  readonly deeds?: ReactNode
  /** Takes the place of its words. */
  readonly editing?: ReactNode
  readonly onSendAgain: () => void
  readonly onGiveUp: () => void
}

export function CommentView({ comment, unseen, deeds, editing, onSendAgain, onGiveUp }: CommentViewProps) {
  const { comments: say } = words
  const { author, text, createdAt, editedAt, waiting } = comment
  const [now] = useState(Date.now)
  return (
    <div className={styles.comment}>
      <header className={styles.head}>
        <Nameplate code={author.code} hue={author.hue} outlined={author.outlined} />
        {!isImported(author) && <span className="only-heard">{author.delegation}</span>}
        <b
          className={`${styles.name} ${isImported(author) ? styles.imported : ''}`}
          dir="auto"
          title={isImported(author) ? author.name : `${author.name}, ${author.delegation}`}
        >
          {author.name}
        </b>
        <span className={styles.when}>
          {unseen && (
            <>
              <span className={styles.dot} aria-hidden="true" />
              <span className="only-heard">{say.new}</span>
            </>
          )}
          {editedAt !== null && text !== null && <span title={formatFullMoment(editedAt)}>{say.edited}</span>}
          <time dateTime={new Date(createdAt).toISOString()} title={formatFullMoment(createdAt)}>
            {formatSeen(createdAt, now)}
          </time>
        </span>
        {deeds && <span className={styles.deeds}>{deeds}</span>}
      </header>
      {editing ||
        (text === null ? (
          <p className={styles.gone}>{isImported(author) ? say.takenOut : say.deleted}</p>
        ) : (
          <CommentWords text={text} />
        ))}
      {waiting !== null && (
        <Way waiting={waiting} text={plainComment(text ?? [])} onSendAgain={onSendAgain} onGiveUp={onGiveUp} />
      )}
    </div>
  )
}

interface WayProps {
  readonly waiting: 'sending' | 'offline' | Refusal
  readonly text: string
  readonly onSendAgain: () => void
  readonly onGiveUp: () => void
}

function Way({ waiting, text, onSendAgain, onGiveUp }: WayProps) {
  const { comments: say } = words
  const [copied, setCopied] = useState(false)
  if (waiting === 'sending') {
    return (
      <p className={styles.state}>
        <Icon name="sync" />
        {say.sending}
      </p>
    )
  }
  if (waiting === 'offline') {
    return (
      <p className={`${styles.state} ${styles.offline}`}>
        <Icon name="offline" />
        {say.willBeSent}
      </p>
    )
  }
  return (
    <div className={styles.refused} role="alert">
      <p>
        {say.notSent} {words.refusal(waiting.code)}
      </p>
      <span className={styles.choices}>
        <Button size="small" onClick={onSendAgain}>
          {words.tryAgain}
        </Button>
        <Button size="small" look="quiet" onClick={() => void writeClipboard(text).then(setCopied)}>
          {copied ? say.copied : say.copy}
        </Button>
        <Button size="small" look="quiet" onClick={onGiveUp}>
          {say.giveUp}
        </Button>
      </span>
    </div>
  )
}
