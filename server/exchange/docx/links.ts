/** The relationships of a part: what its markup names by `r:id`. Numbered as they come, so that they are always the same. */
import { tag, type Xml } from './xml.ts'

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export class Links {
  readonly #ids = new Map<string, { readonly id: string; readonly xml: Xml }>()

  /** The id of another part of the package. */
  part(type: string, target: string): string {
    return this.#add(`${type} ${target}`, { Type: type.includes('/') ? type : `${types}/${type}`, Target: target })
  }

  /** The id of an address on the web; null for one that is none: Word refuses the whole file for it. */
  web(href: string): string | null {
    if (!URL.canParse(href)) return null
    const target = /^[\x21-\x7e]+$/.test(href) && !/["<>\\^`{|}]/.test(href) ? href : new URL(href).href
    return this.#add(`web ${target}`, { Type: `${types}/hyperlink`, Target: target, TargetMode: 'External' })
  }

  /** Null when there is none. */
  get xml(): Xml | null {
    const all = [...this.#ids.values()].map(({ xml }) => xml)
    const xmlns = 'http://schemas.openxmlformats.org/package/2006/relationships'
    return all.length > 0 ? tag('Relationships', { xmlns }, ...all) : null
  }

  #add(key: string, attributes: Readonly<Record<string, string>>): string {
    const known = this.#ids.get(key)
    if (known !== undefined) return known.id
    const id = `rId${this.#ids.size + 1}`
    this.#ids.set(key, { id, xml: tag('Relationship', { Id: id, ...attributes }) })
    return id
  }
}
