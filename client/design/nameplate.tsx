/** The nameplate: a delegation's code on a small placard in its hue, as on the table in the room. */
import styles from './nameplate.module.css'

export interface NameplateProps {
  readonly code: string
  /** 1 to 12. */
  readonly hue: number
  /** Drawn as an outline: the 13th delegation and later ones, and whoever was here before the connection was lost. */
  readonly outlined?: boolean
  /** How many people sit behind it; shown from two on. */
  readonly people?: number
  readonly size?: 'usual' | 'large'
}

/** A code reads from left to right in every language. */
export const Nameplate = ({ code, hue, outlined = false, people = 1, size = 'usual' }: NameplateProps) => (
  <span className={`${styles.nameplate} ${styles[size]} ${outlined ? styles.outlined : ''} d${hue}`} dir="ltr">
    {code}
    {people > 1 && <sup>{people}</sup>}
  </span>
)
