/**
 * Every sentence of the interface, in English: one shape that other languages fill. Where a value stands in, the entry
 * is a function. Accessible names among them are a contract with the tests and with whoever writes instructions.
 */
import type { Role } from '#shared/people/people.ts'
import { type RefusalCode, rulings } from '#shared/refusal.ts'
import type { Language, LetterheadField } from '#shared/statement/statement.ts'

const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

/** "the disk is full", as the server says of itself, becomes "Its disk is full." */
const sentenceOfServer = (reason: string): string =>
  `${reason.replace(/^the (disk|database)/, 'its $1').replace(/^./u, (letter) => letter.toUpperCase())}.`

export const words = {
  language: 'en',
  direction: 'ltr',
  product: 'Penholder',
  /** The sentence for whatever the server may refuse. */
  refusal: (code: RefusalCode): string => rulings[code].sentence,
  pageTitle: (title: string): string => `${title} · Penholder`,
  untitled: 'Untitled statement',
  skip: 'Skip to the statement',
  tryAgain: 'Try again',
  close: 'Close',
  home: 'Statements',
  failed: {
    refused: 'This page cannot be opened',
    heading: 'This page stopped',
    explanation: 'What the server has answered for is safe. Reload the page to go on.',
    reload: 'Reload',
  },

  setUp: {
    heading: 'Set up Penholder',
    explanation: 'You become the administrator: you create statements and invite the first delegation.',
    name: 'Your name',
    delegation: 'Your delegation',
    delegationHint: 'A state or an organisation; its code will do.',
    passphrase: 'Passphrase',
    passphraseHint: 'At least 8 characters. A few words are easier to keep than signs.',
    submit: 'Create administrator',
    nameMissing: 'Enter your name.',
    delegationMissing: 'Enter your delegation.',
    passphraseShort: 'Use at least 8 characters.',
    keyMissing: 'Open the set-up link that the server printed when it started.',
  },

  signIn: {
    heading: 'Sign in',
    name: 'Name',
    passphrase: 'Passphrase',
    submit: 'Sign in',
    invited: 'Invited? Open your invitation link again.',
  },

  join: {
    pageTitle: (delegation: string): string => `Join as ${delegation}`,
    lead: (delegation: string, role: Role): string => {
      switch (role) {
        case 'drafter':
          return `You are invited to co-draft, as the delegation of ${delegation},`
        case 'commenter':
          return `You are invited to comment, as the delegation of ${delegation}, on`
        case 'observer':
          return `You are invited to follow, as the delegation of ${delegation},`
      }
    },
    penholder: (delegation: string): string => `${delegation} holds the pen`,
    hereNow: 'Here now',
    name: 'Your name',
    nameMissing: 'Enter your name, so that the others know who writes.',
    submit: 'Join',
    promise: (until: string): string =>
      `No account and no password. The others see your name and your delegation. This device stays signed in until ${until}.`,
    role: (role: Role): string => {
      switch (role) {
        case 'drafter':
          return 'You join as a drafter: you can write, propose and comment.'
        case 'commenter':
          return 'You join as a commenter: you can propose and comment.'
        case 'observer':
          return 'You join as an observer: you can read.'
      }
    },
  },

  badLink: {
    headings: {
      'invitation-expired': 'This invitation has expired',
      'invitation-withdrawn': 'This invitation was withdrawn',
      'unknown-invitation': 'This link does not lead to a statement',
      'delegation-full': 'Everybody this link lets in is here',
      unreachable: 'The server cannot be reached',
    },
    otherwise: 'This link cannot be opened now',
    explanations: {
      'invitation-expired': 'Ask the penholder to renew it, then open the new link.',
      'invitation-withdrawn': 'Ask the penholder whether your delegation is still to take part.',
      'unknown-invitation': 'Perhaps a part of it is missing. Copy all of it, or ask the penholder for it once more.',
      'delegation-full': 'Ask the penholder to let more people of your delegation in.',
      unreachable: 'Check your connection. Your invitation stays as it is.',
    },
    full: (delegation: string): string => `${delegation} already has as many people here as its link allows.`,
    copyMessage: 'Copy a message to the penholder',
    copied: 'Message copied',
    message: (address: string): string =>
      `Could you renew my invitation to the statement? This link no longer lets me in: ${address}`,
    reassurance: 'Nothing you wrote is lost. It is in the statement.',
  },

  account: {
    button: 'Account',
    signOut: 'Sign out',
  },

  theme: {
    button: 'Theme',
    names: { system: 'As the system', light: 'Light', dark: 'Dark' },
  },

  list: {
    heading: 'Statements',
    columns: { statement: 'Statement', penholder: 'Penholder', status: 'Status', lastChange: 'Last change' },
    drafting: 'Drafting',
    emptyHeading: 'Start with a blank sheet, or with the text you already have',
    emptyForAccount:
      'Create a statement on the machine that runs Penholder. Its own invitation link is printed with it.',
    emptyCommand: 'npm run statement -- --title "Opening statement" --from statement.md',
    emptyForGuest: 'Open the invitation link of a statement to take part in it.',
  },

  statement: {
    main: 'Statement editor',
    text: 'Statement',
    placeholder: 'Thank you, Mr. Co-Chair…',
    opening: 'Opening the statement…',
    missing: 'This statement does not exist, or you take no part in it.',
    status: (status: string): string => `Status: ${status}`,
    drafting: 'Drafting',
    draftingOpen: 'Drafting is open: the drafters of every delegation write.',
    draftingClosed: 'Drafting is closed: only the delegation that holds the pen writes.',
    penholder: (delegation: string): string => `${delegation} holds the pen.`,
    role: (role: Role): string => {
      switch (role) {
        case 'drafter':
          return 'You are a drafter.'
        case 'commenter':
          return 'You are a commenter.'
        case 'observer':
          return 'You are an observer.'
      }
    },
    holdsPen: 'Your delegation holds the pen.',
    mode: 'Mode',
    modes: { edit: 'Edit', read: 'Read' },
    cannotEdit: 'You can read this statement now, and not change it.',
    modeIs: (mode: string): string => `Mode: ${mode}`,
    more: 'More',
    shortcuts: 'Keyboard shortcuts',
  },

  saved: {
    saved: 'Saved',
    saving: 'Saving…',
    kept: 'Kept on this device',
    'not-saved': 'Not saved',
    locked: 'Locked',
    /** Announced by Ctrl+S. */
    announce: {
      saved: 'Saved. The server has everything you typed.',
      saving: 'Saving…',
      kept: 'Kept on this device. It is sent when the connection returns.',
      'not-saved': 'Not saved.',
      locked: 'Locked. You can read this statement.',
    },
  },

  notice: {
    connection: 'Connection',
    offline: 'You are offline.',
    offlineWith: (count: number): string =>
      count === 0
        ? 'Go on writing: what you write is kept on this device and sent when the connection returns.'
        : `${changes(count)} kept on this device. Go on writing: ${count === 1 ? 'it is' : 'they are'} sent when the connection returns.`,
    tryNow: 'Try now',
    back: 'Connected again.',
    backWith: (count: number): string => (count === 0 ? '' : `${changes(count)} sent.`),
    cannotSave: 'Read only: the server cannot save changes.',
    cannotSaveWith: (reason: string, count: number): string =>
      count === 0
        ? sentenceOfServer(reason)
        : `${sentenceOfServer(reason)} Your last ${changes(count).replace(/^1 /, '')} ${count === 1 ? 'is' : 'are'} kept on this device and ${count === 1 ? 'goes' : 'go'} in when it can write again.`,
    copyChanges: (count: number): string => `Copy my ${changes(count)}`,
    copied: 'Copied',
    reload: 'Reload',
    notification: 'Notification',
    textMoved: 'Your words were moved.',
    textMovedWith: 'Somebody joined the paragraph you were writing in with the one before it.',
    dismiss: 'Close this notice',
  },

  presence: {
    group: 'Present now',
    people: (delegation: string, count: number): string =>
      `${delegation}, ${count === 1 ? '1 person' : `${count} people`}`,
    lastSeen: (delegation: string, time: string): string => `${delegation}, last seen ${time}`,
    here: (count: number): string => `${count} here`,
  },

  letterhead: {
    group: 'Letterhead',
    more: 'More fields',
    titlePlaceholder: 'Title of the statement',
    names: {
      meeting: 'Meeting',
      title: 'Title',
      agendaItem: 'Agenda item',
      date: 'Date',
      place: 'Place',
      symbol: 'Symbol',
      deliveredBy: 'Delivered by',
      onBehalfOf: 'On behalf of',
      timeLimit: 'Time limit',
    } satisfies Record<LetterheadField, string>,
  },

  toolbar: {
    name: 'Selection',
    style: 'Style',
    mixedStyles: 'Several styles',
    styles: {
      paragraph: 'Paragraph',
      salutation: 'Salutation',
      heading1: 'Heading 1',
      heading2: 'Heading 2',
      heading3: 'Heading 3',
      quote: 'Quote',
      numberedItem: 'Numbered item',
      bulletedItem: 'Bulleted item',
    },
    bold: 'Bold',
    italic: 'Italic',
    underline: 'Underline',
    superscript: 'Superscript',
    subscript: 'Subscript',
    link: 'Link',
    footnote: 'Footnote',
    more: 'More formatting',
    address: 'Address of the link',
    addressPlaceholder: 'https://',
    addressWrong: 'An address begins with https://, http:// or mailto:',
    setLink: 'Set the link',
    removeLink: 'Remove the link',
  },

  statusLine: {
    name: 'Status line',
    words: (count: number): string => (count === 1 ? '1 word' : `${count} words`),
    characters: (count: number): string => (count === 1 ? '1 character' : `${count} characters`),
    ofLimit: (limit: string): string => `of ${limit}`,
    atPace: (pace: string): string => `at ${pace}`,
    pace: (words: number): string => `${words} wpm`,
    paceInCharacters: (characters: number): string => `${characters} characters a minute`,
    toSpare: (seconds: number): string => `${seconds} s to spare`,
    minutesToSpare: (time: string): string => `${time} to spare`,
    over: (time: string): string => `${time} over`,
    paragraph: (number: number, count: number): string => `Paragraph ${number} of ${count}`,
    readOnly: 'Read only',
    connected: 'Connected',
    connecting: 'Connecting…',
    offlineSince: (time: string): string => `Offline since ${time}`,
    disconnected: 'Disconnected',
    language: (name: string): string => `Language: ${name}`,
    languages: {
      en: 'English',
      fr: 'Français',
      es: 'Español',
      ru: 'Русский',
      ar: 'العربية',
      zh: '中文',
    } satisfies Record<Language, string>,
  },

  shortcuts: {
    heading: 'Keyboard shortcuts',
    entries: [
      ['Ctrl+B, Ctrl+I, Ctrl+U', 'Bold, italic, underline'],
      ['Ctrl+K', 'Link'],
      ['Ctrl+Z, Ctrl+Shift+Z', 'Undo, redo'],
      ['Tab, Shift+Tab', 'List item one level down, up'],
      ['Alt+F10', 'To the toolbar of the selection'],
      ['Ctrl+Alt+Shift+Z, Ctrl+Alt+Shift+C', 'Edit, read'],
      ['Ctrl+S', 'Say where the text is saved'],
      ['F6, Shift+F6', 'Next, previous region'],
      ['Esc', 'Close the toolbar or a menu'],
      ['?', 'This list'],
    ],
  },
} as const
