/** A file that is dropped anywhere on the page. Without this the browser would leave the page for the file. */
import { useEffect, useEffectEvent, useState } from 'react'

/** Whether a file hangs over the page. `take` null: files are none of this page's business at the moment. */
export function useFileDrop(take: ((file: File) => void) | null): boolean {
  const [over, setOver] = useState(false)
  const taken = useEffectEvent((file: File) => take?.(file))
  const listens = take !== null
  useEffect(() => {
    if (!listens) return undefined
    const hang = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file === undefined) return
      event.preventDefault()
      taken(file)
    }
    window.addEventListener('dragover', hang)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', hang)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
      setOver(false)
    }
  }, [listens])
  return over
}
