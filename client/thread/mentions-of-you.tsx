/** Where others have mentioned this person or their delegation, in all statements: a part of Home, and no part without any. */
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Link } from 'wouter'
import { listMentions, type Mention } from '#shared/thread/contract.ts'
import { plainComment } from '#shared/thread/thread.ts'
import { call } from '../call.ts'
import { Nameplate } from '../design/nameplate.tsx'
import { formatChange } from '../language/dates.ts'
import { words } from '../language/en.ts'
import styles from './mentions-of-you.module.css'

/** So many stand above the statements; the others are a press away. */
const first = 3
/** Others write while somebody looks: the list asks again, ms. */
const freshFor = 15_000

export function MentionsOfYou() {
  const { mentions: say } = words
  const id = useId()
  const [showsAll, setShowsAll] = useState(false)
  const { data: mentions = [], dataUpdatedAt: now } = useQuery({
    queryKey: ['mentions'],
    queryFn: () => call(listMentions),
    refetchInterval: freshFor,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
  })
  if (mentions.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 className={styles.heading} id={id}>
        {say.heading}
      </h2>
      <ul className={styles.list}>
        {(showsAll ? mentions : mentions.slice(0, first)).map((mention) => (
          <Entry key={mention.comment.id} mention={mention} now={now} />
        ))}
      </ul>
      {mentions.length > first && (
        <button type="button" className={styles.all} aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? say.fewer : say.all(mentions.length)}
        </button>
      )}
    </section>
  )
}

function Entry({ mention, now }: { mention: Mention; now: number }) {
  const { statementId, title, threadId, comment, seen } = mention
  const { author } = comment
  return (
    <li className={styles.entry}>
      <Link className={styles.link} href={`/statements/${statementId}#t-${threadId}`}>
        <span className={styles.who}>
          <Nameplate code={author.code} hue={author.hue} outlined={author.outlined} />
          <b dir="auto">{author.name}</b>
          {!seen && <span className={styles.unseen}>{words.mentions.unseen}</span>}
        </span>
        <span className={styles.words} dir="auto">
          {plainComment(comment.text ?? [])}
        </span>
        <span className={styles.where}>
          <span className={styles.title} dir="auto">
            {title === '' ? words.untitled : title}
          </span>
          <span className={styles.when}>{formatChange(comment.createdAt, now)}</span>
        </span>
      </Link>
    </li>
  )
}
