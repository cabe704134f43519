/**
 * The words that a paper carries besides its text, in the language of the text or another of the six. The delivery notes
 * are those that the United Nations ask for on the first page (practical tips of UN Geneva in each language; the General
 * Assembly's handbook in Chinese).
 */
import type { DeliveryNote } from '#shared/exchange/formats.ts'
import type { Language, LetterheadField } from '#shared/statement/statement.ts'

export interface Terms {
  readonly deliveryNote: Readonly<Record<Exclude<DeliveryNote, 'none'>, string>>
  readonly fields: Readonly<Record<Exclude<LetterheadField, 'title' | 'meeting'>, string>>
  /** What the meeting and the language of the text are called where they stand among the fields. */
  readonly meeting: string
  readonly language: string
  /** What this language calls itself. */
  readonly ownName: string
  readonly draft: string
  /** "Version of 25 June 2010, 14:05 UTC". */
  readonly version: (moment: string) => string
  /** Around the number of the page and how many there are. */
  readonly page: readonly [string, string, string]
  readonly notes: string
  readonly comments: string
  readonly resolved: string
  readonly wordsBy: string
  /** Of a comment whose words stand nowhere any more. */
  readonly quoted: string
}

export const terms: Readonly<Record<Language, Terms>> = {
  en: {
    deliveryNote: { check: 'Check against delivery', verbatim: 'Read out verbatim' },
    fields: {
      agendaItem: 'Agenda item',
      date: 'Date',
      place: 'Place',
      symbol: 'Symbol',
      deliveredBy: 'Delivered by',
      onBehalfOf: 'On behalf of',
      timeLimit: 'Time limit',
    },
    meeting: 'Meeting',
    language: 'Language',
    ownName: 'English',
    draft: 'Draft',
    version: (moment) => `Version of ${moment}`,
    page: ['Page ', ' of ', ''],
    notes: 'Notes',
    comments: 'Comments',
    resolved: 'resolved',
    wordsBy: 'Words by',
    quoted: 'On words that are no longer in the text:',
  },
  fr: {
    deliveryNote: { check: 'À vérifier au prononcé', verbatim: 'À lire tel quel' },
    fields: {
      agendaItem: 'Point de l’ordre du jour',
      date: 'Date',
      place: 'Lieu',
      symbol: 'Cote',
      deliveredBy: 'Prononcé par',
      onBehalfOf: 'Au nom de',
      timeLimit: 'Temps de parole',
    },
    meeting: 'Réunion',
    language: 'Langue',
    ownName: 'français',
    draft: 'Projet',
    version: (moment) => `Version du ${moment}`,
    page: ['Page ', ' sur ', ''],
    notes: 'Notes',
    comments: 'Commentaires',
    resolved: 'réglé',
    wordsBy: 'Mots de',
    quoted: 'Sur des mots qui ne figurent plus dans le texte :',
  },
  es: {
    deliveryNote: { check: 'Cotejar con la intervención', verbatim: 'Leída literalmente' },
    fields: {
      agendaItem: 'Tema del programa',
      date: 'Fecha',
      place: 'Lugar',
      symbol: 'Signatura',
      deliveredBy: 'Pronunciada por',
      onBehalfOf: 'En nombre de',
      timeLimit: 'Tiempo límite',
    },
    meeting: 'Reunión',
    language: 'Idioma',
    ownName: 'español',
    draft: 'Proyecto',
    version: (moment) => `Versión del ${moment}`,
    page: ['Página ', ' de ', ''],
    notes: 'Notas',
    comments: 'Comentarios',
    resolved: 'resuelto',
    wordsBy: 'Palabras de',
    quoted: 'Sobre palabras que ya no figuran en el texto:',
  },
  ru: {
    deliveryNote: { check: 'Сверять с устным выступлением', verbatim: 'Читать дословно' },
    fields: {
      agendaItem: 'Пункт повестки дня',
      date: 'Дата',
      place: 'Место',
      symbol: 'Условное обозначение',
      deliveredBy: 'Выступает',
      onBehalfOf: 'От имени',
      timeLimit: 'Регламент',
    },
    meeting: 'Заседание',
    language: 'Язык',
    ownName: 'русский',
    draft: 'Проект',
    version: (moment) => `Версия от ${moment}`,
    page: ['Страница ', ' из ', ''],
    notes: 'Примечания',
    comments: 'Комментарии',
    resolved: 'решено',
    wordsBy: 'Слова',
    quoted: 'О словах, которых больше нет в тексте:',
  },
  ar: {
    deliveryNote: { check: 'التحقق من الكلمة الملقاة', verbatim: 'تلاوة حرفية' },
    fields: {
      agendaItem: 'بند جدول الأعمال',
      date: 'التاريخ',
      place: 'المكان',
      symbol: 'الرمز',
      deliveredBy: 'يلقيها',
      onBehalfOf: 'باسم',
      timeLimit: 'الوقت المحدد',
    },
    meeting: 'الاجتماع',
    language: 'اللغة',
    ownName: 'العربية',
    draft: 'مشروع',
    version: (moment) => `نسخة ${moment}`,
    page: ['صفحة ', ' من ', ''],
    notes: 'الحواشي',
    comments: 'التعليقات',
    resolved: 'تمت تسويته',
    wordsBy: 'كلمات',
    quoted: 'بشأن كلمات لم تعد واردة في النص:',
  },
  zh: {
    deliveryNote: { check: '以实际发言为准', verbatim: '照稿宣读' },
    fields: {
      agendaItem: '议程项目',
      date: '日期',
      place: '地点',
      symbol: '文号',
      deliveredBy: '发言人',
      onBehalfOf: '代表',
      timeLimit: '时限',
    },
    meeting: '会议',
    language: '语文',
    ownName: '中文',
    draft: '草案',
    version: (moment) => `${moment}版`,
    page: ['第', '页，共', '页'],
    notes: '注',
    comments: '评论',
    resolved: '已解决',
    wordsBy: '措辞来自',
    quoted: '针对文中已不存在的词句：',
  },
}

/** The tag of a language for dates, with the figures that the United Nations use, and for what checks spelling. */
export const locales: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  fr: 'fr-FR',
  es: 'es-ES',
  ru: 'ru-RU',
  ar: 'ar-SA',
  zh: 'zh-CN',
}

const commas: Readonly<Partial<Record<Language, string>>> = { ar: '، ', zh: ' ' }

/** "25 June 2010, 14:05 UTC": the same on every machine. `at` is epoch ms. */
export function momentOf(at: number, language: Language): string {
  const locale = language === 'ar' ? 'ar-u-nu-latn-ca-gregory' : locales[language]
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(at)
  return `${day}${commas[language] ?? ', '}${new Date(at).toISOString().slice(11, 16)} UTC`
}

/** What a field of the letterhead is called in a list of all. */
export const fieldLabel = (field: Exclude<LetterheadField, 'title'>, language: Language): string =>
  field === 'meeting' ? terms[language].meeting : terms[language].fields[field]
