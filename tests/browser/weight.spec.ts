// What a phone on the Wi-Fi of a conference room must load before its owner can join, and before they can write.
import { expect } from '@playwright/test'
import { contactGroup, Penholder } from './penholder.ts'
import { test } from './test.ts'

const kilobyte = 1000

test('the join page takes 130 KB of JavaScript at most, the editor 380 KB', async ({ page }) => {
  const penholder = await Penholder.start()
  try {
    const { link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
    const network = await page.context().newCDPSession(page)
    await network.send('Network.enable')
    const scripts = new Set<string>()
    let bytes = 0
    network.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId)
    })
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength
    })

    await page.goto(link)
    await page.getByRole('button', { name: 'Join', exact: true }).waitFor()
    expect(bytes).toBeGreaterThan(0)
    expect(bytes, 'the join page').toBeLessThan(130 * kilobyte)

    await page.getByRole('textbox', { name: 'Your name', exact: true }).fill('Ingrid Solberg')
    await page.getByRole('button', { name: 'Join', exact: true }).click()
    await page.getByRole('textbox', { name: 'Statement', exact: true }).waitFor()
    expect(bytes, 'the editor').toBeLessThan(380 * kilobyte)
  } finally {
    await penholder.stop()
  }
})
