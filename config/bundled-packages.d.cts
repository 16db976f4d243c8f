import type { Compiler } from 'webpack'

export class BundledPackages {
  constructor(...options: { root: string; file: string }[])
  apply(compiler: Compiler): void
}
