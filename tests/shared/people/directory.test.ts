/** The directory: everybody in it once, found however people write. */
import { describe, expect, test } from 'vitest'
import { abbreviate, findDelegation, listDirectory, looksLikeStateCode } from '#shared/people/directory.ts'
import { nameplateOf, personName } from '#shared/people/people.ts'

describe('the list', () => {
  const list = listDirectory('en')

  test('has the 193 members, two observers, each code and name once', () => {
    const count = (kind: string) => list.filter((entry) => entry.kind === kind).length
    expect([count('state'), count('observer')]).toEqual([193, 2])
    expect(new Set(list.map(({ code }) => code)).size).toBe(list.length)
    expect(new Set(list.map(({ name }) => name)).size).toBe(list.length)
  })

  test('names every state in every language', () => {
    for (const language of ['en', 'fr', 'es', 'ru', 'ar', 'zh'] as const) {
      for (const { code, name, kind } of listDirectory(language)) {
        if (kind === 'state') expect(name, code).not.toMatch(/^[A-Z]{2,3}$/)
      }
    }
  })

  test('is in the order of its language', () => {
    const names = listDirectory('fr').map(({ name }) => name)
    expect(names.indexOf('Équateur')).toBeLessThan(names.indexOf('Finlande'))
  })

  test('says what stands on the nameplate', () => {
    const names = Object.fromEntries(list.map(({ code, name }) => [code, name]))
    expect(names).toMatchObject({
      NOR: 'Norway',
      COD: 'Democratic Republic of the Congo',
      VAT: 'Holy See',
      PSE: 'State of Palestine',
      KNA: 'Saint Kitts and Nevis',
      ICBL: 'International Campaign to Ban Landmines',
    })
  })
})

test.each([
  ['NOR', 'NOR'],
  ['nor', 'NOR'],
  ['Norway', 'NOR'],
  ['  norway ', 'NOR'],
  ['Cote d’Ivoire', 'CIV'],
  ["CÔTE D'IVOIRE", 'CIV'],
  ['Sao Tome & Principe', 'STP'],
  ['Guinea Bissau', 'GNB'],
  ['Vatican City', 'VAT'],
  ['Russia', 'RUS'],
  ['icrc', 'ICRC'],
  ['chair', 'CHAIR'],
  ['Norge', undefined],
  ['NO', undefined],
  ['', undefined],
])('%j is found as %s', (written, code) => {
  expect(findDelegation(written)?.code).toBe(code)
})

test('names of other languages are found in theirs, English ones everywhere', () => {
  expect(findDelegation('Allemagne', 'fr')).toEqual({ code: 'DEU', name: 'Allemagne', kind: 'state' })
  expect(findDelegation('Germany', 'fr')?.name).toBe('Allemagne')
  expect(findDelegation('النرويج', 'ar')?.code).toBe('NOR')
})

test.each([
  ['World Council of Churches', 'WCC'],
  ['Article 36', 'A3'],
  ['mines action canada', 'MAC'],
  ['Oxfam', 'OXFAM'],
  ['Handelsblattgruppe', 'HANDELSB'],
  ['International Physicians for the Prevention of Nuclear War and Other Weapons', 'IPPNWOW'],
  ['—', '?'],
])('%j is abbreviated %s', (name, code) => {
  expect(abbreviate(name)).toBe(code)
})

test('three capitals are meant as a state', () => {
  expect(['NRO', 'nro', 'ICBL', 'No Mines'].map(looksLikeStateCode)).toEqual([true, false, false, false])
})

test('nameplates go round after twelve', () => {
  expect([1, 12, 13, 24, 25].map(nameplateOf)).toEqual([
    { hue: 1, outlined: false },
    { hue: 12, outlined: false },
    { hue: 1, outlined: true },
    { hue: 12, outlined: true },
    { hue: 1, outlined: true },
  ])
})

test('a name keeps the joiners that scripts need', () => {
  expect(personName.parse('می‌خواهم')).toBe('می‌خواهم')
})
