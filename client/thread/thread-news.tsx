/**
 * What others say while the page is open: a screen reader hears of each comment, and whoever is answered or mentioned is
 * shown it, without being led away from what they do.
 */
import { useEffect, useRef, useState } from 'react'
import type { Present } from '#shared/people/people.ts'
import { plainComment } from '#shared/thread/thread.ts'
import { Nameplate } from '../design/nameplate.tsx'
import { Toast } from '../design/toast.tsx'
import { words } from '../language/en.ts'
import { useCommenting } from './commenting-on.tsx'
import { focusCard } from './focus-card.ts'
import styles from './thread-news.module.css'
import type { News, Places } from './threads.ts'

export function ThreadNews() {
  const { threads, places, you, active, activate } = useCommenting()
  const { onNews } = threads
  const [heard, setHeard] = useState('')
  const [news, setNews] = useState<News | null>(null)
  const now = useRef({ places, active })
  useEffect(() => {
    now.current = { places, active }
  })
  useEffect(() => {
    const announcer = startAnnouncer(setHeard)
    const stop = onNews((comments) => {
      announcer.say(comments.map((one) => () => sentenceOf(one, you, now.current.places)))
      const personal = comments.findLast((one) => {
        return one.thread.key !== now.current.active && reasonOf(one, you) !== null
      })
      if (personal !== undefined) setNews(personal)
    })
    return () => {
      stop()
      announcer.stop()
    }
  }, [onNews, you])
  // It is on the screen by now.
  if (news !== null && news.thread.key === active) setNews(null)

  const { threadNews: say } = words
  return (
    <>
      <p className="only-heard" aria-live="polite">
        {heard}
      </p>
      <Toast
        name={say.name}
        live="off"
        shown={news && { id: news.comment.key, content: <Content news={news} you={you} /> }}
        action={say.show}
        onAction={() => {
          if (news === null) return
          const { key } = news.thread
          activate(key)
          setNews(null)
          focusCard(key)
        }}
        close={say.close}
        onClose={() => setNews(null)}
      />
    </>
  )
}

function Content({ news, you }: { news: News; you: Present }) {
  const { author, text } = news.comment
  return (
    <div className={styles.news}>
      <Nameplate code={author.code} hue={author.hue} outlined={author.outlined} />
      <b>{headingOf(news, you)}</b>
      <p className={styles.words} dir="auto">
        {plainComment(text ?? [])}
      </p>
    </div>
  )
}

/** Why somebody is told of a comment; null when it is not about them. */
function reasonOf({ thread, comment }: News, you: Present): 'mentioned' | 'answered' | null {
  if (comment.mentionsYou) return 'mentioned'
  return thread.comments.some(({ author }) => author.delegateId === you.delegateId) ? 'answered' : null
}

function headingOf(news: News, you: Present): string {
  const { author } = news.comment
  // One's own delegation is a room full of names.
  const who = author.delegationId === you.delegationId ? author.name : author.delegation
  return reasonOf(news, you) === 'mentioned' ? words.threadNews.mentioned(who) : words.threadNews.answered(who)
}

function sentenceOf(news: News, you: Present, places: Places): string {
  const place = places.at(news.thread.key)
  const number = place.found === 'nowhere' ? null : place.paragraph.number
  const sentence = words.threadNews.comment(news.comment.author.delegation, number)
  return reasonOf(news, you) === null ? sentence : `${sentence} ${headingOf(news, you)}.`
}

/** ms; a screen reader is told at most so often, and a thread that has just come has found its place by then. */
const quiet = 5000
const firstPause = 250

interface Announcer {
  /** Each makes its sentence when it is said: what comes meanwhile is counted instead. */
  readonly say: (sentences: readonly (() => string)[]) => void
  readonly stop: () => void
}

function startAnnouncer(tell: (sentence: string) => void): Announcer {
  let waiting: readonly (() => string)[] = []
  let last = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let clearing: ReturnType<typeof setTimeout> | undefined
  const speak = (): void => {
    timer = undefined
    const [only] = waiting
    tell(waiting.length === 1 && only !== undefined ? only() : words.threadNews.comments(waiting.length))
    waiting = []
    last = Date.now()
    clearTimeout(clearing)
    // The same sentence again would be no change, and nothing would be heard.
    clearing = setTimeout(() => tell(''), quiet - firstPause)
  }
  return {
    say: (sentences) => {
      waiting = [...waiting, ...sentences]
      timer ??= setTimeout(speak, Math.max(firstPause, last + quiet - Date.now()))
    },
    stop: () => {
      clearTimeout(timer)
      clearTimeout(clearing)
    },
  }
}
