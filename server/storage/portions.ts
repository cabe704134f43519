/** SQLite takes 32,766 values in one statement; no table that is filled by the thousand has more than eight columns. */
const atOnce = 2_000

/** Rows in portions small enough for one INSERT each, in their order; none for no rows. */
export const portions = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, k) => rows.slice(k * atOnce, (k + 1) * atOnce))
