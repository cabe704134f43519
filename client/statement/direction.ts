/** The direction in which a language is written. */
import type { Language } from '#shared/statement/statement.ts'

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
