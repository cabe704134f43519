/** The front of the house: the frame of every page that somebody sees before a statement. Light, for phones on a bad net. */
import type { ReactNode } from 'react'
import { Nib } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import styles from './front.module.css'

interface FrontProps {
  /** 1 to 12: the hue that the placard's edge takes. */
  readonly hue?: number
  readonly foot?: string
  readonly children: ReactNode
}

export const Front = ({ hue, foot, children }: FrontProps) => (
  <div className={styles.front}>
    <header className={styles.head}>
      <span className={styles.sign}>
        <Nib />
      </span>
      <b>{words.product}</b>
    </header>
    <main className={`${styles.main} ${hue === undefined ? '' : `d${hue}`}`}>{children}</main>
    <footer className={styles.foot}>{foot}</footer>
  </div>
)

interface PlacardProps {
  /** Without one it is blank: a place, and nobody at it. */
  readonly name?: string
  /** Whoever it stands for has no place at the table now. */
  readonly ended?: boolean
}

/** The placard as it stands on the table. */
export const Placard = ({ name = '', ended = false }: PlacardProps) => (
  <div className={styles.placard} aria-hidden="true">
    <div
      className={`${styles.face} ${name === '' ? styles.blank : ''} ${ended ? styles.ended : ''}`}
      data-length={lengthOf(name)}
    >
      {name}
    </div>
    <div className={styles.shadow} />
  </div>
)

/** Long names stand smaller, as on cardboard. */
function lengthOf(name: string): 'short' | 'middle' | 'long' {
  if (name.length <= 11) return 'short'
  return name.length <= 20 ? 'middle' : 'long'
}
