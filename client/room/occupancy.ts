/** What stays open while somebody shows it. */
export interface Occupancy {
  people: number
  readonly changed: Set<() => void>
}

/**
 * Somebody shows it from now on and hears of its changes, until they call the answer. `leave` is then called a moment
 * later, so that React may mount twice, and closes it if `people` is 0.
 */
export function enter<Occupied extends Occupancy>(
  occupied: Occupied,
  changed: () => void,
  leave: (occupied: Occupied) => void,
): () => void {
  occupied.people += 1
  occupied.changed.add(changed)
  return () => {
    occupied.changed.delete(changed)
    occupied.people -= 1
    setTimeout(() => leave(occupied))
  }
}
