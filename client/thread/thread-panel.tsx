/**
 * All threads of the statement, in a list with filters, in place of the cards beside the text; on smaller screens in
 * their drawer and in the sheet of the phone.
 */
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { isImported } from '#shared/people/imported.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { Select } from '../design/select.tsx'
import { words } from '../language/en.ts'
import type { Commenting } from './commenting.ts'
import { ThreadCard } from './thread-card.tsx'
import {
  countDelegations,
  countThreads,
  type Counts,
  type Filter,
  type Kind,
  kinds,
  listThreads,
  type Order,
} from './thread-filters.ts'
import styles from './thread-panel.module.css'
import { cardId, type ShownThread } from './threads.ts'
import { useRanks } from './use-ranks.ts'

interface ThreadPanelProps {
  readonly commenting: Commenting
  /** What it begins with; null for all. */
  readonly kind?: Kind | null
  readonly onClose: () => void
}

/** The button that opens the panel, to which the focus goes back. */
export const allCommentsId = 'all-comments'

const everything: Filter = { kind: null, delegationId: null, sought: '', stays: new Set() }

export function ThreadPanel({ commenting, kind = null, onClose }: ThreadPanelProps) {
  const { threadPanel: say } = words
  const { you, mayComment, threads, places, active, activate } = commenting
  const [filter, setFilter] = useState<Filter>({ ...everything, kind })
  const [order, setOrder] = useState<Order>('place')
  const ranks = useRanks(threads.all, places)
  const counts = countThreads(threads.all, { you, ranks })
  // Whoever types in the search sees the letters at once, the list when there is time.
  const asked = useDeferredValue(filter)
  const listed = useMemo(
    () => listThreads(threads.all, asked, order, { you, ranks }),
    [threads.all, asked, order, you, ranks],
  )
  const unseen = threads.all.filter((thread) => thread.unseen > 0)

  const chooseKind = (chosen: Kind): void => {
    if (chosen === filter.kind) return setFilter({ ...filter, kind: null, stays: everything.stays })
    const stays = chosen === 'unseen' ? new Set(unseen.map(({ key }) => key)) : everything.stays
    setFilter({ ...filter, kind: chosen, stays })
  }
  const at = listed.findIndex(({ key }) => key === active)
  const step = (by: 1 | -1): void => {
    const next = at < 0 ? listed.at(by === 1 ? 0 : -1) : listed[at + by]
    if (next) activate(next.key)
  }
  const close = (): void => {
    onClose()
    requestAnimationFrame(() => document.getElementById(allCommentsId)?.focus({ preventScroll: true }))
  }
  // Not its field of search: on a phone the keyboard would cover the list.
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  const before = useRef(active)
  useEffect(() => {
    if (active !== null && active !== before.current)
      document.getElementById(cardId(active))?.scrollIntoView({ block: 'nearest' })
    before.current = active
  }, [active])

  return (
    <section
      ref={panel}
      className={styles.panel}
      tabIndex={-1}
      aria-label={words.comments.region}
      lang={words.language}
      dir={words.direction}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        // What the panel stands in goes on: a sheet would close with it.
        event.stopPropagation()
        close()
      }}
    >
      <header className={styles.head}>
        <h2>{say.heading}</h2>
        <Step name={say.previous} icon="chevronUp" ends={at === 0 || listed.length === 0} onPress={() => step(-1)} />
        <Step
          name={say.next}
          icon="chevronDown"
          ends={listed.length === 0 || at === listed.length - 1}
          onPress={() => step(1)}
        />
        <Button look="quiet" size="small" shape="icon" aria-label={say.back} onClick={close}>
          <Icon name="cross" />
        </Button>
      </header>
      <div className={styles.filters}>
        <Search sought={filter.sought} onSeek={(sought) => setFilter({ ...filter, sought })} />
        <Kinds chosen={filter.kind} counts={counts} onChoose={chooseKind} />
        <Delegations
          threads={threads.all}
          all={counts.all}
          chosen={filter.delegationId}
          onChoose={(delegationId) => setFilter({ ...filter, delegationId })}
        />
        <div className={styles.row}>
          <Select
            label={say.order}
            look="quiet"
            choices={[
              { value: 'place', name: say.orders.place },
              { value: 'time', name: say.orders.time },
            ]}
            value={order}
            onChange={setOrder}
          />
          {unseen.length > 0 && (
            <Button look="quiet" size="small" onClick={() => threads.see(unseen)}>
              <Icon name="check" />
              {say.seeAll}
            </Button>
          )}
        </div>
        <p className="only-heard" role="status">
          {threads.loaded && filter !== everything && say.listed(listed.length)}
        </p>
      </div>
      {listed.length === 0 ? (
        <Nothing
          sentence={
            !threads.loaded
              ? say.loading
              : threads.all.length === 0
                ? mayComment
                  ? words.comments.empty
                  : words.comments.emptyToRead
                : asked.kind !== null && asked.delegationId === null && asked.sought === ''
                  ? say.none[asked.kind]
                  : say.noneOfThese
          }
          onShowAll={threads.all.length === 0 ? null : () => setFilter(everything)}
        />
      ) : (
        <List commenting={commenting} listed={listed} />
      )}
    </section>
  )
}

interface ListProps {
  readonly commenting: Commenting
  readonly listed: readonly ShownThread[]
}

const List = memo(function List({ commenting, listed }: ListProps) {
  return (
    <ul className={styles.list}>
      {listed.map((thread) => (
        <li key={thread.key}>
          <ThreadCard commenting={commenting} thread={thread} says="place" />
        </li>
      ))}
    </ul>
  )
})

interface StepProps {
  readonly name: string
  readonly icon: 'chevronUp' | 'chevronDown'
  /** True at the end of the list; the button keeps the focus there. */
  readonly ends: boolean
  readonly onPress: () => void
}

const Step = ({ name, icon, ends, onPress }: StepProps) => (
  <Button look="quiet" size="small" shape="icon" aria-label={name} aria-disabled={ends} onClick={onPress}>
    <Icon name={icon} />
  </Button>
)

function Search({ sought, onSeek }: { sought: string; onSeek: (words: string) => void }) {
  return (
    <label className={styles.search}>
      <Icon name="search" />
      <input
        type="search"
        aria-label={words.threadPanel.search}
        placeholder={words.threadPanel.searchPlaceholder}
        dir="auto"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={sought}
        onChange={({ target }) => onSeek(target.value)}
        onKeyDown={(event) => {
          // The first Esc empties the field, the second leaves the panel.
          if (event.key !== 'Escape' || sought === '') return
          event.preventDefault()
          onSeek('')
        }}
      />
    </label>
  )
}

interface KindsProps {
  readonly chosen: Kind | null
  readonly counts: Counts
  readonly onChoose: (kind: Kind) => void
}

/** Pressed again, a kind lets all through. What waits is offered only while something does. */
function Kinds({ chosen, counts, onChoose }: KindsProps) {
  const { threadPanel: say } = words
  return (
    <div className={styles.chips} role="group" aria-label={say.kindsName}>
      {kinds
        .filter((kind) => kind !== 'waiting' || counts.waiting > 0 || chosen === kind)
        .map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.chip}
            aria-pressed={chosen === kind}
            onClick={() => onChoose(kind)}
          >
            {say.kinds[kind]} <span className={styles.count}>{counts[kind]}</span>
          </button>
        ))}
    </div>
  )
}

interface DelegationsProps {
  readonly threads: readonly ShownThread[]
  readonly all: number
  readonly chosen: Filter['delegationId']
  readonly onChoose: (delegationId: Filter['delegationId']) => void
}

function Delegations({ threads, all, chosen, onChoose }: DelegationsProps) {
  const { threadPanel: say } = words
  return (
    <div className={styles.chips} role="group" aria-label={say.delegationsName}>
      <button type="button" className={styles.chip} aria-pressed={chosen === null} onClick={() => onChoose(null)}>
        {say.all(all)}
      </button>
      {countDelegations(threads).map(({ opener, open }) => (
        <button
          key={opener.delegationId}
          type="button"
          className={styles.chip}
          aria-pressed={chosen === opener.delegationId}
          aria-label={say.delegation(isImported(opener) ? say.imported : opener.delegation, open)}
          onClick={() => onChoose(chosen === opener.delegationId ? null : opener.delegationId)}
        >
          <Nameplate code={opener.code} hue={opener.hue} outlined={opener.outlined} />
          <span className={styles.count}>{open}</span>
        </button>
      ))}
    </div>
  )
}

function Nothing({ sentence, onShowAll }: { sentence: string; onShowAll: (() => void) | null }) {
  return (
    <div className={styles.nothing}>
      <p>{sentence}</p>
      {onShowAll !== null && (
        <Button size="small" onClick={onShowAll}>
          {words.threadPanel.showAll}
        </Button>
      )}
    </div>
  )
}
