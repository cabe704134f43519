/**
 * Following somebody: the page scrolls to where they write, now and at each of their moves, until whoever follows types,
 * scrolls or presses Esc, or they leave. The page never scrolls for others otherwise.
 */
import { useEffect, useState } from 'react'
import type { Present } from '#shared/people/people.ts'
import { present } from '#shared/people/people.ts'
import { useAttendance } from './attendance.ts'
import type { Room } from './provider.ts'

export interface Following {
  readonly person: Present | null
  /** Follows the one of them who moved last. */
  readonly follow: (people: readonly Present[]) => void
  readonly stop: () => void
}

/** `findText` finds the editable element; it must stay the same function. */
export function useFollowing(room: Room, findText: () => HTMLElement | null): Following {
  const [person, setPerson] = useState<Present | null>(null)
  const { here } = useAttendance(room)
  const followed = person?.delegateId
  if (followed !== undefined && !here.some(({ delegateId }) => delegateId === followed)) setPerson(null)

  useEffect(() => {
    const text = findText()
    if (followed === undefined || text === null) return
    const isFollowed = ({ delegateId }: Present): boolean => delegateId === followed
    const unsubscribe = onMove(room, () => scrollToCaret(text, carriersOf(room, isFollowed)[0]?.client))
    const forget = whenReaderTakesOver(text, () => setPerson(null))
    return () => {
      unsubscribe()
      forget()
    }
  }, [room, followed, findText])

  return {
    person,
    follow: (people) => {
      const latest = carriersOf(room, ({ delegateId }) => people.some((one) => one.delegateId === delegateId))[0]
      setPerson(latest?.person ?? people[0] ?? null)
    },
    stop: () => setPerson(null),
  }
}

interface Carrier {
  readonly client: number
  readonly person: Present
  readonly movedAt: number
}

/** The clients of these people that have a caret in the text, the one that moved last first. */
function carriersOf({ awareness }: Room, isMeant: (person: Present) => boolean): readonly Carrier[] {
  return [...awareness.getStates()]
    .flatMap(([client, state]): Carrier[] => {
      const person = present.safeParse(state['user'])
      if (!person.success || !isMeant(person.data) || state['caret'] == null) return []
      return [{ client, person: person.data, movedAt: awareness.meta.get(client)?.lastUpdated ?? 0 }]
    })
    .toSorted((one, other) => other.movedAt - one.movedAt)
}

/** Calls at once and after each change of who is where, when the carets are drawn. */
function onMove({ awareness }: Room, call: () => void): () => void {
  let frame = requestAnimationFrame(call)
  const moved = (): void => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(call)
  }
  awareness.on('change', moved)
  return () => {
    cancelAnimationFrame(frame)
    awareness.off('change', moved)
  }
}

/** The part of the desk, above and below, in which a caret is too near the edge to be read on from. */
const edge = 0.2

function scrollToCaret(text: HTMLElement, client: number | undefined): void {
  const caret = client === undefined ? null : text.querySelector(`.caret[data-client="${client}"]`)
  const desk = text.closest('main')
  if (caret === null || desk === null) return
  const { top, bottom } = caret.getBoundingClientRect()
  const view = desk.getBoundingClientRect()
  const margin = view.height * edge
  if (top >= view.top + margin && bottom <= view.bottom - margin) return
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  caret.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' })
}

const scrollKeys = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown'])
const quietKeys = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'])

/** Calls when somebody types, scrolls or presses Esc. */
function whenReaderTakesOver(text: HTMLElement, call: () => void): () => void {
  const desk = text.closest('main')
  const press = ({ key, target }: KeyboardEvent): void => {
    const inText = target instanceof Node && text.contains(target)
    if (key === 'Escape' || (inText ? !quietKeys.has(key) : scrollKeys.has(key))) call()
  }
  // The scroll bar is the desk's own; what is pressed on the sheet is not.
  const grab = ({ target }: PointerEvent): void => {
    if (target === desk) call()
  }
  window.addEventListener('keydown', press, true)
  desk?.addEventListener('wheel', call, { passive: true })
  desk?.addEventListener('touchmove', call, { passive: true })
  desk?.addEventListener('pointerdown', grab)
  return () => {
    window.removeEventListener('keydown', press, true)
    desk?.removeEventListener('wheel', call)
    desk?.removeEventListener('touchmove', call)
    desk?.removeEventListener('pointerdown', grab)
  }
}
