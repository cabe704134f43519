/** The way to the delegations, for whoever may invite them. The dialog is fetched when it is first opened. */
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, lazy, useEffect } from 'react'
import { useAttendance } from '../room/attendance.ts'
import type { Room } from '../room/provider.ts'
import type { OpenedStatement } from './statement-page.tsx'

const DelegationsDialog = lazy(async () => ({
  default: (await import('../people/delegations-dialog.tsx')).DelegationsDialog,
}))

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
    <Suspense fallback={null}>
      <DelegationsDialog
        statementId={statement.id}
        you={you}
        administrator={standing.account?.administrator ?? false}
        open
        onClose={onClose}
      />
    </Suspense>
  )
}
