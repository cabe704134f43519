/** The choices of an export. What the chosen format cannot carry is off and says why. */
import { useId } from 'react'
import { beyond, type Choices, type Format, format as formats, languageOfPaper } from '#shared/exchange/formats.ts'
import { type Language, language as languages } from '#shared/statement/statement.ts'
import { Select } from '../design/select.tsx'
import { Switch } from '../design/switch.tsx'
import { words } from '../language/en.ts'
import styles from './export-dialog.module.css'

type Flag = 'paragraphNumbers' | 'draftMark' | 'doubleSpacing' | 'largePrint' | 'delegationColours' | 'wrapped'

/** Choices on the way: how the paper will be delivered is not said yet, and there is no default. */
export type Considered = Omit<Choices, 'deliveryNote'> & { readonly deliveryNote: Choices['deliveryNote'] | null }

interface OptionsProps {
  readonly format: Format
  readonly onFormat: (format: Format) => void
  readonly considered: Considered
  readonly onChange: (change: Partial<Considered>) => void
  /** Somebody wanted to export without having said how the paper will be delivered. */
  readonly asksForNote: boolean
  /** Of the text. */
  readonly language: Language
  /** Whether this person gets the update log of an archive. */
  readonly hasLog: boolean
}

export function Options(props: OptionsProps) {
  const { format, onFormat, considered, onChange, asksForNote, language, hasLog } = props
  const { exporting: say } = words
  const cannot = (name: keyof Choices): string | undefined =>
    beyond[format].some((other) => other === name) ? say.cannot(say.formats[format]) : undefined
  const isLarge = cannot('largePrint') === undefined && considered.largePrint === 'yes'
  const flag = (name: Flag, included = false) => (
    <Switch
      on={cannot(name) === undefined && (included || considered[name] === 'yes')}
      locked={cannot(name) ?? (included ? say.inLargePrint : undefined)}
      onChange={(on) => onChange({ [name]: on ? 'yes' : 'no' })}
    >
      {say.flags[name]}
    </Switch>
  )
  const { deliveryNote } = considered
  const comments = (
    <Select
      label={say.comments}
      value={considered.comments}
      onChange={(comments) => onChange({ comments })}
      choices={[
        { value: 'none', name: say.commentsShown.none },
        { value: 'open', name: say.commentsShown.open },
        { value: 'all', name: say.commentsShown.all },
      ]}
      hint={say.commentsHint[considered.comments]}
    />
  )
  // An archive is no paper: nothing of a page can be chosen, and nobody follows it in a booth.
  if (format === 'archive') {
    return (
      <div className={styles.options}>
        <Formats format={format} onFormat={onFormat} />
        {comments}
        {hasLog && (
          <div className={styles.flags}>
            <Switch on={considered.updateLog === 'yes'} onChange={(on) => onChange({ updateLog: on ? 'yes' : 'no' })}>
              {say.updateLog}
            </Switch>
            <p className={styles.hint}>{say.updateLogHint}</p>
          </div>
        )}
      </div>
    )
  }
  return (
    <div className={styles.options}>
      <Formats format={format} onFormat={onFormat} />
      <Select
        label={say.deliveryNote}
        value={deliveryNote ?? 'unsaid'}
        onChange={(note) => onChange({ deliveryNote: note === 'unsaid' ? null : note })}
        choices={[
          ...(deliveryNote === null ? [{ value: 'unsaid' as const, name: say.choose }] : []),
          { value: 'none', name: say.notes.none },
          { value: 'check', name: say.notes.check },
          { value: 'verbatim', name: say.notes.verbatim },
        ]}
        hint={say.noteHint}
        error={asksForNote && deliveryNote === null ? say.noteMissing : undefined}
      />
      <Select
        label={say.language}
        value={languageOfPaper(considered, language)}
        onChange={(chosen) => onChange({ paperLanguage: chosen === language ? 'text' : chosen })}
        choices={languages.options.map((value) => ({ value, name: words.statusLine.languages[value] }))}
        hint={say.languageHint}
      />
      {comments}
      <div className={styles.two}>
        <Select
          label={say.lineNumbers}
          value={cannot('lineNumbers') === undefined ? linesOf(considered.lineNumbers, isLarge) : 'none'}
          disabled={cannot('lineNumbers') !== undefined}
          hint={cannot('lineNumbers')}
          onChange={(lineNumbers) => onChange({ lineNumbers })}
          choices={[
            ...(isLarge ? [] : [{ value: 'none' as const, name: say.lines.none }]),
            { value: 'every', name: say.lines.every },
            { value: 'fifth', name: say.lines.fifth },
          ]}
        />
        <Select
          label={say.paperSize}
          value={considered.paperSize}
          disabled={cannot('paperSize') !== undefined}
          hint={cannot('paperSize')}
          onChange={(paperSize) => onChange({ paperSize })}
          choices={[
            { value: 'a4', name: say.papers.a4 },
            { value: 'letter', name: say.papers.letter },
          ]}
        />
      </div>
      <div className={styles.flags}>
        {flag('paragraphNumbers', isLarge)}
        {flag('draftMark')}
      </div>
      <details className={styles.more}>
        <summary>{say.moreOptions}</summary>
        <div className={styles.flags}>
          {flag('largePrint')}
          {flag('doubleSpacing')}
          {flag('delegationColours')}
          {flag('wrapped')}
        </div>
      </details>
    </div>
  )
}

/** Large print is never without them. */
const linesOf = (chosen: Choices['lineNumbers'], isLarge: boolean): Choices['lineNumbers'] =>
  isLarge && chosen === 'none' ? 'every' : chosen

function Formats({ format, onFormat }: Pick<OptionsProps, 'format' | 'onFormat'>) {
  const { exporting: say } = words
  const id = useId()
  return (
    <div className={styles.formats} role="radiogroup" aria-label={say.format}>
      {formats.options.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={id}
            aria-label={say.formats[each]}
            checked={each === format}
            onChange={() => onFormat(each)}
          />
          <span>{say.formats[each]}</span>
        </label>
      ))}
    </div>
  )
}
