/** Words and speaking time, in sight from the first word to the podium. */
import { formatTime, paceOf, readTimeLimit, speakingSeconds } from '#shared/statement/speaking-time.ts'
import type { Language } from '#shared/statement/statement.ts'
import { words } from '../language/en.ts'
import styles from './status-line.module.css'

interface SpeakingClockProps {
  /** How many words are spoken; characters in Chinese. */
  readonly count: number
  readonly language: Language
  /** As somebody wrote it into the letterhead. */
  readonly timeLimit: string
}

export function SpeakingClock({ count, language, timeLimit }: SpeakingClockProps) {
  const { statusLine: say } = words
  const pace = language === 'zh' ? say.paceInCharacters(paceOf.zh) : say.pace(paceOf[language])
  const seconds = speakingSeconds(count, paceOf[language])
  const limit = readTimeLimit(timeLimit)
  const over = limit !== null && seconds > limit
  return (
    <span className={`${styles.clock} ${over ? styles.over : ''}`}>
      {limit !== null && (
        <span className={styles.meter} aria-hidden="true">
          <span style={{ inlineSize: `${Math.min(100, (seconds / limit) * 100)}%` }} />
        </span>
      )}
      <span>
        <b>{formatTime(seconds)}</b> {limit !== null && say.ofLimit(formatTime(limit))}{' '}
        <span className={styles.pace}>{say.atPace(pace)}</span>
      </span>
      {limit !== null && <span className={styles.rest}>{restOf(limit - seconds)}</span>}
    </span>
  )
}

/** "23 s to spare", "2:10 to spare", "0:12 over". */
function restOf(seconds: number): string {
  const { statusLine: say } = words
  if (seconds < 0) return say.over(formatTime(-seconds))
  return seconds < 60 ? say.toSpare(seconds) : say.minutesToSpare(formatTime(seconds))
}
