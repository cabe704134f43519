// Tiptap as its guide to collaboration has it: StarterKit, Collaboration, CollaborationCaret and y-websocket.
import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { StarterKit } from '@tiptap/starter-kit'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const address = new URLSearchParams(location.search)
const doc = new Y.Doc()
const provider = new WebsocketProvider(address.get('server'), address.get('room'), doc, { disableBc: true })
provider.once('sync', () => {
  window.editor = new Editor({
    element: document.querySelector('main'),
    extensions: [
      StarterKit.configure({ undoRedo: false }),
      Collaboration.configure({ document: doc }),
      CollaborationCaret.configure({ provider, user: { name: 'Bench', color: '#1256b2' } }),
    ],
  })
})
