/** Starts and kills servers on one data folder. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Address } from '../headless-client.ts'
import type { Person } from '../world.ts'
import type { Started } from './server-process.ts'

export interface Killable extends Started {
  readonly process: ChildProcess
  address(person: Person): Address
  kill(): Promise<void>
  /** Ends it as an operator does. */
  stop(): Promise<void>
}

/** `wrapper`: a command line that the server is started under, as `strace`. */
export async function startServer(folder: string, wrapper: readonly string[] = []): Promise<Killable> {
  const [command, ...before] = [...wrapper, process.execPath]
  const program = new URL('./server-process.ts', import.meta.url).pathname
  const options = {
    execPath: command ?? process.execPath,
    execArgv: before,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'] as const,
  }
  const child = fork(program, [folder], { ...options, stdio: [...options.stdio] })
  const [started] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code} before it listened`))),
  ])) as [Started]
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = once(child, 'exit')
    process.kill(started.pid, signal)
    await gone
  }
  return {
    ...started,
    process: child,
    address: ({ cookie }) => ({ url: `ws://127.0.0.1:${started.port}/collab/${started.statementId}`, cookie }),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}
