/** Words for a place that shows one line, such as a name or a title: what everybody sees is what was written. */

/** Without line breaks, control characters, and the ones that turn the direction of what stands beside them. */
export const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
