/** The margin beside the sheet: the cards of the threads at the height of their words. */
import type { Editor } from '@tiptap/core'
import { useMemo, useRef, useState } from 'react'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import type { Commenting } from './commenting.ts'
import styles from './comments-margin.module.css'
import { NewComment } from './new-comment.tsx'
import { ThreadCard } from './thread-card.tsx'
import { allCommentsId, ThreadPanel } from './thread-panel.tsx'
import type { Kind } from './thread-filters.ts'
import { draftKey } from './threads.ts'
import { useCardPlaces } from './use-card-places.ts'
import { useLostCount } from './use-lost-count.ts'

interface CommentsMarginProps {
  readonly commenting: Commenting
  readonly editor: Editor
}

export function CommentsMargin({ commenting, editor }: CommentsMarginProps) {
  /** The kind that the list in place of the cards begins with. */
  const [listed, setListed] = useState<Kind | 'all' | null>(null)
  // A new comment is written beside its words.
  if (listed !== null && commenting.draft !== null) setListed(null)
  return (
    <div className={styles.margin} id="comments">
      {listed === null ? (
        <Cards commenting={commenting} editor={editor} onList={setListed} />
      ) : (
        <ThreadPanel commenting={commenting} kind={listed === 'all' ? null : listed} onClose={() => setListed(null)} />
      )}
    </div>
  )
}

/** The margin lies on the side that the statement's language gives it; what stands in it is in that of the interface. */
const interfaceLanguage = { lang: words.language, dir: words.direction }

interface CardsProps extends CommentsMarginProps {
  readonly onList: (kind: Kind | 'all') => void
}

function Cards({ commenting, editor, onList }: CardsProps) {
  const { comments: say } = words
  const { you, threads, places, active, activate, draft, mayComment } = commenting
  const margin = useRef<HTMLElement>(null)
  const beside = useMemo(
    () => threads.all.filter(({ key, state }) => state.state === 'open' || key === active),
    [threads.all, active],
  )
  const byKey = useMemo(() => new Map(beside.map((thread) => [thread.key, thread])), [beside])
  const keys = useMemo(() => [...beside.map(({ key }) => key), ...(draft === null ? [] : [draftKey])], [beside, draft])
  const standing = draft === null ? active : draftKey
  const { shown, above, below, slot, go } = useCardPlaces({ margin, editor, places, keys, active: standing })
  const open = threads.all.filter(({ state }) => state.state === 'open').length
  const lost = useLostCount(threads.all, places)
  return (
    <section ref={margin} className={styles.cards} aria-label={say.region}>
      <header className={styles.head} {...interfaceLanguage}>
        <h2>{say.region}</h2>
        {threads.all.length > 0 && <span className={styles.count}>{say.open(open)}</span>}
        {above > 0 && (
          <button
            type="button"
            className={styles.above}
            aria-label={say.above(above)}
            title={say.above(above)}
            onClick={() => go('above', activate)}
          >
            <Icon name="arrowUp" />
            {above}
          </button>
        )}
        <span className={styles.all}>
          <Button id={allCommentsId} look="quiet" size="small" onClick={() => onList('all')}>
            <Icon name="list" />
            {say.all}
          </Button>
        </span>
      </header>
      {threads.loaded && threads.all.length === 0 && draft === null && (
        <p className={styles.empty} {...interfaceLanguage}>
          {mayComment ? say.empty : say.emptyToRead}
        </p>
      )}
      {shown.map((key) => {
        const thread = byKey.get(key)
        const card =
          key === draftKey
            ? draft && <NewComment commenting={commenting} draft={draft} />
            : thread && <ThreadCard commenting={commenting} thread={thread} />
        const hue = (key === draftKey ? you : thread?.comments[0]?.author)?.hue ?? 1
        return (
          card && (
            <div
              key={key}
              ref={slot}
              data-key={key}
              className={`${styles.slot} ${key === standing ? styles.standing : ''} d${hue}`}
            >
              <div {...interfaceLanguage}>{card}</div>
            </div>
          )
        )
      })}
      <div className={styles.pills} {...interfaceLanguage}>
        {(below > 0 || lost > 0) && (
          <div className={styles.foot}>
            {below > 0 && (
              <button type="button" className={styles.pill} onClick={() => go('below', activate)}>
                <Icon name="chevronDown" />
                {say.below(below)}
              </button>
            )}
            {lost > 0 && (
              <button type="button" className={styles.pill} onClick={() => onList('orphaned')}>
                <Icon name="list" />
                {say.lost(lost)}
              </button>
            )}
          </div>
        )}
      </div>
    </section>
  )
}
