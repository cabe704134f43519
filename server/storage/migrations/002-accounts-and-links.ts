/** One-time links to accounts and to other devices, when somebody was last there, and the places of removed delegations. */
import type { Migration } from 'kysely/migration'

export const accountsAndLinks: Migration = {
  async up(db) {
    const { schema } = db
    await schema.alterTable('accounts').addColumn('seen_at', 'integer').execute()
    await schema.alterTable('redemptions').addColumn('seen_at', 'integer').execute()
    await schema
      .createTable('former_places')
      .addColumn('statement_id', 'text', (statement) => statement.notNull().references('statements.id'))
      .addColumn('delegation_id', 'text', (delegation) => delegation.notNull().references('delegations.id'))
      .addColumn('place', 'integer', (place) => place.notNull())
      .addPrimaryKeyConstraint('former_places_key', ['statement_id', 'delegation_id'])
      .execute()
    await schema
      .createTable('account_links')
      .addColumn('id', 'text', (id) => id.primaryKey())
      .addColumn('secret_hash', 'text', (hash) => hash.notNull())
      .addColumn('delegation_id', 'text', (delegation) => delegation.notNull().references('delegations.id'))
      .addColumn('delegate_id', 'text', (delegate) => delegate.references('delegates.id'))
      .addColumn('administrator', 'integer', (flag) => flag.notNull())
      .addColumn('can_create', 'integer', (flag) => flag.notNull())
      .addColumn('created_at', 'integer', (at) => at.notNull())
      .addColumn('expires_at', 'integer', (at) => at.notNull())
      .addColumn('used_at', 'integer')
      .execute()
    await schema
      .createTable('device_links')
      .addColumn('id', 'text', (id) => id.primaryKey())
      .addColumn('secret_hash', 'text', (hash) => hash.notNull())
      .addColumn('code_hash', 'text', (hash) => hash.notNull().unique())
      .addColumn('delegate_id', 'text', (delegate) => delegate.notNull().references('delegates.id'))
      .addColumn('statement_id', 'text', (statement) => statement.references('statements.id'))
      .addColumn('expires_at', 'integer', (at) => at.notNull())
      .addColumn('used_at', 'integer')
      .execute()
  },
}
