/** What is shown beside the text may come a frame after it: a key goes to the screen before React draws anything. */
import { useCallback, useSyncExternalStore } from 'react'

type Subscribe = (changed: () => void) => () => void

/**
 * Like `useSyncExternalStore`, but draws in a task behind the next frame, and once for all changes up to then. What
 * changes and changes back within a frame is never drawn. `subscribe` must be the same function from render to render.
 */
export function useBehindFrame<Value>(subscribe: Subscribe, read: () => Value): Value {
  const subscribeBehind = useCallback(
    (changed: () => void) => {
      const { ask, cancel } = behindFrame(changed)
      const leave = subscribe(ask)
      return () => {
        leave()
        cancel()
      }
    },
    [subscribe],
  )
  return useSyncExternalStore(subscribeBehind, read)
}

interface Asked {
  readonly ask: () => void
  readonly cancel: () => void
}

function behindFrame(work: () => void): Asked {
  let frame: number | undefined
  let task: ReturnType<typeof setTimeout> | undefined
  const end = (): void => {
    frame = task = undefined
  }
  return {
    ask: () => {
      frame ??= requestAnimationFrame(() => {
        task = setTimeout(() => {
          end()
          work()
        })
      })
    },
    cancel: () => {
      if (frame !== undefined) cancelAnimationFrame(frame)
      clearTimeout(task)
      end()
    },
  }
}
