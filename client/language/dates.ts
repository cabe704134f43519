/** Dates and times as delegates write them: "26 June", "14:05", "yesterday". */

const locale = 'en-GB'
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const zoneOffset = new Intl.DateTimeFormat(locale, { timeZoneName: 'shortOffset' })

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

/** "26 June, 18:00", with the year when it is not this one. */
export const formatMoment = (at: number, now: number): string => `${formatDay(at, now)}, ${formatClock(at)}`

/** "26 June 2026, 18:00, Europe/Zurich (GMT+2)": for those who read it elsewhere. */
export const formatFullMoment = (at: number): string => `${dayOfYear.format(at)}, ${formatClock(at)}, ${timeZone(at)}`

/** The time zone of this device, and how far it is from UTC at that moment: "Europe/Zurich (GMT+2)". */
export function timeZone(at: number): string {
  const { timeZone: name } = clock.resolvedOptions()
  const offset = zoneOffset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value
  return name === 'UTC' || offset === undefined ? name : `${name.replaceAll('_', ' ')} (${offset})`
}

/** When somebody was last here: "14:05", and the day when it was another. */
export const formatSeen = (at: number, now: number): string =>
  at >= new Date(now).setHours(0, 0, 0, 0) ? formatClock(at) : formatMoment(at, now)

/** As `<input type="datetime-local">` holds it: "2026-06-26T18:00", in the time zone of this device. */
export function writeLocal(at: number): string {
  const date = new Date(at)
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Epoch ms; null where nothing whole was entered. */
export function readLocal(value: string): number | null {
  const at = new Date(value).getTime()
  return Number.isNaN(at) ? null : at
}
