/**
 * A composition that rests: what others did to its block is shown after ten seconds, and the browser's composition ends
 * with that. Were it left alive under changed words, the input method would write its own once more.
 */
import type { Act } from './harness/harness.tsx'
import { expect, test } from './two-people.ts'

const long = process.env.LONG === '1'
const phone =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

const acts: readonly (readonly [Act, readonly string[]])[] = [
  [{ kind: 'type', block: 0, at: 2, text: 'X' }, ['paragraph gaXmma にほ|delta']],
  [{ kind: 'split', block: 0, at: 6 }, ['paragraph gamma ', 'paragraph にほ|delta']],
  ...(long
    ? ([
        [{ kind: 'bold', block: 0, from: 2, to: -3 }, ['paragraph gamma にほ|delta']],
        [{ kind: 'style', block: 0, role: 'heading' }, ['heading gamma にほ|delta']],
      ] as const)
    : []),
]

for (const [device, userAgent] of [
  ['a desk', undefined],
  // ProseMirror gives a composition up here after 5 s of rest, while the browser's goes on.
  ['Android', phone],
] as const) {
  test.describe(`resting on ${device}`, () => {
    if (userAgent !== undefined) test.use({ userAgent })

    for (const [act, shown] of acts)
      test(`while another does this: ${act.kind}`, async ({ two, page }) => {
        await page.clock.install()
        await two.open(['p gamma delta', 'p epsilon zeta'])
        await two.select('a', 0, 6)
        await two.compose('に')
        await two.compose('にほ')
        // Rests for longer than ProseMirror's patience before anything happens.
        await page.clock.runFor(6_000)
        await two.act('b', act)
        expect(await two.lines('a')).toEqual(['paragraph gamma にほdelta', 'paragraph epsilon zeta'])
        await page.clock.runFor(10_100)
        const expected = (typed: string) => [...shown.map((line) => line.replace('|', typed)), 'paragraph epsilon zeta']
        expect(await two.lines('a')).toEqual(expected(''))
        expect(await two.lines('b')).toEqual(expected(''))
        expect(await two.compositions()).toMatchObject({ begun: 1, ended: 1, composing: false })
        // The text has the focus still, and the caret stands behind what was composed.
        await page.clock.resume()
        await two.compose('語')
        await two.commit('語')
        await page.keyboard.type('!')
        expect(await two.meet()).toEqual(expected('語!'))
      })
  })
}
