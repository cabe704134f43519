/** What the rooms count for `GET /metrics`. No name of a statement or of a person among the labels. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export interface Metrics {
  readonly connections: Gauge
  readonly rooms: Gauge
  readonly updates: Counter
  readonly updateBytes: Counter
  readonly flushSeconds: Histogram
  readonly refused: Counter<'code'>
  /** Bytes handed to a socket. A plain sum, read when asked for: it is called for each message and reader. */
  sent(bytes: number): void
  readonly storageTrouble: Gauge
}

export function roomMetrics(registry: Registry): Metrics {
  const registers = [registry]
  let sentBytes = 0
  new Counter({
    name: 'penholder_sent_bytes_total',
    help: 'Bytes handed to sockets.',
    registers,
    collect() {
      this.reset()
      this.inc(sentBytes)
    },
  })
  return {
    connections: new Gauge({ name: 'penholder_connections', help: 'Open WebSocket connections.', registers }),
    rooms: new Gauge({ name: 'penholder_rooms', help: 'Statements in memory.', registers }),
    updates: new Counter({ name: 'penholder_updates_total', help: 'Updates written to the log.', registers }),
    updateBytes: new Counter({ name: 'penholder_update_bytes_total', help: 'Bytes of those updates.', registers }),
    flushSeconds: new Histogram({
      name: 'penholder_flush_seconds',
      help: 'Time from the hand-over of a batch of updates to the end of its disk flush.',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1],
      registers,
    }),
    refused: new Counter({
      name: 'penholder_refused_total',
      help: 'Connections and updates refused, by code.',
      labelNames: ['code'],
      registers,
    }),
    sent: (bytes) => {
      sentBytes += bytes
    },
    storageTrouble: new Gauge({ name: 'penholder_storage_trouble', help: '1 while nothing can be saved.', registers }),
  }
}
