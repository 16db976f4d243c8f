// A webpack plugin: writes down which packages the client was built from, beside what it was built into.
const { mkdirSync, writeFileSync } = require('node:fs')
const path = require('node:path')

/** A package by its folder, so that two versions of one are two. */
const folderOf = (resource) => /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(resource)?.[1]

class BundledPackages {
  constructor({ root, file }) {
    this.root = root
    this.file = file
  }

  apply(compiler) {
    compiler.hooks.afterEmit.tap('BundledPackages', (compilation) => {
      const folders = new Set()
      // Modules that were joined into one lie within it; loaders' own compilations are not in what is built.
      const visit = (module) => {
        const folder = module.resource && folderOf(module.resource)
        if (folder) folders.add(path.relative(this.root, folder).split(path.sep).join('/'))
        for (const inner of module.modules ?? []) visit(inner)
      }
      for (const module of compilation.modules) visit(module)
      mkdirSync(path.dirname(this.file), { recursive: true })
      writeFileSync(this.file, JSON.stringify([...folders].sort()))
    })
  }
}

module.exports = { BundledPackages }
