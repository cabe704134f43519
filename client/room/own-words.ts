/**
 * Where this person is writing, so as to notice when somebody deletes that block meanwhile: what they had not seen is
 * kept, and then stands in the block before. Its author should hear of it from us, not find it by chance.
 */
import * as Y from 'yjs'
import { type Marker, markerOf } from '#shared/room/markers.ts'

type Event = Y.YEvent<Y.AbstractType<unknown>>

export class OwnWords {
  private readonly text: Y.Text
  /** The block, and this client's clock before the first word it wrote there since it came. */
  private writing: { readonly marker: Marker; readonly since: number } | null = null

  constructor(text: Y.Text) {
    this.text = text
  }

  /** This client's clock in the document: how much it has written ever. */
  get clock(): number {
    const { doc } = this.text
    return doc === null ? 0 : Y.getState(doc.store, doc.clientID)
  }

  /** This person writes in a block; `since` is the clock before what was just written. */
  wrote(marker: Marker | null, since: number): void {
    if (marker !== null && marker !== this.writing?.marker) this.writing = { marker, since }
  }

  /** True when somebody deleted the block in which this person writes. */
  get homeless(): boolean {
    return this.writing?.marker._item?.deleted === true
  }

  /**
   * The block in which own words stand now, when these events deleted the block in which they were being written and
   * all that it held besides; null otherwise. A block that was only joined to the one before still has its context.
   */
  movedTo(events: readonly Event[]): Marker | null {
    const { writing } = this
    const item = writing?.marker._item ?? null
    const event = events.find(({ target }) => target === this.text)
    if (writing === null || item === null || event === undefined || !item.deleted || !event.deletes(item)) return null
    return this.onlyOwnBehind(item, writing.since, event) ? homeOf(item) : null
  }

  /** True when something is left of a deleted block, and all of it was written here and lately. */
  private onlyOwnBehind(marker: Y.Item, since: number, event: Event): boolean {
    const own = this.text.doc?.clientID
    let words = false
    for (let item = marker.right; item !== null; item = item.right) {
      if (markerOf(item) !== null && (!item.deleted || event.deletes(item))) break
      if (item.deleted || !item.countable) continue
      if (item.id.client !== own || item.id.clock < since) return false
      words = true
    }
    return words
  }
}

/** The marker of the block that what follows an item stands in; null before the first marker. */
function homeOf(from: Y.Item): Marker | null {
  for (let item = from.left; item !== null; item = item.left) {
    const marker = item.deleted ? null : markerOf(item)
    if (marker !== null) return marker
  }
  return null
}
