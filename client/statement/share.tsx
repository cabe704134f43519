/** The way to the delegations, for whoever may invite them. The dialog is fetched when it is first opened. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { words } from '../language/en.ts'
import { useAttendance } from '../room/attendance.ts'
import type { Room } from '../room/provider.ts'
import { FetchedDialog } from './fetched-dialog.tsx'
import type { OpenedStatement } from './statement-page.tsx'

const fetchDelegations = () => import('../people/delegations-dialog.tsx')

interface SharingProps {
  readonly room: Room
  readonly opened: OpenedStatement
  readonly onClose: () => void
}

/** Mounted while it is open. */
export function Sharing({ room, opened, onClose }: SharingProps) {
  const { statement, standing, you } = opened
  const { here } = useAttendance(room)
  const queries = useQueryClient()
  // The server says who has come and gone to the room alone; the seats say who is here.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['statement', statement.id, 'seats'] })
  }, [here, queries, statement.id])
  return (
    <FetchedDialog fetchCode={fetchDelegations} heading={words.delegations.heading} onClose={onClose}>
      {({ DelegationsDialog }) => (
        <DelegationsDialog
          statementId={statement.id}
          you={you}
          administrator={standing.account?.administrator ?? false}
          open
          onClose={onClose}
        />
      )}
    </FetchedDialog>
  )
}
