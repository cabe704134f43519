/** From the bytes of a text file to its characters, whatever program wrote it: in the browser as at the terminal. */

/** Browsers and Node have the same one; the types of neither stand in shared/. */
declare const TextDecoder: new (
  encoding: string,
  options?: { readonly fatal: boolean },
) => { decode(bytes: Uint8Array): string }

/** Reads UTF-8, UTF-16 with its mark, and what is neither as Windows-1252, in which every sequence of bytes is a text. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
