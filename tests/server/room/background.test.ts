// The thread beside the event loop, when the server stops.
import { expect, test } from 'vitest'
import { Background } from '../../../server/room/background.ts'

test('whoever waits for it when it is stopped is told so, and whoever asks later', async () => {
  const background = new Background()
  const waiting = Promise.allSettled([background.text([]), background.state([])])
  await background.close()
  for (const ended of await waiting) expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'restarting' } })
  await expect(background.text([])).rejects.toMatchObject({ code: 'restarting' })
})
