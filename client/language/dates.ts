/** Dates and times as delegates write them: "26 June", "14:05", "yesterday". */

const locale = 'en-GB'
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })

/** "26 June", with the year when it is not this one. `at` and `now` in epoch ms. */
export function formatDay(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return (sameYear ? day : dayOfYear).format(at)
}

/** "14:05". */
export const formatClock = (at: number): string => clock.format(at)

/** When something last changed: "just now", "11:20", "yesterday", "24 June". */
export function formatChange(at: number, now: number): string {
  if (now - at < 60_000) return 'just now'
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  if (at >= midnight) return formatClock(at)
  return at >= new Date(midnight).setDate(new Date(midnight).getDate() - 1) ? 'yesterday' : formatDay(at, now)
}
