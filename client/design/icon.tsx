/** The icons, drawn on 16 px in one stroke. They always stand beside words or inside a control that has a name. */
import type { ReactNode } from 'react'
import styles from './icon.module.css'

const drawings = {
  alert: (
    <>
      <path d="M8 2.6l5.9 10.5H2.1z" />
      <path d="M8 6.5v3M8 11.3h.01" />
    </>
  ),
  archive: (
    <>
      <rect x="2.3" y="3" width="11.4" height="3.2" rx="0.8" />
      <path d="M3.3 6.2v6c0 .6.4 1 1 1h7.4c.6 0 1-.4 1-1v-6M6.5 9h3" />
    </>
  ),
  arrowDown: <path d="M8 3v9.6M3.8 8.6L8 12.8l4.2-4.2" />,
  arrowUp: <path d="M8 13V3.4M3.8 7.4L8 3.2l4.2 4.2" />,
  arrowEnd: <path d="M3.5 8h9M9 4.3L12.7 8 9 11.7" />,
  arrowStart: <path d="M12.5 8h-9M7 4.3L3.3 8 7 11.7" />,
  back: <path d="M2.8 6.4h7a3.6 3.6 0 0 1 0 7.2H6M5.6 3.4l-3 3 3 3" />,
  check: <path d="M3 8.6l3.2 3.2L13 4.6" />,
  chevronDown: <path d="M4.5 6.5L8 10l3.5-3.5" />,
  chevronEnd: <path d="M6.5 4.5L10 8l-3.5 3.5" />,
  chevronUp: <path d="M4.5 9.5L8 6l3.5 3.5" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 4.6V8l2.3 1.6" />
    </>
  ),
  comment: (
    <path d="M2.5 4.2c0-.9.8-1.7 1.7-1.7h7.6c.9 0 1.7.8 1.7 1.7v5c0 .9-.8 1.7-1.7 1.7H7.2L4.4 13.4v-2.5h-.2c-.9 0-1.7-.8-1.7-1.7z" />
  ),
  commentAdd: (
    <>
      <path d="M2.5 4.2c0-.9.8-1.7 1.7-1.7h7.6c.9 0 1.7.8 1.7 1.7v5c0 .9-.8 1.7-1.7 1.7H7.2L4.4 13.4v-2.5h-.2c-.9 0-1.7-.8-1.7-1.7z" />
      <path d="M8 4.8v3.8M6.1 6.7h3.8" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.6" />
      <path d="M3.8 10.5c-.8-.1-1.3-.7-1.3-1.5V4.2c0-.9.8-1.7 1.7-1.7H9c.8 0 1.4.5 1.5 1.3" />
    </>
  ),
  cross: <path d="M4 4l8 8M12 4l-8 8" />,
  device: (
    <>
      <rect x="3" y="3" width="10" height="7.5" rx="1.2" />
      <path d="M1.7 13h12.6" />
    </>
  ),
  download: (
    <>
      <path d="M8 2.5v7.2M5 6.9l3 3 3-3" />
      <path d="M2.8 10.8v1c0 .9.7 1.7 1.7 1.7h7c1 0 1.7-.8 1.7-1.7v-1" />
    </>
  ),
  eye: (
    <>
      <path d="M1.7 8S4 3.8 8 3.8 14.3 8 14.3 8 12 12.2 8 12.2 1.7 8 1.7 8z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  file: (
    <>
      <path d="M4 2.5h5l3 3v8H4z" />
      <path d="M9 2.5v3h3" />
    </>
  ),
  footnote: (
    <>
      <path d="M2.5 4.5h5.5M2.5 8h11M2.5 11.5h8" />
      <path d="M11.2 3l1.3-.8v3.6" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M2.3 8h11.4M8 2.3c1.7 1.6 2.4 3.5 2.4 5.7S9.7 12.1 8 13.7C6.3 12.1 5.6 10.2 5.6 8S6.3 3.9 8 2.3z" />
    </>
  ),
  hands: (
    <>
      <path d="M3 4.5h6M3 8h4.5M3 11.5h3" />
      <path d="M12.6 6.2l1.4 1.4-4.6 4.6-1.9.5.5-1.9z" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.8" y="4" width="12.4" height="8" rx="1.5" />
      <path d="M4.4 6.7h.01M6.8 6.7h.01M9.2 6.7h.01M11.6 6.7h.01M5.4 9.4h5.2" />
    </>
  ),
  link: (
    <>
      <path d="M6.6 9.4a2.6 2.6 0 0 0 3.8.1l2-2a2.7 2.7 0 0 0-3.8-3.8l-.9.9" />
      <path d="M9.4 6.6a2.6 2.6 0 0 0-3.8-.1l-2 2a2.7 2.7 0 0 0 3.8 3.8l.9-.9" />
    </>
  ),
  list: <path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01" />,
  lock: (
    <>
      <rect x="3.2" y="7" width="9.6" height="6.5" rx="1.5" />
      <path d="M5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7" />
    </>
  ),
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  offline: (
    <path d="M2.5 2.5l11 11M8 12.3h.01M5.9 10.1a3 3 0 0 1 3-.7M3.7 7.9a6 6 0 0 1 2.4-1.5M1.6 5.6A9 9 0 0 1 4 4M12.3 7.9a6 6 0 0 0-2.6-1.5M14.4 5.6a9.2 9.2 0 0 0-7-2.2" />
  ),
  page: (
    <>
      <path d="M4 2.5h5l3 3v8H4z" />
      <path d="M9 2.5v3h3" />
    </>
  ),
  pencil: <path d="M10.7 3l2.3 2.3-7.6 7.6-2.9.6.6-2.9z" />,
  people: (
    <>
      <circle cx="6" cy="5.4" r="2.4" />
      <path d="M1.8 13c.3-2.4 2-3.8 4.2-3.8s3.9 1.4 4.2 3.8" />
      <path d="M10.6 3.2a2.4 2.4 0 0 1 0 4.4M12.2 9.8c1.2.6 1.9 1.7 2.1 3.2" />
    </>
  ),
  plus: <path d="M8 3.2v9.6M3.2 8h9.6" />,
  redo: <path d="M12.9 6.2H6.4a3.5 3.5 0 0 0 0 7h3.8M10.2 3.4l2.9 2.8-2.9 2.8" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="M10.2 10.2l3.3 3.3" />
    </>
  ),
  shield: (
    <>
      <path d="M8 2.2l5 1.7v3.8c0 3-2 5-5 6.1-3-1.1-5-3.1-5-6.1V3.9z" />
      <path d="M5.9 7.9l1.5 1.5 2.8-2.9" />
    </>
  ),
  signOut: <path d="M6.4 13.3H3.7a1 1 0 0 1-1-1V3.7a1 1 0 0 1 1-1h2.7M10.3 11.2L13.5 8l-3.2-3.2M13.2 8H6.3" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1" />
    </>
  ),
  sync: <path d="M13.3 6.6A5.5 5.5 0 0 0 3.5 5M2.7 9.4A5.5 5.5 0 0 0 12.5 11M3.2 2.4V5h2.6M12.8 13.6V11h-2.6" />,
  trash: (
    <path d="M2.8 4.4h10.4M6.3 4.2V3c0-.4.3-.7.7-.7h2c.4 0 .7.3.7.7v1.2M4.2 4.6l.6 8c0 .6.5 1 1 1h4.4c.5 0 1-.4 1-1l.6-8M6.7 7v4M9.3 7v4" />
  ),
  undo: <path d="M3.1 6.2h6.5a3.5 3.5 0 0 1 0 7H5.8M5.8 3.4L2.9 6.2 5.8 9" />,
  unlink: (
    <>
      <path d="M6.6 9.4a2.6 2.6 0 0 0 3.8.1l2-2a2.7 2.7 0 0 0-3.8-3.8l-.9.9" />
      <path d="M9.4 6.6a2.6 2.6 0 0 0-3.8-.1l-2 2a2.7 2.7 0 0 0 3.8 3.8l.9-.9" />
      <path d="M2.5 2.5l11 11" />
    </>
  ),
  upload: (
    <>
      <path d="M8 9.8V2.6M5 5.6l3-3 3 3" />
      <path d="M2.8 10.8v1c0 .9.7 1.7 1.7 1.7h7c1 0 1.7-.8 1.7-1.7v-1" />
    </>
  ),
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

export const Icon = ({ name }: { name: IconName }) => (
  <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
    {drawings[name]}
  </svg>
)

/** The nib: Penholder's sign. */
export const Nib = () => (
  <svg className={styles.nib} viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 3l4.6 9.2c.3.6.2 1.2-.1 1.8L13.6 19h-3.2l-2.9-5c-.3-.6-.4-1.2-.1-1.8z" />
    <path d="M12 3v8.2" />
    <circle cx="12" cy="12.7" r="1.4" />
    <path d="M9.4 21.5h5.2" />
  </svg>
)
