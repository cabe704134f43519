/** One line of the row of notices: a word in bold, the rest of the sentence, and what can be done about it. */
import type { ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { Icon, type IconName } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import styles from './notices.module.css'

interface NoticeProps {
  readonly tone: 'plain' | 'warn' | 'danger'
  readonly icon: IconName
  readonly strong: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

export const Notice = ({ tone, icon, strong, children, action }: NoticeProps) => (
  <div className={`${styles.notice} ${styles[tone]}`}>
    <Icon name={icon} />
    {/* The row mirrors with the statement; its sentence stays in the language of the interface. */}
    <p>
      <span lang={words.language} dir={words.direction}>
        <strong>{strong}</strong> {children}
      </span>
    </p>
    {action}
  </div>
)

export const Dismiss = ({ onPress }: { onPress: () => void }) => (
  <span className={styles.dismiss}>
    <Button size="small" look="quiet" shape="icon" aria-label={words.notice.dismiss} onClick={onPress}>
      <Icon name="cross" />
    </Button>
  </span>
)
