/** Words and speaking time, in sight from the first word to the podium. Pressed, it opens what they are reckoned with. */
import type { Editor } from '@tiptap/core'
import { formatTime, readTimeLimit, speakingSeconds } from '#shared/statement/speaking-time.ts'
import type { Language } from '#shared/statement/statement.ts'
import { words } from '../language/en.ts'
import { useLetterhead } from '../room/letterhead.ts'
import { usePace } from '../room/pace.ts'
import type { Room } from '../room/provider.ts'
import styles from './status-line.module.css'
import { useWordCount } from './use-word-count.ts'

interface SpokenWordsProps {
  readonly room: Room
  readonly editor: Editor | null
  readonly language: Language
  readonly onOpen: () => void
}

/** Drawn with every word that is written, and by itself: the menus of the status line are not. */
export function SpokenWords({ room, editor, language, onOpen }: SpokenWordsProps) {
  const { timeLimit } = useLetterhead(room)
  const pace = usePace(room, language)
  const count = useWordCount(editor, language)
  return (
    <>
      <span className={styles.count} dir={words.direction}>
        {sayCount(count, language)}
      </span>
      <SpeakingClock count={count} language={language} pace={pace} timeLimit={timeLimit} onOpen={onOpen} />
    </>
  )
}

interface SpeakingClockProps {
  /** How many words are spoken; characters in Chinese. */
  readonly count: number
  readonly language: Language
  /** Words (characters) a minute. */
  readonly pace: number
  /** As somebody wrote it into the letterhead. */
  readonly timeLimit: string
  readonly onOpen: () => void
}

function SpeakingClock({ count, language, pace, timeLimit, onOpen }: SpeakingClockProps) {
  const { statusLine: say } = words
  const seconds = speakingSeconds(count, pace)
  const limit = readTimeLimit(timeLimit)
  const over = limit !== null && seconds > limit
  return (
    <button type="button" className={`${styles.clock} ${over ? styles.over : ''}`} onClick={onOpen}>
      <span className="only-heard">{words.speaking.heading}</span>
      {limit !== null && (
        <span className={styles.meter} aria-hidden="true">
          <span style={{ inlineSize: `${Math.min(100, (seconds / limit) * 100)}%` }} />
        </span>
      )}
      <span dir={words.direction}>
        <b>{formatTime(seconds)}</b> {limit !== null && say.ofLimit(formatTime(limit))}{' '}
        <span className={styles.pace}>{say.atPace(sayPace(pace, language))}</span>
      </span>
      {limit !== null && (
        <span className={styles.rest} dir={words.direction}>
          {restOf(limit - seconds)}
        </span>
      )}
    </button>
  )
}

/** "110 wpm", "220 characters a minute". */
export const sayPace = (pace: number, language: Language): string =>
  language === 'zh' ? words.statusLine.paceInCharacters(pace) : words.statusLine.pace(pace)

/** "508 words", "220 characters". */
export const sayCount = (count: number, language: Language): string =>
  language === 'zh' ? words.statusLine.characters(count) : words.statusLine.words(count)

/** "23 s to spare", "2:10 to spare", "0:12 over". */
export function restOf(seconds: number): string {
  const { statusLine: say } = words
  if (seconds < 0) return say.over(formatTime(-seconds))
  return seconds < 60 ? say.toSpare(seconds) : say.minutesToSpare(formatTime(seconds))
}
