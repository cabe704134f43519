/** How Word writes a number (ECMA-376 part 1, 17.18.59). What is not here is written in figures. */
import { label } from '#shared/statement/lists.ts'

/** `value` is a whole number. */
export function written(value: number, format: string): string {
  if (value < 0) return String(value)
  const write = formats.get(format)
  return write === undefined || value === 0 ? String(value) : write(value)
}

/** As the sheet writes the second and third level of a list, without the brackets. */
const roman = (value: number): string => label(value, 2).slice(1, -1)
const abjad = (value: number): string => label(value, 1, 'ar').slice(1, -1)

/** Behind the last letter Word doubles them: z, aa, bb. */
const lettered =
  (letters: string) =>
  (value: number): string => {
    const all = Array.from(letters)
    const times = Math.min(Math.ceil(value / all.length), mostTimes)
    return (all[(value - 1) % all.length] ?? '').repeat(times)
  }
const mostTimes = 30

const latin = lettered('abcdefghijklmnopqrstuvwxyz')
const russian = lettered('абвгдежзиклмнопрстуфхцчшщыэюя')
const digits = Array.from('〇一二三四五六七八九')

const figures = (value: number): string => String(value).replace(/\d/g, (figure) => digits[Number(figure)] ?? figure)

function chinese(value: number): string {
  if (value >= 100) return figures(value)
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : (digits[tens] ?? '')}十`
  return `${ten}${ones === 0 ? '' : (digits[ones] ?? '')}`
}

function ordinal(value: number): string {
  const teen = Math.floor(value / 10) % 10 === 1
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')
  return `${value}${ending}`
}

const enclosed = (value: number): string => (value <= 20 ? String.fromCodePoint(0x245f + value) : String(value))

const formats: ReadonlyMap<string, (value: number) => string> = new Map(
  Object.entries<(value: number) => string>({
    decimalZero: (value) => String(value).padStart(2, '0'),
    lowerLetter: latin,
    upperLetter: (value) => latin(value).toUpperCase(),
    lowerRoman: (value) => (value < mostRoman ? roman(value) : String(value)),
    upperRoman: (value) => (value < mostRoman ? roman(value).toUpperCase() : String(value)),
    ordinal,
    russianLower: russian,
    russianUpper: (value) => russian(value).toUpperCase(),
    arabicAbjad: abjad,
    arabicAlpha: lettered('أبتثجحخدذرزسشصضطظعغفقكلمنهوي'),
    hebrew2: lettered('אבגדהוזחטיכלמנסעפצקרשת'),
    chineseCounting: chinese,
    chineseCountingThousand: chinese,
    japaneseCounting: chinese,
    taiwaneseCounting: chinese,
    taiwaneseCountingThousand: chinese,
    ideographDigital: figures,
    decimalFullWidth: (value) =>
      String(value).replace(/\d/g, (figure) => String.fromCodePoint(0xff10 + Number(figure))),
    decimalEnclosedCircle: enclosed,
    decimalEnclosedCircleChinese: enclosed,
    decimalEnclosedParen: (value) => (value <= 20 ? String.fromCodePoint(0x2473 + value) : `(${value})`),
    decimalEnclosedFullstop: (value) => (value <= 20 ? String.fromCodePoint(0x2487 + value) : `${value}.`),
    numberInDash: (value) => `- ${value} -`,
  }),
)

/** Longer ones nobody reads, and a file may ask for a billion. */
const mostRoman = 4000
