import { expect, test } from './two-people.ts'
const phone = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
for (const ua of [undefined, phone]) test.describe(String(ua), () => {
  if (ua) test.use({ userAgent: ua })
  for (const act of [{ kind: 'type', block: 0, at: 2, text: 'X' }, { kind: 'type', block: 0, at: 6, text: 'X' }, { kind: 'type', block: 0, at: -1, text: 'X' }, { kind: 'split', block: 0, at: 2 }, { kind: 'split', block: 0, at: 6 }, { kind: 'remove', block: 0 }, { kind: 'style', block: 0, role: 'heading' }, {kind:'bold',block:0,from:2,to:-3}] as any[])
  test('hold ' + JSON.stringify(act), async ({ two }) => {
    await two.open(['p gamma delta', 'p epsilon zeta'], 'a')
    await two.select('a', 0, 6)
    for (const s of ['に', 'にh', 'にほ']) await two.compose(s)
    await two.act('b', act)
    await two.page.waitForTimeout(11_000)
    const mid = [await two.lines('a'), await two.compositions()]
    await two.compose('にほn')
    const mid2 = [await two.lines('a'), await two.compositions()]
    await two.commit('日本')
    await two.page.waitForTimeout(200)
    await two.page.keyboard.type('!')
    await two.page.waitForTimeout(100)
    console.log('RESULT', ua ? 'android' : 'desk', JSON.stringify(act), '\n  after 11s', JSON.stringify(mid), '\n  next', JSON.stringify(mid2), '\n  end', JSON.stringify([await two.lines('a'), await two.lines('b'), await two.compositions()]))
  })
})
