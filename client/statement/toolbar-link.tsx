/** The address of a link, asked for in the place of the toolbar's buttons. */
import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { isMarkType } from '#shared/statement/schema.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { useSelected } from './editor.tsx'
import styles from './toolbar.module.css'

export function LinkForm({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const linked = useSelected(editor, hrefAt)
  const [address, setAddress] = useState(linked ?? '')
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (editor.commands.setLink({ href: address })) onDone()
    else setWrong(true)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        className={styles.address}
        autoFocus
        type="text"
        inputMode="url"
        aria-label={words.toolbar.address}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'link-wrong' : undefined}
        placeholder={words.toolbar.addressPlaceholder}
        value={address}
        onChange={({ target }) => {
          setAddress(target.value)
          setWrong(false)
        }}
      />
      <button type="submit" className={styles.button} aria-label={words.toolbar.setLink} title={words.toolbar.setLink}>
        <Icon name="check" />
      </button>
      {linked !== null && (
        <button
          type="button"
          className={styles.button}
          aria-label={words.toolbar.removeLink}
          title={words.toolbar.removeLink}
          onClick={() => {
            editor.commands.unsetLink()
            onDone()
          }}
        >
          <Icon name="unlink" />
        </button>
      )}
      {wrong && (
        <p id="link-wrong" className={styles.wrong} role="alert">
          {words.toolbar.addressWrong}
        </p>
      )}
    </form>
  )
}

function hrefAt({ selection: { $from, $to }, doc }: EditorState): string | null {
  let found: string | null = null
  doc.nodesBetween($from.pos, Math.max($to.pos, $from.pos + 1), (node) => {
    const link = node.marks.find(({ type }) => isMarkType(type.name) && type.name === 'link')
    if (found === null && typeof link?.attrs.href === 'string') found = link.attrs.href
  })
  return found
}
