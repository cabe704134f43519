/** The clipboard, which browsers keep from pages on plain http. */

/** False where the browser refuses: then show the text, selected, for copying by hand. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
