/** The texts of our own that a statement may begin with, each as a small sheet. */
import { template as templates, type Template } from '#shared/statement/statement.ts'
import { Dialog } from '../design/dialog.tsx'
import { words } from '../language/en.ts'
import styles from './new-statement-templates.module.css'

interface SheetsProps {
  readonly onChoose: (template: Template) => void
}

export const TemplateSheets = ({ onChoose }: SheetsProps) => (
  <ul className={styles.sheets}>
    {templates.options.map((template) => (
      <li key={template}>
        <button type="button" className={styles.choice} onClick={() => onChoose(template)}>
          <span className={styles.sheet} aria-hidden="true">
            <u />
            {lines[template].map((width, place) => (
              // The drawing never changes.
              <i key={place} style={{ inlineSize: `${width}%` }} />
            ))}
          </span>
          <b>{words.newStatement.templates[template]}</b>
          <small>{words.newStatement.templateOf[template]}</small>
        </button>
      </li>
    ))}
  </ul>
)

interface TemplatesDialogProps extends SheetsProps {
  readonly open: boolean
  readonly onClose: () => void
}

export const TemplatesDialog = ({ open, onChoose, onClose }: TemplatesDialogProps) => (
  <Dialog heading={words.list.templates} close={words.close} open={open} onClose={onClose} width="wide">
    <p className={styles.explanation}>{words.newStatement.chooseTemplate}</p>
    <TemplateSheets onChoose={onChoose} />
  </Dialog>
)

/** How long the lines of each sheet are, in per cent of the measure; 0 is a gap. */
const lines: Record<Template, readonly number[]> = {
  'contact-group-report': [74, 50, 0, 94, 96, 30, 0, 96, 80, 0, 92, 64],
  'joint-statement': [60, 0, 96, 92, 96, 70, 0, 94, 88, 40],
  'national-statement': [44, 0, 92, 96, 90, 52],
}
