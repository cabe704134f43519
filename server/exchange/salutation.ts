/** The rule by which a first or last paragraph is a salutation: how speakers greet the chair and take leave. */

const mostWords = 8
const mostCharacters = 80

/** Written with a full stop that ends no sentence. */
const abbreviations = /\b(Mr|Mrs|Ms|Mx|Dr|Prof|Amb|Hon|H\.E|M|Mme|Sr|Sra|Dra)\./gi

const thanks = String.raw`(?:i |we )?(?:many thanks|thank(?:s|[ -]?you)|merci|je vous remercie|(?:muchas )?gracias|спасибо|благодар)`
const people = String.raw`(?:your )?excellenc(?:y|ies)|ladies and gentlemen|(?:dear )?colleagues|excellences|mesdames|excelencias|señoras|уважаем|ваши превосходительства|дамы и господа`
const honour = String.raw`(?:distinguished|honou?rable|esteemed|dear) (?:(?:co-?)?chair|president|colleague|delegate|representative|minister|ambassador|guest|friend)`
const office = String.raw`(?:co-?)?(?:chair|president|speaker|secretary|facilitator|moderator|coordinator|director|minister|ambassador|commissioner|président|presidente|ministre|ministro|председатель|сопредседатель)`
const title = `(?:mr|mrs|ms|mx|dr|madame?|sir|m|mme|monsieur|señora?|sra?|господин|госпожа)`
const addressed = String.raw`${title}(?:/${title})* (?:(?:la|le|the) )?${office}`

const opening = new RegExp(`^(?:${[thanks, people, honour, addressed].join('|')})`, 'iu')
const openingElsewhere = /^(?:السيد|السيدة|سيدي|أصحاب|شكرا|أشكر|主席|尊敬的|谢谢|女士们|各位)/u

/**
 * "Thank you, Mr. Co-Chair", "Excellencies,", "I thank you.", and "[Mr./Madam] Chair," where that is still open: at most
 * eight words, one sentence, in the usual forms.
 */
export function isSalutation(words: string): boolean {
  const plain = words.replace(/[[\]]/g, '').replace(abbreviations, '$1').trim()
  const sentence = plain.replace(/[.,:;!،。，：！]+$/u, '')
  if (sentence.length > mostCharacters || sentence.split(/\s+/).length > mostWords) return false
  if (/[.?!;:؟。？！]/u.test(sentence)) return false
  return opening.test(sentence) || openingElsewhere.test(sentence)
}
