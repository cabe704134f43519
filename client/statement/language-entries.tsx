/** The languages that a statement may be written in, as entries of a menu. */
import { language as languages } from '#shared/statement/statement.ts'
import { ChoiceEntries } from '../design/menu.tsx'
import { words } from '../language/en.ts'
import { chooseLanguage } from '../room/choose-language.ts'
import { useLanguage } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'

export function LanguageEntries({ room }: { room: Room }) {
  const { statusLine: say } = words
  const language = useLanguage(room)
  return (
    <ChoiceEntries
      label={say.language(say.languages[language])}
      value={language}
      onChange={(chosen) => chooseLanguage(room, chosen)}
      choices={languages.options.map((value) => ({ value, name: say.languages[value] }))}
    />
  )
}
