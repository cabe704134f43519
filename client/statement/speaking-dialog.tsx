/**
 * The dialog "Speaking time": the words, the time they take, the limit and the pace. Limit and pace are the statement's:
 * whoever may edit sets them for everybody, at once.
 */
import type { Editor } from '@tiptap/core'
import { type ReactNode, useId, useState } from 'react'
import {
  formatTime,
  pace as paceSchema,
  paceOf,
  paceRange,
  readTimeLimit,
  speakingSeconds,
} from '#shared/statement/speaking-time.ts'
import { type Language, language as languages } from '#shared/statement/statement.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Field } from '../design/field.tsx'
import { words } from '../language/en.ts'
import { useLanguage, useLetterhead, writeField } from '../room/letterhead.ts'
import { choosePace, usePace } from '../room/pace.ts'
import type { Room } from '../room/provider.ts'
import { bindingOf } from '../room/room-binding.ts'
import { restOf, sayCount, sayPace } from './speaking-clock.tsx'
import styles from './speaking-dialog.module.css'
import { useWordCount } from './use-word-count.ts'

interface SpeakingDialogProps {
  readonly room: Room
  readonly editor: Editor | null
  readonly editable: boolean
  readonly open: boolean
  readonly onClose: () => void
}

export const SpeakingDialog = ({ room, editor, editable, open, onClose }: SpeakingDialogProps) => (
  <Dialog heading={words.speaking.heading} close={words.close} open={open} onClose={onClose}>
    {open && <SpeakingTime room={room} editor={editor} editable={editable} />}
  </Dialog>
)

function SpeakingTime({ room, editor, editable }: Pick<SpeakingDialogProps, 'room' | 'editor' | 'editable'>) {
  const { speaking: say } = words
  const language = useLanguage(room)
  const pace = usePace(room, language)
  const { timeLimit } = useLetterhead(room)
  const count = useWordCount(editor, language)
  const seconds = speakingSeconds(count, pace)
  const limit = readTimeLimit(timeLimit)
  const over = limit !== null && seconds > limit
  return (
    <div className={styles.speaking}>
      <dl className={styles.figures}>
        <Figure name={say.text}>{sayCount(count, language)}</Figure>
        <Figure name={say.time}>{formatTime(seconds)}</Figure>
        <Figure name={say.rest}>
          <span className={over ? styles.over : ''}>{limit === null ? say.noLimit : restOf(limit - seconds)}</span>
        </Figure>
      </dl>
      <div className={styles.fields}>
        <Field
          label={say.limit}
          inputMode="text"
          autoComplete="off"
          readOnly={!editable}
          value={timeLimit}
          hint={editable ? say.limitHint : undefined}
          error={timeLimit.trim() !== '' && limit === null ? say.limitWrong : undefined}
          onChange={({ target }) => writeField(room, 'timeLimit', target.value, bindingOf(room).origin)}
        />
        <PaceField key={`${language} ${pace}`} room={room} editable={editable} language={language} pace={pace} />
      </div>
      <UsualPaces language={language} />
    </div>
  )
}

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

interface PaceFieldProps extends Pick<SpeakingDialogProps, 'room' | 'editable'> {
  readonly language: Language
  readonly pace: number
}

/** What is being typed is nobody's pace yet: it is taken when the field is left, or by Enter. */
function PaceField({ room, editable, language, pace }: PaceFieldProps) {
  const { speaking: say } = words
  const { least, most } = paceRange
  const [typed, setTyped] = useState(String(pace))
  const wanted = paceSchema.safeParse(Number(typed))
  const take = (): void => {
    if (wanted.success && wanted.data !== pace) choosePace(room, wanted.data === paceOf[language] ? null : wanted.data)
  }
  return (
    <div>
      <Field
        label={language === 'zh' ? say.paceInCharacters : say.pace}
        type="number"
        min={least}
        max={most}
        step={5}
        readOnly={!editable}
        value={typed}
        hint={editable ? say.paceHint(least, most) : undefined}
        error={wanted.success ? undefined : say.paceWrong(least, most)}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key === 'Enter') take()
        }}
      />
      {editable && pace !== paceOf[language] && (
        <div className={styles.usual}>
          <Button size="small" onClick={() => choosePace(room, null)}>
            {say.usualPace(paceOf[language])}
          </Button>
        </div>
      )}
    </div>
  )
}

function UsualPaces({ language }: { language: Language }) {
  const { speaking: say } = words
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.usualPaces}>
      <h3 id={id}>{say.languagesHeading}</h3>
      <table>
        <thead className="only-heard">
          <tr>
            <th scope="col">{say.language}</th>
            <th scope="col">{say.aMinute}</th>
          </tr>
        </thead>
        <tbody>
          {languages.options.map((each) => (
            <tr key={each} aria-current={each === language || undefined}>
              <th scope="row" lang={each}>
                {words.statusLine.languages[each]}
              </th>
              <td>{sayPace(paceOf[each], each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{say.languagesNote}</p>
    </section>
  )
}
