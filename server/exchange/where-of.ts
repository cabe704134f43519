/** What is told of a bug in a process beside the server. */

/** For the log: where it failed, and nothing of what stands in the text, which a message may quote. */
export function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown'
  const [first = ''] = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line))
  return `${error.name}${first.replace(/^ +/, ' ').replace(/\(?file:.*\/server\//, 'server/')}`
}
