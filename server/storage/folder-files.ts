/** What the data folder keeps for good, by name. */

/** The database; beside it SQLite keeps its `-wal` and `-shm` while it is open. */
export const databaseFile = 'penholder.sqlite'

export const invitationKeyFile = 'invitation.key'

/** Keys that must not be lost: what was sent under them opens nothing without them. */
export const keyFiles: readonly string[] = [invitationKeyFile]
