import { expect, test } from 'vitest'
import { seat } from '#shared/people/contract.ts'
import { linksAsText } from '../../../client/people/delegations-links.ts'

const sitting = (name: string, invitation: { link: string; expired: boolean } | null, holdsPen = false) =>
  seat.parse({
    participation: {
      delegation: { id: name, name, code: 'ABC' },
      role: 'commenter',
      hue: 1,
      outlined: false,
      holdsPen,
    },
    invitation: invitation && { ...invitation, expiresAt: Date.UTC(2026, 5, 26, 12), maxPeople: 10 },
    people: [],
    others: [],
  })

test('the text of all links names each delegation, its part, its link and until when it lets people in', () => {
  const text = linksAsText([
    sitting('Canada', { link: 'https://host/join#a.b', expired: false }, true),
    sitting('Norway', { link: 'https://host/join#c.d', expired: false }),
    sitting('Jordan', { link: 'https://host/join#e.f', expired: true }),
    sitting('Peru', null),
  ])
  const [canada, norway, ...others] = text.split('\n\n')
  expect(canada).toMatch(/^Canada \(Penholder\)\nhttps:\/\/host\/join#a\.b\nOpen until 2[67] June 2026, \d\d:\d\d, \S+/)
  expect(norway).toMatch(/^Norway \(Commenter\)\nhttps:\/\/host\/join#c\.d\nOpen until /)
  expect(others).toEqual([])
})
