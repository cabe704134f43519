/** Buttons. One solid button a screen at most: its primary action. */
import type { ComponentPropsWithRef } from 'react'
import styles from './button.module.css'

export interface ButtonLook {
  /** `danger`: outlined, in red words, for what cannot be undone. */
  readonly look?: 'outlined' | 'solid' | 'quiet' | 'danger' | undefined
  readonly size?: 'small' | 'usual' | 'large' | undefined
  /** `icon`: as wide as high; the button then needs an `aria-label`. */
  readonly shape?: 'words' | 'icon' | undefined
}

/** The class of a button, for what is a button without being this one: a link, a trigger of a menu. */
export const buttonClass = ({ look = 'outlined', size = 'usual', shape = 'words' }: ButtonLook): string =>
  [styles.button, styles[look], styles[size], styles[shape]].join(' ')

export function Button({
  look,
  size,
  shape,
  ...attributes
}: ButtonLook & Omit<ComponentPropsWithRef<'button'>, 'className'>) {
  return <button type="button" {...attributes} className={buttonClass({ look, size, shape })} />
}
