/**
 * Every sentence of the interface, in English: one shape that other languages fill. Where a value stands in, the entry
 * is a function. Accessible names among them are a contract with the tests and with whoever writes instructions.
 */
import type { Format } from '#shared/exchange/formats.ts'
import type { ChangesTaken, Found, Lost, LostKind, SourceFormat } from '#shared/exchange/sources.ts'
import type { Role } from '#shared/people/people.ts'
import { type RefusalCode, rulings } from '#shared/refusal.ts'
import type { BlockRole } from '#shared/statement/schema.ts'
import type { Language, LetterheadField, Template } from '#shared/statement/statement.ts'

const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

/** "the penholder, Canada," where somebody may know who that is. */
const thePenholder = (delegation: string | undefined): string =>
  delegation === undefined ? 'the penholder' : `the penholder, ${delegation},`

/** "Ingrid Solberg, Per Hansen and Kari Dahl" */
const listOf = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names)

/** "1 comment", "1,204 comments" */
const counted = (count: number, one: string, many: string): string =>
  count === 1 ? one : `${new Intl.NumberFormat('en-GB').format(count)} ${many}`

/** " by Anna Berg and 3 others"; nothing where nobody is named. */
const by = ([first, ...others]: readonly string[]): string => {
  if (first === undefined) return ''
  const rest = others.length > 1 ? `${others.length} others` : others[0]
  return ` by ${listOf(rest === undefined ? [first] : [first, rest])}`
}

/** What is left out; null for what stays in another form, which `sentencesOfLosses` says. */
const leftOut: Record<LostKind, readonly [one: string, many: string] | null> = {
  picture: ['a picture', 'pictures'],
  drawing: ['a drawing', 'drawings'],
  embedded: ['an embedded file', 'embedded files'],
  macro: ['a macro', 'macros'],
  header: ['a header or footer', 'headers and footers'],
  comment: ['a comment', 'comments'],
  other: ['something else', 'other things'],
  textBox: null,
  table: null,
  tableInWords: null,
  commentInWords: null,
  equation: null,
  field: null,
}

/** "2 pictures and a drawing are left out. A table becomes a paragraph for each cell." */
function sentencesOfLosses(lost: readonly Lost[]): string {
  const of = (wanted: LostKind): number => lost.find(({ kind }) => kind === wanted)?.count ?? 0
  const stays = (kind: LostKind, one: string, many: string): string[] =>
    of(kind) > 0 ? [counted(of(kind), one, many)] : []
  const gone = lost.filter(({ kind }) => leftOut[kind] !== null)
  const things = gone.map(({ kind, count }) => counted(count, ...(leftOut[kind] ?? ['', ''])))
  const isOne = gone.length === 1 && gone[0]?.count === 1
  return [
    ...(gone.length > 0 ? [`${listOf(things)} ${isOne ? 'is' : 'are'} left out.`] : []),
    ...stays('table', 'a table becomes a paragraph for each cell.', 'tables become a paragraph for each cell.'),
    ...stays(
      'tableInWords',
      'a table becomes words with bars between its cells.',
      'tables become words with bars between their cells.',
    ),
    ...stays('textBox', 'a text box becomes paragraphs.', 'text boxes become paragraphs.'),
    ...stays('equation', 'an equation becomes words.', 'equations become words.'),
    ...stays('field', 'a field stays as the words that it shows.', 'fields stay as the words that they show.'),
    ...stays('commentInWords', 'a comment stays as words at the end.', 'comments stay as words at the end.'),
  ]
    .map((sentence) => sentence.replace(/^./u, (letter) => letter.toUpperCase()))
    .join(' ')
}

/** "the disk is full", as the server says of itself, becomes "Its disk is full." */
const sentenceOfServer = (reason: string): string =>
  `${reason.replace(/^the (disk|database)/, 'its $1').replace(/^./u, (letter) => letter.toUpperCase())}.`

/** "paragraph 3", "this heading": as it stands within a sentence. */
const nameOfBlock = (block: BlockRole, number: number | null): string =>
  number === null ? `this ${blockNames[block].toLowerCase()}` : `paragraph ${number}`

const blockNames: Record<BlockRole, string> = {
  paragraph: 'Paragraph',
  salutation: 'Salutation',
  heading: 'Heading',
  quote: 'Quote',
  numberedItem: 'List item',
  bulletedItem: 'List item',
  footnote: 'Footnote',
}

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
    explanation: 'What was saved is safe. Reload the page to go on.',
    reload: 'Reload',
    /** Of a part of the page that is fetched when it is first opened. */
    notFetched:
      'This could not be fetched from the server. Try again when there is a connection. If there is one, Penholder may have been updated: then reload the page.',
  },

  setUp: {
    heading: 'Set up Penholder',
    explanation: 'You become the administrator: you create statements and invite the first delegation.',
    name: 'Your name',
    delegation: 'Your delegation',
    delegationHint: 'A state or an organisation. Its code is enough.',
    submit: 'Create administrator',
    nameMissing: 'Enter your name.',
    delegationMissing: 'Enter your delegation.',
    keyMissing: 'Open the set-up link that the server printed when it started.',
  },

  signIn: {
    heading: 'Sign in',
    name: 'Name',
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
          return 'You join as a drafter: you can write and comment.'
        case 'commenter':
          return 'You join as a commenter: you can read and comment.'
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
      /** `ended` is when; null where a newer link has taken its place, undefined where nobody has said. */
      'invitation-expired': (penholder?: string, ended?: string | null): string => {
        if (ended === null) return `A newer link has taken its place. Ask ${thePenholder(penholder)} for that one.`
        const until = ended === undefined ? '' : `It was open until ${ended}. `
        return `${until}Ask ${thePenholder(penholder)} to renew it, then open the new link.`
      },
      'invitation-withdrawn': (penholder?: string, ended?: string | null): string =>
        `${ended ? `It ended on ${ended}. ` : ''}Ask ${thePenholder(penholder)} whether your delegation still takes part.`,
      'unknown-invitation': 'Perhaps a part of it is missing. Copy all of it, or ask the penholder for it once more.',
      'delegation-full': (delegation = 'your delegation'): string =>
        `Ask the penholder to let more people of ${delegation} in.`,
      unreachable: 'Check your connection. Your invitation stays as it is.',
    },
    full: (delegation: string): string => `${delegation} already has as many people here as its link allows.`,
    copyMessage: 'Copy a message to the penholder',
    copied: 'Message copied',
    messageName: 'Message to the penholder',
    copyByHand: 'It is selected: press Ctrl+C, or Cmd+C.',
    message: (address: string): string =>
      `Could you renew my invitation to the statement? This link no longer lets me in: ${address}`,
    reassurance: 'Nothing you wrote is lost. It is in the statement.',
  },

  /** Of a statement that somebody opens whose part in it has ended. */
  partEnded: {
    headings: {
      'link-withdrawn': 'The link of your delegation was withdrawn',
      removed: 'You were removed from this statement',
    },
    explanations: {
      'link-withdrawn': (penholder?: string): string =>
        `Everybody who joined by it was signed out of the statement. To come back, ask ${thePenholder(penholder)} for a new link.`,
      removed: (penholder?: string): string =>
        `Your delegation may still take part. If this is a mistake, ask ${thePenholder(penholder)} to let you in again.`,
    },
    unsent: 'Words that you wrote were not sent. They are on this device alone: copy them, and sign out to wipe them.',
  },

  /** Of words and comments that only this device has. */
  unsent: {
    copy: 'Copy my words that were not sent',
    words: 'Words that were not sent',
    /** The line above a comment that is copied. */
    onParagraph: (words: string): string => `Comment on the paragraph “${words}”:`,
    onWords: (words: string, within: string): string => `Comment on “${words}”, in “${within}”:`,
    onNothing: 'Comment on an empty paragraph:',
    begun: 'Comment that was begun:',
  },

  account: {
    button: 'Account',
    device: 'Use on another device',
    administration: 'Administration',
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    staysSignedIn: 'You are still signed in.',
    unsentHeading: 'Words that were not sent are on this device',
    unsentExplanation:
      'If you sign out, they are lost. Open the statement while there is a connection: what can be sent is sent then. Or copy them.',
    unsentOpen: (count: number): string => `Open the statement with ${changes(count)} not sent`,
    unsentConfirm: 'Sign out and lose them',
    unsentCancel: 'Stay signed in',
  },

  device: {
    heading: 'Use on another device',
    lead: 'It works once, and signs that device in as you.',
    qrCode: 'QR code of the link',
    scan: 'Point the camera of the other device at the code.',
    orOpen: 'Or open',
    andEnter: 'there, and enter',
    codeIs: (code: string): string => `Code ${Array.from(code).join(' ')}`,
    left: 'Valid for',
    timeLeft: 'Time left',
    over: 'The five minutes are over.',
    makeNew: 'Make a new one',
    useThis: 'Use this device',
    asYou: 'This signs in this device as the person who made the link. Use it only if that is you.',
    foot: 'You are not signed in before you press the button.',
    enterCode: 'Enter the code that your other device shows.',
    code: 'Code',
    codeMissing: 'Enter the code, such as 7KQ4-M2XD.',
    useCode: 'Enter a code instead',
  },

  theme: {
    button: 'Theme',
    names: { system: 'As the system', light: 'Light', dark: 'Dark' },
  },

  homeOffline: {
    notice: (time: string, creates: boolean): string =>
      `You are offline. These are your statements as of ${time}. Those kept on this device open as usual${creates ? '; new statements, templates and imports need the connection' : ''}.`,
    notKept: 'Not kept on this device: it opens once the connection is back.',
    search: 'Offline, titles and meetings are searched, not the texts.',
  },
  list: {
    heading: 'Statements',
    search: 'Search statements',
    searchPlaceholder: 'Search title, meeting, text',
    found: (count: number): string => (count === 1 ? '1 statement found' : `${count} statements found`),
    nothingFound: (words: string): string => `Nothing matches “${words}”.`,
    clearSearch: 'Clear the search',
    import: 'Import',
    templates: 'Templates',
    create: 'New statement',
    columns: {
      statement: 'Statement',
      date: 'Date',
      status: 'Status',
      time: 'Speaking time',
      delegations: 'Delegations',
      lastChange: 'Last change',
    },
    inProgress: 'In progress',
    archived: (count: number): string => `Archived, ${count}`,
    status: { drafting: 'Drafting', closed: 'Drafting closed', archived: 'Archived' },
    bringBack: 'Bring back',
    moreDelegations: (count: number): string => `+${count}`,
    change: (delegation: string | null, when: string): string =>
      delegation === null ? when.replace(/^\p{L}/u, (letter) => letter.toUpperCase()) : `${delegation}, ${when}`,
    notFresh: 'The server cannot be reached. This is the list as it was last read.',
    emptyHeading: 'Start with a blank sheet,\nor with the text you already have',
    emptyForCreator:
      'Paste it, import a Word, Markdown, HTML or text file, or begin from a template. You hold the pen; delegations join by link.',
    emptyForOthers: 'Open the invitation link of a statement to take part in it.',
  },

  newStatement: {
    heading: 'New statement',
    name: 'Your name',
    nameHint:
      'Others see it beside your words. You also sign in with it: if you change it here, sign in with the new one.',
    nameMissing: 'Enter your name, so that the others know who writes.',
    delegation: 'Your delegation',
    delegationHint: 'It holds the pen of this statement.',
    delegationFixed: 'It holds the pen. Only the administrator can create a statement for another delegation.',
    delegationMissing: 'Enter the delegation that holds the pen.',
    startFrom: 'Start from',
    blank: 'Blank',
    submit: 'Create',
    templates: {
      'contact-group-report': 'Contact-group report',
      'joint-statement': 'Joint statement',
      'national-statement': 'National statement',
    } satisfies Record<Template, string>,
    templateOf: {
      'contact-group-report': 'What a group met about, and what it takes forward',
      'joint-statement': 'In the name of several, by one speaker',
      'national-statement': 'In the name of one delegation',
    } satisfies Record<Template, string>,
    chooseTemplate: 'Choose one to begin with. Its words are examples: write over them.',
  },

  importing: {
    heading: 'Import',
    explanation: 'A new statement begins with it, and you hold its pen. The first heading becomes the title.',
    file: 'File',
    fileHint:
      'Word, Markdown, HTML or plain text (.docx, .md, .html, .txt), or an archive of Penholder (.json). It can be dropped anywhere here.',
    paste: 'Paste text',
    pasteHint: 'What is copied from Word or from a web page keeps its headings, lists and emphasis.',
    submit: 'Import',
    cancel: 'Cancel',
    importing: 'Importing…',
    drop: 'Drop the file to import it',
    pasted: 'Pasted text',
    reads: {
      docx: 'Read as a Word file: headings, lists, notes, links and comments are kept.',
      markdown: 'Read as Markdown: headings, lists and emphasis are kept.',
      html: 'Formatting is kept: headings, lists and emphasis.',
      text: 'Read as plain text: a blank line begins a paragraph.',
      archive: 'Read as an archive of Penholder: text, letterhead and comments are kept.',
    } satisfies Record<SourceFormat, string>,
    refusals: {
      nothing: 'Choose a file, or paste a text.',
      empty: 'There are no words in it.',
      oldWord: 'This is a Word file of the old kind. Open it in Word and save it as .docx.',
      otherOffice: 'This kind of file is not read. Open it where it was written and save it as a Word file (.docx).',
      pages: 'Pages files are not read. Open it in Pages, export it as Word, and choose that file.',
      pdf: 'PDF files are not read. Open it, copy its text and paste it below.',
      kind: 'This kind of file is not read. Choose a .docx, .md, .html or .txt file, or paste the text below.',
      long: 'This is longer than a statement can be: at most two million characters.',
      gone: 'This could not be read as a file. Choose it again.',
      large: 'This file is larger than 10 MB. Take out its pictures and save it again, or copy its text and paste it.',
    },
    reading: (name: string): string => `Reading ${name}…`,
    readingSlowly: 'On a slow connection this can take a minute.',
    stop: 'Stop reading',
    preview: 'Preview',
    noPreview: 'Drop a file here, choose one, or paste a text. What it would become is shown before it is imported.',
    refused: 'It was not read.',
    comes: 'What comes',
    title: 'Title',
    noTitle: 'None yet',
    language: 'Language',
    length: 'Length',
    paragraphs: (count: number): string => counted(count, '1 paragraph', 'paragraphs'),
    words: (count: number): string => counted(count, '1 word', 'words'),
    characters: (count: number): string => counted(count, '1 character', 'characters'),
    more: (count: number): string => `and ${counted(count, '1 more paragraph', 'more paragraphs')}`,
    comments: (count: number, authors: readonly string[]): string =>
      `${counted(count, '1 comment', 'comments')}${by(authors)} ${count === 1 ? 'comes' : 'come'} along as imported.`,
    changes: 'Tracked changes',
    changesFound: ({ inserted, deleted, looks, authors }: Found['changes']): string => {
      const insertions = inserted > 0 ? [counted(inserted, '1 insertion', 'insertions')] : []
      const deletions = deleted > 0 ? [counted(deleted, '1 deletion', 'deletions')] : []
      const formats = looks > 0 ? [counted(looks, '1 change of formatting', 'changes of formatting')] : []
      return `${listOf([...insertions, ...deletions, ...formats])}${by(authors)}.`
    },
    changesTaken: {
      accepted: ['Accept all', 'The text as it reads with them.'],
      rejected: ['Reject all', 'The text as it was before them.'],
      shown: ['Show both', 'New words underlined, old words struck.'],
    } satisfies Record<ChangesTaken, readonly [name: string, explanation: string]>,
    lost: sentencesOfLosses,
  },

  accountLink: {
    lead: (delegation: string): string => `You are invited to Penholder, as the delegation of ${delegation}`,
    heading: 'Make your account',
    create: 'You can create statements and invite delegations to them.',
    administrator: 'You administer Penholder: people, statements and storage.',
    plain: 'You take part in the statements for which your delegation holds the pen.',
    name: 'Your name',
    nameHint: 'Others see it beside your words, and you sign in with it.',
    nameMissing: 'Enter your name, so that the others know who writes.',
    submit: 'Make account',
    resetLead: (delegation: string): string => `For the delegation of ${delegation}`,
    resetHeading: 'Choose a new passphrase',
    resetExplanation: 'The old passphrase works until you have chosen a new one.',
    resetName: 'The name you sign in with. It stays.',
    resetSubmit: 'Set passphrase',
    bad: {
      'unknown-link': 'This link does not lead to an account',
      'link-used': 'This link was used already',
      'link-expired': 'This link has expired',
      unreachable: 'The server cannot be reached',
    },
    askAgain: 'Ask the administrator for a new one. If you have an account already, sign in with your name.',
    otherwise: 'This link cannot be opened now',
    signIn: 'To sign in',
  },

  passphrase: {
    name: 'Passphrase',
    show: 'Show',
    hide: 'Hide',
    showName: 'Show what is typed',
    hideName: 'Hide what is typed',
    hint: 'At least 8 characters. A few words are easier to remember than signs.',
    short: 'Use at least 8 characters.',
  },

  administration: {
    heading: 'Administration',
    sections: {
      people: 'People',
      pending: 'Links not used yet',
      statements: 'Statements',
      storage: 'Storage and backup',
      reading: 'Who can read what',
    },
    people: 'People with an account sign in with name and passphrase. Everybody else joins by an invitation link.',
    columns: {
      person: 'Person',
      rights: 'Rights',
      seen: 'Last here',
      statement: 'Statement',
      penholder: 'Penholder',
      size: 'Size',
      lastChange: 'Last change',
      actions: 'Actions',
    },
    you: 'you',
    never: 'Never',
    create: 'Creates statements',
    administer: 'Administers',
    createOf: (name: string): string => `Creates statements: ${name}`,
    administerOf: (name: string): string => `Administers: ${name}`,
    createIncluded: 'An administrator may always create statements.',
    invite: 'Invite a colleague',
    inviteHeading: 'Invite a colleague',
    inviteExplanation:
      'They choose their own name and passphrase. Delegations that only join a statement need no account: invite them in its Share dialog.',
    inviteDelegation: 'Delegation',
    inviteDelegationHint: 'A state or an organisation. Its code is enough.',
    inviteDelegationMissing: 'Enter the delegation they speak for.',
    inviteSubmit: 'Make the link',
    colleagueOf: (delegation: string): string => `a colleague of ${delegation}`,
    until: (moment: string): string => `until ${moment}`,
    linkHeading: (whom: string): string => `Link for ${whom}`,
    linkExplanation: (until: string): string =>
      `Send it to them yourself. It works once, until ${until}, and is not shown again.`,
    link: 'Link',
    copy: 'Copy',
    copied: 'Copied',
    copyByHand: 'It is selected: press Ctrl+C, or Cmd+C.',
    done: 'Done',
    actionsOf: (name: string): string => `More about ${name}`,
    reset: 'Reset passphrase',
    remove: 'Remove account',
    removeHeading: (name: string): string => `Remove the account of ${name}?`,
    removeExplanation: (name: string): string =>
      `${name} is signed out now and can no longer sign in. What ${name} wrote stays, in the same name.`,
    removeConfirm: 'Remove',
    stepDownHeading: 'Give up administration?',
    stepDownExplanation: 'You leave this page at once. Only another administrator can give the right back to you.',
    stepDownConfirm: 'Give up',
    cancel: 'Cancel',
    pendingAccount: (delegation: string): string => `New account for ${delegation}`,
    pendingReset: (name: string): string => `New passphrase for ${name}`,
    withdraw: 'Withdraw',
    withdrawOf: (what: string): string => `Withdraw: ${what}`,
    noStatements: 'No statement yet.',
    statementsHint: 'To move the pen of a statement, open it and choose Share.',
    used: 'Used',
    free: 'Free on the disk',
    unknown: 'Not known here',
    backup: 'Last backup',
    noBackup: 'None yet',
    backupHow: 'Make one on the machine that runs Penholder, at any time, also while people write:',
    backupCommand: 'npm run backup -- --to FILE',
    reading: [
      ['Delegations at a statement', 'read that statement: whoever joined by its link, until the link is revoked.'],
      [
        'Whoever holds an invitation link',
        'joins as its delegation until the link expires. Treat it as a key: send it to one delegation only.',
      ],
      ['People with an account', 'also read the statements for which their delegation holds the pen.'],
      ['Administrators', 'read every statement, and appear under their own name when they open one.'],
      [
        'Whoever operates the machine',
        'can read everything: the texts are kept unencrypted in one database file. So can whoever gets a backup.',
      ],
    ],
  },

  statement: {
    main: 'Statement editor',
    text: 'Statement',
    placeholder: 'Thank you, Mr. Co-Chair…',
    opening: 'Opening the statement…',
    missing: 'This statement does not exist, or you take no part in it. Invited? Open your invitation link again.',
    status: (status: string): string => `Status: ${status}`,
    drafting: 'Drafting',
    draftingOpen: 'Drafting is open: the drafters of every delegation can write.',
    draftingClosed: 'Drafting is closed: only the delegation that holds the pen can write.',
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
    cannotEdit: 'You can read this statement, but not change it now.',
    modeIs: (mode: string): string => `Mode: ${mode}`,
    more: 'More',
    shortcuts: 'Keyboard shortcuts',
    closeDrafting: 'Close drafting',
    closeDraftingHint: 'Then only your delegation can write. The others can read.',
    openDrafting: 'Open drafting',
    openDraftingHint: 'The drafters of every delegation can write again.',
    duplicate: 'Duplicate',
    archive: 'Archive statement',
    bringBack: 'Bring back',
  },

  standing: {
    name: 'Your standing',
    closed: 'Drafting is closed.',
    stillComment: 'You can read and comment.',
    closedWith: (penholder: string): string => `Only ${penholder}, which holds the pen, can write now.`,
    archived: 'This statement is archived.',
    archivedWith: 'It can only be read, until it is brought back.',
    bringBack: 'Bring back',
    penCame: 'Your delegation holds the pen now.',
    penCameWith: 'You invite delegations, close and open drafting, and pass the pen on.',
    penWent: (penholder: string): string => `${penholder} holds the pen now.`,
    penWentWith: 'Your delegation is a drafter now.',
    role: (role: Role): string => {
      switch (role) {
        case 'drafter':
          return 'Your delegation is a drafter now.'
        case 'commenter':
          return 'Your delegation is a commenter now.'
        case 'observer':
          return 'Your delegation is an observer now.'
      }
    },
    roleWith: (role: Role): string => {
      switch (role) {
        case 'drafter':
          return 'You can write and comment.'
        case 'commenter':
          return 'You can read and comment.'
        case 'observer':
          return 'You can read.'
      }
    },
    penWentClosed: (penholder: string): string => `Drafting is closed: only ${penholder} can write now.`,
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
    offlineWith: (count: number, writes: 'text' | 'comments' | 'nothing'): string => {
      const sent = `${count === 1 ? 'it is' : 'they are'} sent when the connection returns.`
      if (count > 0)
        return `${changes(count)} kept on this device${writes === 'text' ? '. Go on writing: ' : '; '}${sent}`
      switch (writes) {
        case 'text':
          return 'Go on writing: what you write is kept on this device and sent when the connection returns.'
        case 'comments':
          return 'You can read and comment: your comments are kept on this device and sent when the connection returns.'
        case 'nothing':
          return 'You can go on reading. What the others write comes when the connection returns.'
      }
    },
    needsHttps: 'Keep this page open: opening it again offline needs an https address.',
    tryNow: 'Try now',
    version: 'New version',
    updated: 'Penholder was updated.',
    updatedWith: 'Reload when it suits you.',
    back: 'Connected again.',
    backWith: (count: number): string => (count === 0 ? '' : `${changes(count)} sent.`),
    cannotSave: 'Read only: the server cannot save changes.',
    cannotSaveWith: (reason: string, count: number): string =>
      count === 0
        ? sentenceOfServer(reason)
        : `${sentenceOfServer(reason)} Your last ${changes(count).replace(/^1 /, '')} ${count === 1 ? 'is' : 'are'} kept on this device and ${count === 1 ? 'goes' : 'go'} in when it can write again.`,
    /** Of a page that was open when its right to be there ended. */
    stopped: (code: RefusalCode): string => {
      switch (code) {
        case 'link-withdrawn':
        case 'removed':
        case 'not-allowed':
          return 'You are signed out of this statement.'
        case 'not-signed-in':
          return 'You are signed out.'
        default:
          return rulings[code].sentence
      }
    },
    stoppedWith: (code: RefusalCode, penholder: string | undefined): string => {
      switch (code) {
        case 'link-withdrawn':
          return `The link of your delegation was withdrawn. What you wrote stays. To come back, ask ${thePenholder(penholder)} for a new link.`
        case 'removed':
          return `You were removed from it. What you wrote stays. If this is a mistake, ask ${thePenholder(penholder)} to let you in again.`
        case 'not-allowed':
          return `You take no part in it any more. To come back, ask ${thePenholder(penholder)} for a link.`
        case 'not-signed-in':
          return rulings[code].sentence
        default:
          return ''
      }
    },
    copyChanges: (count: number): string => `Copy my ${changes(count)}`,
    notSaved: (count: number): string =>
      `Your last ${changes(count).replace(/^1 /, '')} ${count === 1 ? 'was' : 'were'} not saved.`,
    /** Follows that, where they have words. */
    wordsKept: 'Their words are kept here until you close this notice.',
    writeAgain: 'You can write again now.',
    restored: 'It reads as it did when the backup was made.',
    /** Why changes were not saved, of what has been mended since. */
    wasBarred: (code: RefusalCode): string => {
      switch (code) {
        case 'drafting-closed':
          return 'Drafting was closed at the time.'
        case 'archived':
          return 'The statement was archived at the time.'
        case 'read-only':
          return 'You could only read at the time.'
        default:
          return 'You took no part in the statement at the time.'
      }
    },
    notDone: 'That was not done.',
    copied: 'Copied',
    reload: 'Reload',
    textMovedName: 'Your words',
    textMoved: 'Your words were moved.',
    textMovedWith: 'Somebody joined the paragraph you were writing in with the one before it.',
    dismiss: 'Close this notice',
  },

  presence: {
    group: 'Present now',
    who: 'Who is here',
    people: (delegation: string, count: number): string =>
      `${delegation}, ${count === 1 ? '1 person' : `${count} people`}`,
    lastSeen: (delegation: string, time: string): string => `${delegation}, last seen ${time}`,
    here: (count: number): string => `${count} here`,
    seen: (time: string): string => `last seen ${time}`,
    following: 'Following',
    followingWhom: (name: string, delegation: string): string => `Following ${name}, ${delegation}`,
    stopFollowing: 'Stop following',
  },

  exporting: {
    button: 'Export',
    heading: 'Export',
    format: 'Format',
    formats: {
      docx: 'DOCX',
      pdf: 'PDF',
      html: 'HTML',
      markdown: 'Markdown',
      txt: 'TXT',
      archive: 'Archive',
    } satisfies Record<Format, string>,
    deliveryNote: 'Delivery note',
    choose: 'Choose…',
    notes: { none: 'None', check: 'Check against delivery', verbatim: 'Read out verbatim' },
    noteHint: 'Interpreters follow the speaker, or the paper if it is read out verbatim.',
    noteMissing: 'Choose a delivery note, so that the interpreters know what to follow.',
    language: 'Language',
    languageHint: 'Of delivery note, labels and dates, not the text.',
    comments: 'Comments',
    commentsShown: { none: 'None', open: 'Open', all: 'All' },
    commentsHint: {
      none: undefined,
      open: 'Comments to everybody that are not resolved.',
      all: 'All that you may read, those of your own delegation too.',
    },
    lineNumbers: 'Line numbers',
    lines: { none: 'None', every: 'Every line', fifth: 'Every fifth line' },
    paperSize: 'Paper size',
    papers: { a4: 'A4', letter: 'Letter' },
    moreOptions: 'More options',
    flags: {
      paragraphNumbers: 'Paragraph numbers',
      draftMark: 'Draft mark and revision',
      largePrint: 'Large print',
      doubleSpacing: 'Double spacing',
      delegationColours: 'Colour by delegation',
      wrapped: 'Lines of 72 characters',
    },
    updateLog: 'Update log',
    updateLogHint: 'Everything ever typed, deleted words too. Others who export an archive do not get it.',
    archiveHas: (updateLog: boolean): string =>
      `One file with the text, its letterhead and the comments that you chose${updateLog ? ', and with how the text came about as a record' : ''}. Imported into any Penholder, it is the same statement again.`,
    cannot: (format: string): string => `${format} has none of this.`,
    inLargePrint: 'Large print always has them.',
    preview: 'Preview',
    drawing: 'Drawing the pages…',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    pageOf: (page: number, pages: number): string => `Page ${page} of ${pages}`,
    wordMayDiffer: 'Word may break lines elsewhere.',
    browserMayDiffer: 'A browser shows no pages.',
    noPreview: 'The preview could not be made. The export may work all the same.',
    needsServer: 'Export needs the server.',
    copying: { copy: 'Copy the text', copied: 'Copied', field: 'The text' },
    cancel: 'Cancel',
    preparing: 'Preparing…',
    export: (format: string): string => `Export ${format}`,
    failed: (format: string): string =>
      `The ${format} could not be made. ${format === 'PDF' ? 'Try DOCX, or try again.' : 'Try again.'}`,
  },
  share: {
    button: 'Share',
  },

  delegations: {
    heading: 'Delegations',
    lead: 'One link per delegation. Whoever opens it joins in that delegation’s name.',
    empty: 'No delegation yet. Add one and send it its link.',
    remark: (zone: string): string =>
      `A revoked link stops working at once. What the delegation wrote stays in the text. Times: ${zone}.`,
    delegation: 'Delegation',
    placeholder: 'Add a delegation: Cambodia, ICRC, …',
    delegationMissing: 'Enter a delegation.',
    takesPart: (delegation: string): string => `${delegation} takes part already.`,
    role: 'Role',
    add: 'Add',
    added: (delegation: string): string => `${delegation} was added. Its link can be copied.`,
    penholder: 'Penholder',
    roles: { drafter: 'Drafter', commenter: 'Commenter', observer: 'Observer' } satisfies Record<Role, string>,
    columns: {
      delegation: 'Delegation',
      role: 'Role',
      invitation: 'Invitation',
      expires: 'Expires',
      hereNow: 'Here now',
      actions: 'Actions',
    },
    roleOf: (delegation: string): string => `Role of ${delegation}`,
    copyLink: 'Copy link',
    copyLinkOf: (delegation: string): string => `Copy the link of ${delegation}`,
    linkOf: (delegation: string): string => `Link of ${delegation}`,
    copied: 'Copied',
    isCopied: 'Copied. Send it to that delegation only: whoever has it joins in its name.',
    copyByHand: 'It is selected: press Ctrl+C, or Cmd+C.',
    expired: (day: string): string => `Expired ${day}`,
    withdrawn: 'Revoked',
    ended: 'Ended',
    expiryOf: (delegation: string): string => `Expiry of ${delegation}`,
    expiries: {
      today: (): string => 'Today, 23:59',
      tomorrow: (): string => 'Tomorrow, 23:59',
      week: (day: string): string => `In a week: ${day}`,
      month: (day: string): string => `In 30 days: ${day}`,
    },
    otherTime: 'Another time…',
    otherTimeOf: (delegation: string, zone: string): string => `The link of ${delegation} expires, ${zone}`,
    timeIsPast: 'Choose a time to come.',
    timeTooFar: (days: number): string => `Choose a time within ${days} days. A link can be renewed.`,
    openUntil: (moment: string): string => `Open until ${moment}`,
    limit: 'Limit of people…',
    limitOf: (delegation: string): string => `How many people may join as ${delegation}`,
    limitWrong: (most: number): string => `Enter a number from 1 to ${most}.`,
    set: 'Set',
    notHere: 'Not here',
    lastSeen: (time: string): string => `Last seen ${time}`,
    joined: (people: number, most: number): string => `${people} of ${most} joined`,
    moreAbout: (delegation: string): string => `More about ${delegation}`,
    revoke: 'Revoke',
    revokeOf: (delegation: string): string => `Revoke the link of ${delegation}`,
    revokeQuestion: (delegation: string): string => `Revoke the link of ${delegation}?`,
    revokeExplanation: (delegation: string, people: readonly string[]): string =>
      `${people.length === 0 ? 'Nobody has joined by it.' : `${listOf(people)} ${people.length === 1 ? 'is' : 'are'} signed out now.`} What ${delegation} wrote stays.`,
    renew: 'Renew',
    renewOf: (delegation: string): string => `Renew the link of ${delegation}`,
    remove: 'Remove',
    removePerson: (name: string): string => `Remove ${name}`,
    removeDelegation: (delegation: string): string => `Remove ${delegation}`,
    removeQuestion: (whom: string): string => `Remove ${whom}?`,
    removeExplanation: (delegation: string): string =>
      `${delegation} no longer takes part: its link ends and its people are signed out now. What they wrote stays.`,
    removePersonExplanation: (name: string, delegation: string): string =>
      `${name} is signed out of this statement now, but can come back by the link of ${delegation} as long as it lets people in. What ${name} wrote stays.`,
    passPen: 'Pass the pen',
    copyAll: 'Copy all links',
    allLinks: 'All links',
    done: 'Done',
    cancel: 'Cancel',
  },

  passPen: {
    heading: 'Pass the pen',
    to: 'To',
    gains: (delegation: string): string =>
      `${delegation} then holds the pen: it invites delegations, and closes and opens drafting.`,
    youKeep: (administrator: boolean): string =>
      administrator
        ? 'Your delegation stays as a drafter. As the administrator you can move the pen again.'
        : 'Your delegation stays as a drafter: you can write while drafting is open, but no longer see this page. Only the new penholder or the administrator can pass the pen back.',
    keeps: (delegation: string): string => `${delegation} stays as a drafter.`,
    nobodyHere: (delegation: string): string => `Nobody of ${delegation} is here now.`,
    nobody: 'No other delegation takes part yet. Add one first.',
    confirm: 'Pass the pen',
    cancel: 'Cancel',
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

  /** What stands beside the paragraphs, and what is said of the words that are spoken about. */
  paragraphMenu: {
    commentOn: (block: BlockRole, number: number | null): string => `Comment on ${nameOfBlock(block, number)}`,
    options: (block: BlockRole, number: number | null): string =>
      number === null ? `${blockNames[block]} options` : `Paragraph ${number} options`,
    commentsOn: (count: number, block: BlockRole, number: number | null): string =>
      `${count === 1 ? '1 comment' : `${count} comments`} on ${nameOfBlock(block, number)}`,
    arrows: 'Arrow up and down go to the other paragraphs.',
    comment: 'Comment',
    moveUp: 'Move up',
    moveDown: 'Move down',
    salutation: 'Salutation',
    copyLink: 'Copy link to paragraph',
    copied: 'The link is copied.',
    notCopied: 'The browser keeps the clipboard closed. This is the link:',
    moved: (block: BlockRole, number: number | null): string =>
      number === null ? 'Moved.' : `Moved. It is ${nameOfBlock(block, number)} now.`,
    /** Of words with a thread. */
    discussedBy: (delegation: string): string => `Comment by ${delegation}`,
    /** Where a link leads to nothing. */
    threadGone: 'This comment is no longer here.',
    paragraphGone: 'This paragraph is no longer here.',
  },

  find: {
    entry: 'Find and replace',
    name: 'Find and replace',
    find: 'Find',
    replaceWith: 'Replace with',
    previous: 'Previous',
    next: 'Next',
    replace: 'Replace',
    replaceAll: 'Replace all',
    alsoReplace: 'Replace…',
    matchCase: 'Match case',
    wholeWords: 'Whole words',
    count: (current: number, all: number): string => `${current} of ${all}`,
    none: 'No match',
    replaced: (count: number): string => `${count} replaced`,
  },

  authors: {
    entry: 'Who wrote this',
    heading: 'Who wrote this',
    explanation: 'Who wrote which words, as the server has recorded it.',
    selection: 'In the selection',
    selectHint: 'Select words to see who wrote them.',
    whole: 'In the statement',
    paragraphs: 'By paragraph',
    paragraph: (number: number): string => `Paragraph ${number}`,
    styles: {
      salutation: 'Salutation',
      heading: 'Heading',
      quote: 'Quote',
      numberedItem: 'Numbered item',
      bulletedItem: 'Bulleted item',
      footnote: 'Footnote',
    },
    share: (percent: number): string => `${percent} %`,
    lessThanOne: 'under 1 %',
    words: (count: number): string => (count === 1 ? '1 word' : `${count} words`),
    writtenBy: (name: string, delegation: string): string => `Written by ${name}, ${delegation}`,
    unknown: 'Not known',
    unknownHint: 'Words that came in with an import, or that the server has not named yet.',
    empty: 'Nothing is written yet.',
    offline: 'The server cannot be reached: only people who are here now are named.',
  },

  threadPanel: {
    heading: 'All comments',
    imported: 'imported',
    back: 'Close the list',
    previous: 'Previous comment',
    next: 'Next comment',
    search: 'Search comments',
    searchPlaceholder: 'Words or names',
    kindsName: 'Filter by kind',
    kinds: {
      open: 'Open',
      unseen: 'Unseen',
      mentioned: 'Mentions you',
      mine: 'Mine',
      resolved: 'Resolved',
      orphaned: 'Not in the text',
      waiting: 'Not sent yet',
    },
    delegationsName: 'Filter by delegation',
    all: (count: number): string => `All ${count}`,
    delegation: (name: string, open: number): string => `${name}, ${open} open`,
    order: 'Order',
    orders: { place: 'By place', time: 'Latest first' },
    seeAll: 'Mark all as seen',
    listed: (count: number): string => (count === 1 ? '1 comment listed' : `${count} comments listed`),
    loading: 'Loading the comments…',
    none: {
      open: 'No open comments: everything is resolved.',
      unseen: 'You have seen everything.',
      mentioned: 'No comment mentions you or your delegation.',
      mine: 'You have not commented here yet.',
      resolved: 'Nothing is resolved yet.',
      orphaned: 'Every comment is found in the text.',
      waiting: 'Everything is sent.',
    },
    noneOfThese: 'No comment fits all of these filters.',
    showAll: 'Show all comments',
  },

  speaking: {
    entry: 'Speaking time',
    heading: 'Speaking time',
    open: (time: string): string => `Speaking time: ${time}`,
    text: 'Text',
    time: 'Time',
    rest: 'Against the limit',
    noLimit: 'No limit set',
    limit: 'Time limit',
    limitHint: 'In minutes, such as 5 or 5:30.',
    limitWrong: 'Write a time, such as 5:00.',
    pace: 'Words a minute',
    paceInCharacters: 'Characters a minute',
    paceHint: (least: number, most: number): string => `From ${least} to ${most}, for everybody in this statement.`,
    paceWrong: (least: number, most: number): string => `Enter a number from ${least} to ${most}.`,
    usualPace: (pace: number): string => `Back to ${pace}`,
    languagesHeading: 'Usual pace by language',
    languagesNote:
      'Interpreters can follow at this pace. In Chinese, characters are counted, in the others words; letterhead and footnotes are not.',
    language: 'Language',
    aMinute: 'A minute',
  },

  history: {
    undo: 'Undo',
    redo: 'Redo',
  },

  comments: {
    region: 'Comments',
    open: (count: number): string => `${count} open`,
    all: 'All comments',
    empty: 'No comments yet. Point at a paragraph, or press Ctrl+Alt+M.',
    emptyToRead: 'No comments yet.',
    emptyToTouch: 'No comments yet. Mark words, or tap a paragraph, and choose Comment.',
    button: (count: number): string => `Comments, ${count}`,
    below: (count: number): string => `${count} more below`,
    above: (count: number): string => `${count} more above`,
    /** Open ones whose words and paragraph are gone, so that no card stands beside the text. */
    lost: (count: number): string => `${count} not in the text`,
    previous: 'Previous comment',
    next: 'Next comment',
    place: (number: number, count: number): string => `${number} of ${count}`,
    by: (delegation: string): string => `Comment by ${delegation}`,
    /** Of a comment that came with a file. */
    imported: (name: string): string => (name === '' ? 'imported' : `imported: ${name}`),
    comment: 'Comment',
    reply: 'Reply',
    replyAs: (delegation: string): string => `Reply as ${delegation}`,
    commentAs: (delegation: string): string => `Comment as ${delegation}`,
    send: 'Send',
    sendKeys: 'Send (Ctrl+Enter)',
    save: 'Save',
    cancel: 'Cancel',
    audience: 'Who can read it',
    everybody: 'Everybody',
    only: (delegation: string): string => `Only ${delegation}`,
    delegationOnly: (delegation: string): string => `${delegation} only`,
    bold: 'Bold in the comment',
    italic: 'Italic in the comment',
    mention: 'Mention somebody',
    everybodyOfIt: 'delegation',
    tooLong: (over: number): string => `Too long by ${over === 1 ? '1 character' : `${over} characters`}.`,
    cannotRead: (name: string): string =>
      `${name} cannot read this comment. Take the mention out, or let everybody read it.`,
    new: 'New',
    edited: 'edited',
    deleted: 'Deleted by its author',
    /** Of an imported comment. */
    takenOut: 'Deleted by the pen',
    notification: 'Notification',
    commentDeleted: 'Comment deleted.',
    answeredIsGone: 'The comment that you answered was deleted. What you wrote can stand by itself.',
    willBeSent: 'Will be sent',
    sending: 'Sending…',
    notSent: 'Not sent.',
    copy: 'Copy',
    copied: 'Copied',
    giveUp: 'Give up',
    resolve: 'Resolve',
    reopen: 'Reopen',
    resolvedBy: (name: string, time: string): string => `Resolved by ${name}, ${time}`,
    delete: 'Delete comment',
    edit: 'Edit comment',
    copyLink: 'Copy link',
    options: (name: string): string => `Comment of ${name}: more`,
    moreReplies: (count: number): string => (count === 1 ? 'Show 1 more reply' : `Show ${count} more replies`),
    showMore: 'Show more',
    showLess: 'Show less',
    on: 'On:',
    onThen: 'On, as it read then:',
    paragraph: (number: number): string => `Paragraph ${number}`,
    unnumbered: 'On a line without a number',
    nowhere: 'Its words are no longer in the text',
    attach: 'Attach to the selected words',
    attached: 'The comment stands there now.',
    attachHint: 'Select words in the text first, or put the caret in a paragraph.',
    discardHeading: 'Discard what you wrote?',
    discardExplanation: 'The comment was not sent. Nobody has read it.',
    discard: 'Discard',
    keep: 'Go on writing',
  },

  threadNews: {
    name: 'News',
    comment: (delegation: string, paragraph: number | null): string =>
      paragraph === null ? `Comment by ${delegation}.` : `Comment by ${delegation} on paragraph ${paragraph}.`,
    comments: (count: number): string => `${count} new comments.`,
    answered: (who: string): string => `${who} answered`,
    mentioned: (who: string): string => `${who} mentioned you`,
    show: 'Show',
    close: 'Close',
  },

  mentions: {
    heading: 'Mentions of you',
    unseen: 'New',
    all: (count: number): string => `Show all ${count}`,
    fewer: 'Show fewer',
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
    languageFixed: 'The language of the text. Whoever can write now can choose another.',
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
      ['Ctrl+F, Ctrl+H', 'Find, find and replace'],
      ['F3, Shift+F3', 'Next, previous match'],
      ['Alt+F10', 'To the toolbar of the selection'],
      ['Ctrl+Alt+M', 'Comment on the selection or the paragraph'],
      ['Alt+Down, Alt+Up', 'Next, previous comment'],
      ['Ctrl+Alt+Shift+Z, Ctrl+Alt+Shift+C', 'Edit, read'],
      ['Ctrl+S', 'Say where the text is saved'],
      ['F6, Shift+F6', 'Next, previous region'],
      ['Esc', 'Close the toolbar or a menu'],
      ['?', 'This list'],
    ],
  },
} as const
