/** Epoch ms. A time without a zone is taken as UTC, so that it is the same on every server; undefined for none. */
export function momentOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined
  const moment = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(written) ? written : `${written}Z`)
  return Number.isNaN(moment) ? undefined : moment
}
