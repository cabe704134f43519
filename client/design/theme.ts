/** Light or dark: follows the system until somebody chooses; the choice stays on this device. */
import { useSyncExternalStore } from 'react'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'penholder.theme'
const listeners = new Set<() => void>()

/** Called once before the first paint. */
export function applyTheme(theme: Theme = readTheme()): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // A browser that keeps nothing shows the choice until the page is left.
  }
  chosen = theme
  applyTheme(theme)
  for (const changed of listeners) changed()
}

export const useTheme = (): Theme =>
  useSyncExternalStore((changed) => {
    listeners.add(changed)
    return () => listeners.delete(changed)
  }, readTheme)

let chosen: Theme | undefined

function readTheme(): Theme {
  chosen ??= themes.find((theme) => theme === stored()) ?? 'system'
  return chosen
}

function stored(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
