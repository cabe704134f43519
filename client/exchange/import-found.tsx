/** What a source brings: its title, how long it is, what comes along, what there is to choose, and what is left out. */
import { useId } from 'react'
import { type ChangesTaken, changesTaken, type Found } from '#shared/exchange/sources.ts'
import { countWords } from '#shared/statement/speaking-time.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { directionOf } from '../statement/direction.ts'
import styles from './import-dialog.module.css'

interface ImportFoundProps {
  readonly found: Found
  readonly changes: ChangesTaken
  readonly onChanges: (changes: ChangesTaken) => void
}

export function ImportFound({ found, changes, onChanges }: ImportFoundProps) {
  const { importing: say } = words
  const { title, language } = found
  const comments = commentsIn(found)
  const lost = say.lost(found.lost)
  return (
    <div className={styles.found}>
      <h3>{say.comes}</h3>
      <dl>
        <dt>{say.title}</dt>
        {title === '' ? (
          <dd className={styles.none}>{say.noTitle}</dd>
        ) : (
          <dd className={styles.named} lang={language} dir={directionOf(language)}>
            {title}
          </dd>
        )}
        <dt>{say.language}</dt>
        <dd lang={language}>{words.statusLine.languages[language]}</dd>
        <dt>{say.length}</dt>
        <dd>{lengthOf(found)}</dd>
      </dl>
      {comments !== '' && (
        <p className={styles.along}>
          <Icon name="comment" />
          {comments}
        </p>
      )}
      {lost !== '' && (
        <p className={styles.lost}>
          <Icon name="alert" />
          {lost}
        </p>
      )}
      {hasChanges(found) && <Changes found={found} changes={changes} onChanges={onChanges} />}
    </div>
  )
}

/** The same in one breath, for who hears the page. */
export const summaryOf = (found: Found): string =>
  [
    `${lengthOf(found)}.`,
    commentsIn(found),
    hasChanges(found) ? `${words.importing.changes}: ${changesIn(found)}` : '',
    words.importing.lost(found.lost),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')

/** The words are counted where the preview holds all of them. */
function lengthOf({ blocks, preview, language }: Found): string {
  const { importing: say } = words
  if (blocks > preview.length) return say.paragraphs(blocks)
  const count = countWords({ type: 'doc', content: preview }, language)
  return `${say.paragraphs(blocks)}, ${language === 'zh' ? say.characters(count) : say.words(count)}`
}

const commentsIn = ({ comments, authors }: Found): string =>
  comments === 0 ? '' : words.importing.comments(comments, authors)

const hasChanges = ({ changes: { inserted, deleted, looks } }: Found): boolean => inserted + deleted + looks > 0

const changesIn = ({ changes }: Found): string => words.importing.changesFound(changes)

/** Where no words came or went, there are none to be shown as new or old. */
const choicesIn = ({ changes: { inserted, deleted } }: Found): readonly ChangesTaken[] =>
  changesTaken.options.filter((each) => each !== 'shown' || inserted + deleted > 0)

function Changes({ found, changes, onChanges }: ImportFoundProps) {
  const { importing: say } = words
  const id = useId()
  return (
    <div role="radiogroup" aria-labelledby={`${id}-label`} aria-describedby={`${id}-found`} className={styles.changes}>
      <h3 id={`${id}-label`}>{say.changes}</h3>
      <p id={`${id}-found`}>{changesIn(found)}</p>
      {choicesIn(found).map((each) => {
        const [name, explanation] = say.changesTaken[each]
        return (
          <label key={each}>
            <input
              type="radio"
              name={id}
              aria-label={name}
              aria-describedby={`${id}-${each}`}
              checked={each === changes}
              onChange={() => onChanges(each)}
            />
            <span>
              {name}
              <small id={`${id}-${each}`}>{explanation}</small>
            </span>
          </label>
        )
      })}
    </div>
  )
}
