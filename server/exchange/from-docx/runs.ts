/** What stands in a paragraph, down to the single run: words with their marks, and what is among them. */
import { type Changed, kindOfChange } from './changes.ts'
import type { Element } from './elements.ts'
import { Fields, hrefOf, type Meaning } from './fields.ts'
import type { Part } from './file.ts'
import { equationText, graphicOf } from './graphics.ts'
import type { Line } from './line.ts'
import { hasMeaning } from './paragraph.ts'
import type { Reading } from './reading.ts'
import { isHidden, type Looks, markJson, marksOf, noLook, type RunLook, runLookOf, tagOf } from './run-look.ts'
import type { Style } from './styles.ts'
import { symbolOf, withSigns } from './symbols.ts'
import { childOf, elementsIn, isTrue, textOf, valueOf } from './tree.ts'
import { chosenOf, contentOf } from './wraps.ts'

/** What is around a run. */
interface Around {
  readonly changed: Changed
  readonly href: string | null
}

interface Run extends Around {
  readonly looks: Looks
  readonly isHidden: boolean
  /** Taken away by a tracked change. */
  readonly isGone: boolean
  /** A tracked change is of how it looks. */
  readonly hasNewLook: boolean
  readonly font: string
}

export class RunReader {
  readonly #reading: Reading
  readonly #part: Part
  readonly #putBox: (content: readonly Element[]) => void
  readonly #fields = new Fields()
  #line: Line
  #paragraph: RunLook = noLook
  /** Hidden words in a row are one thing that is left out. */
  #wasHidden = false
  /** Behind a reference whose note has a sign of its own: on the sheet it has a number. */
  #isMark = false
  /** Behind the number of a note, where a space belongs to the number. */
  #isBehindNumber = false

  /** `putBox` is given what stands in a text box. */
  constructor(reading: Reading, part: Part, line: Line, putBox: (content: readonly Element[]) => void) {
    this.#reading = reading
    this.#part = part
    this.#line = line
    this.#putBox = putBox
  }

  /** Into which line, and in which style, is read from now on. */
  begin(line: Line, style: Style | null): void {
    this.#line = line
    if (style !== null) this.#paragraph = hasMeaning(style) ? noLook : style.run
  }

  read(elements: readonly Element[], around: Around): void {
    for (const element of elements) this.#inline(element, around)
  }

  endParagraph(): void {
    this.#fields.endParagraph()
    this.#wasHidden = false
    this.#isBehindNumber = false
    this.#reading.log.say(' ')
  }

  #inline(element: Element, around: Around): void {
    const kind = kindOfChange(element)
    if (kind !== undefined) {
      const inside = elementsIn(element)
      if (inside.length > 0) this.#reading.changes.meet(kind, element)
      return this.read(inside, { ...around, changed: [...around.changed, kind] })
    }
    switch (element.name) {
      case 'w:r':
        return this.#run(element, around)
      case 'w:hyperlink':
        return this.read(elementsIn(element), { ...around, href: this.#addressOf(element) })
      case 'w:fldSimple':
        this.#fields.begin(element.attributes.get('w:instr'))
        this.#mean(this.#fields.separate(), around.changed)
        this.read(elementsIn(element), around)
        return this.#fields.close()
      case 'w:sdt':
        return this.read(contentOf(element, this.#reading.losses), around)
      case 'w:smartTag':
      case 'w:customXml':
      case 'w:dir':
      case 'w:bdo':
        return this.read(elementsIn(element), around)
      case 'mc:AlternateContent':
        return this.read(chosenOf(element), around)
      case 'm:oMath':
      case 'm:oMathPara':
        return this.#equation(element, around)
      case 'w:commentRangeStart':
        return this.#mark(element, 'start')
      case 'w:commentRangeEnd':
        return this.#mark(element, 'end')
      default:
    }
  }

  #run(element: Element, around: Around): void {
    const { changes, styles } = this.#reading
    const properties = changes.propertiesIn(element, 'w:rPr')
    const style = valueOf(properties, 'w:rStyle')
    const looks: Looks = {
      own: runLookOf(properties),
      character: style === undefined ? noLook : characterLook(styles.of(style)),
      paragraph: this.#paragraph,
    }
    const run: Run = {
      ...around,
      looks,
      isHidden: isHidden(looks),
      isGone: changes.isGone(around.changed),
      hasNewLook: childOf(childOf(element, 'w:rPr'), 'w:rPrChange') !== undefined,
      font: childOf(properties, 'w:rFonts')?.attributes.get('w:ascii') ?? '',
    }
    for (const piece of elementsIn(element)) this.#piece(piece, run)
    this.#isMark = false
  }

  #piece(element: Element, run: Run): void {
    switch (element.name) {
      case 'w:t':
      case 'w:delText':
        return this.#say(this.#wordsOf(element, run), run)
      case 'w:tab':
      case 'w:ptab':
        return this.#say(this.#reading.isOurs ? '\t' : ' ', run)
      case 'w:br':
      case 'w:cr':
        return this.#break(run)
      case 'w:noBreakHyphen':
        return this.#say('\u2011', run)
      case 'w:softHyphen':
        return this.#say('\u00ad', run)
      case 'w:sym':
        return this.#symbol(element, run)
      case 'w:fldChar':
        return this.#fieldSign(element, run)
      case 'w:instrText':
      case 'w:delInstrText':
        return this.#fields.code(textOf(element))
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#isMark = isTrue(element.attributes.get('w:customMarkFollows'))
        return this.#note(this.#isThere(run) ? this.#reading.notes.refer(element) : null)
      case 'w:footnoteRef':
      case 'w:endnoteRef':
        this.#isBehindNumber = true
        return
      case 'w:commentReference':
        return this.#mark(element, 'reference')
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        return this.#graphic(element, run)
      case 'w:ruby':
        // How to read the characters below aloud is left out.
        this.#lose(run)
        return elementsIn(element)
          .filter(({ name }) => name === 'w:rubyBase')
          .forEach((base) => this.read(elementsIn(base), run))
      case 'mc:AlternateContent':
        return chosenOf(element).forEach((piece) => this.#piece(piece, run))
      default:
    }
  }

  #wordsOf(element: Element, run: Run): string {
    const words = wordsIn(element)
    return this.#reading.isOurs ? words : withSigns(words, run.font, () => this.#lose(run))
  }

  #isThere(run: Run): boolean {
    return !run.isHidden && !run.isGone && this.#fields.isShown
  }

  #say(said: string, run: Run): void {
    if (said === '' || this.#isMark || !this.#fields.isShown) return
    const text = this.#reading.isOurs && said === '\t' ? said : said.replace(/\p{Cc}/gu, ' ')
    const words = this.#isBehindNumber ? text.replace(/^[ \t\u00a0]/, '') : text
    this.#isBehindNumber = false
    this.#reading.log.say(words)
    if (run.isGone) return
    if (run.isHidden) {
      if (!this.#wasHidden && words.trim() !== '') this.#reading.losses.count('other')
      this.#wasHidden = true
      return
    }
    this.#wasHidden = false
    this.#pass(run)
    const { tags, changes } = this.#reading
    const tag = tagOf(words, run.looks)
    if (tag !== undefined) tags.set(tag, (tags.get(tag) ?? 0) + words.length)
    const marks = [...marksOf(run.looks), ...changes.marksOf(run.changed)]
    this.#line.text(words, markJson(marks, this.#fields.href ?? run.href))
  }

  /** A page that ends in the middle of a sentence ends nothing but the line. */
  #break(run: Run): void {
    if (!this.#fields.isShown) return
    this.#reading.log.say(' ')
    if (!this.#isThere(run)) return
    this.#pass(run)
    this.#line.atom({ type: 'hardBreak' })
  }

  #pass({ changed, hasNewLook }: Run): void {
    if (changed.length === 0 && !hasNewLook) this.#reading.changes.pass()
  }

  #symbol(element: Element, run: Run): void {
    const symbol = symbolOf(element)
    if (symbol === null) this.#lose(run)
    else this.#say(symbol, run)
  }

  #note(name: string | null): void {
    if (name !== null) this.#line.atom({ type: 'footnoteReference', attrs: { note: name } })
  }

  #graphic(element: Element, run: Run): void {
    if (!this.#isThere(run)) return
    const { lost, boxes } = graphicOf(element)
    for (const kind of lost) this.#reading.losses.count(kind)
    for (const box of boxes) this.#putBox(elementsIn(box))
  }

  #equation(element: Element, around: Around): void {
    const looks: Looks = { own: noLook, character: noLook, paragraph: noLook }
    const isGone = this.#reading.changes.isGone(around.changed)
    const run: Run = { ...around, looks, isHidden: false, isGone, hasNewLook: false, font: '' }
    if (!this.#isThere(run)) return
    this.#reading.losses.count('equation')
    this.#say(equationText(element), run)
  }

  #lose(run: Run): void {
    if (this.#isThere(run)) this.#reading.losses.count('other')
  }

  #mark({ attributes }: Element, side: 'start' | 'end' | 'reference'): void {
    const id = attributes.get('w:id') ?? ''
    this.#line.mark(id, side)
    if (side !== 'reference') this.#reading.log.mark(id, side)
  }

  #fieldSign({ attributes }: Element, { changed }: Run): void {
    switch (attributes.get('w:fldCharType')) {
      case 'begin':
        return this.#fields.begin()
      case 'separate':
        return this.#mean(this.#fields.separate(), changed)
      case 'end':
        this.#mean(this.#fields.end(), changed)
        return this.#fields.close()
      default:
    }
  }

  #mean(meaning: Meaning | null, changed: Changed): void {
    if (meaning === null || this.#reading.changes.isGone(changed)) return
    if (meaning.kind === 'note') {
      const note = this.#reading.notes.referAgain(meaning.bookmark)
      if (note !== null && this.#fields.isAround) {
        this.#note(note)
        return this.#fields.replace()
      }
    }
    if ((meaning.kind === 'other' || meaning.kind === 'note') && this.#fields.counts()) {
      this.#reading.losses.count('field')
    }
  }

  #addressOf({ attributes }: Element): string | null {
    const link = this.#part.links.get(attributes.get('r:id') ?? '')
    if (link === undefined || !link.isOutside) return null
    const place = attributes.get('w:anchor')
    return hrefOf(place === undefined || link.target.includes('#') ? link.target : `${link.target}#${place}`)
  }
}

/** Text at whose ends nothing says that its spaces are meant has none there (XML 1.0, 2.10). */
function wordsIn(element: Element): string {
  const text = textOf(element)
  return element.attributes.get('xml:space') === 'preserve' ? text : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
}

/** A link is underlined because it is one. */
function characterLook({ names, run }: Style): RunLook {
  if (!names.some((name) => links.has(name))) return run
  const { underline: _underline, ...rest } = run
  return rest
}

/** What Word has, and LibreOffice. */
const links: ReadonlySet<string> = new Set(['hyperlink', 'followedhyperlink', 'internetlink', 'visitedinternetlink'])
