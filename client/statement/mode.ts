/** What somebody does with the text: edit it, or read it undisturbed. */
import type { IconName } from '../design/icon.tsx'

export const modes = ['edit', 'read'] as const
export type Mode = (typeof modes)[number]

export const modeIcons: Record<Mode, IconName> = { edit: 'pencil', read: 'eye' }
