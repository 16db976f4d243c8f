import { execFileSync } from 'node:child_process'

/** A port of this machine that is free, as is the one after it. */
export const freePort = () => Number(execFileSync(process.execPath, ['config/free-ports.mjs']))
