import { describe, expect, test } from 'vitest'
import type { Language } from '#shared/statement/statement.ts'
import { typeset } from '../../../client/statement/quotes.ts'

/** What stands in a block after it was typed sign by sign. */
const typed = (language: Language, text: string): string =>
  Array.from(text).reduce((before, sign) => {
    const set = typeset(language, before, sign)
    return set === null ? before + sign : before.slice(0, before.length - set.over) + set.insert
  }, '')

describe('what is typed', () => {
  test.each<[Language, string, string]>([
    ['en', `He said "yes" and 'no'.`, 'He said “yes” and ‘no’.'],
    ['en', `the States' and the Group's aim; don't`, 'the States’ and the Group’s aim; don’t'],
    ['en', `("quoted" - "again")`, '(“quoted” - “again”)'],
    ['en', `a 19" screen, 5'10"`, 'a 19" screen, 5’10"'],
    ['en', `"'Both', he said"`, '“‘Both’, he said”'],
    ['en', `line\n"next"`, 'line\n“next”'],
    ['en', `see https://a.org/it's?q="x now`, 'see https://a.org/it\'s?q="x now'],
    ['en', `"https://a.org" and o'neil@un.org's`, `“https://a.org” and o’neil@un.org's`],
    ['fr', `Il a dit "oui" : "l'accord" !`, 'Il a dit «\u202foui\u202f»\u00a0: «\u202fl’accord\u202f»\u202f!'],
    ['fr', `" oui" et « non »`, '«\u202foui\u202f» et «\u202fnon\u202f»'],
    ['fr', `"il dit "non" hier"`, '«\u202fil dit “non” hier\u202f»'],
    ['fr', `https://a.org : voir`, 'https://a.org\u00a0: voir'],
    ['es', `dijo "sí" y "la "paz" ya"`, 'dijo «sí» y «la “paz” ya»'],
    ['ru', `он сказал "да", "а "нет" нет"`, 'он сказал «да», «а „нет“ нет»'],
    ['ar', `قال "نعم" و"لا"`, 'قال «نعم» و«لا»'],
    ['zh', `他说"你好"和'再见'他It's`, '他说“你好”和‘再见’他It’s'],
  ])('%s: %s', (language, text, expected) => {
    expect(typed(language, text)).toBe(expected)
  })
})
