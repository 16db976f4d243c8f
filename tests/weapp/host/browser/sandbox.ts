/** A list of names, written as words. */
export const names = (words: string) => words.trim().split(/\s+/)

/** What a phone's script engine has of its own. No Intl (Android), no URL, fetch, crypto, AbortController, queueMicrotask. */
const ENGINE = names(`
  Object Array String Number Boolean Symbol BigInt Math Date RegExp JSON Promise Proxy Reflect Map Set WeakMap WeakSet ArrayBuffer
  DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array Error
  TypeError RangeError SyntaxError ReferenceError EvalError URIError parseInt parseFloat isNaN isFinite NaN Infinity undefined
  encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape console
`)
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const

/** WeChat rejects code that makes code; its engine returns nothing useful for it. */
const NoFunction = new Proxy(Function, {
  apply: () => fail(),
  construct: () => fail(),
})
function fail(): never {
  throw new TypeError('A mini-program cannot make code from text')
}

type Require = (path: string) => unknown
interface Module {
  exports: unknown
}

/** Loads the scripts of a mini-program, seeing only what a phone has and what `given` adds. */
export function sandbox(scripts: Record<string, string>, given: Record<string, unknown>): (path: string) => unknown {
  const browser = window as unknown as Record<string, unknown>
  const scope: Record<string, unknown> = { ...given, Function: NoFunction }
  for (const name of ENGINE) scope[name] = browser[name]
  for (const name of TIMERS) scope[name] = window[name].bind(window)
  const global = new Proxy(scope, {
    has: () => true,
    get: (target, name) => (name === Symbol.unscopables ? undefined : target[name as string]),
  })
  // Not the proxy: what asks `'Deno' in globalThis` must hear no.
  scope.globalThis = scope
  scope.global = scope
  const modules = new Map<string, Module>()

  const load = (path: string): unknown => {
    const known = modules.get(path)
    if (known) return known.exports
    const source = scripts[path]
    if (source === undefined) throw new Error(`module '${path}.js' is not defined`)
    const module: Module = { exports: {} }
    modules.set(path, module)
    const require: Require = (target) => load(resolve(path, target))
    // `with` makes every free name a question to the proxy, which answers yes: the browser's own globals cannot be seen.
    const make = new Function(
      'scope',
      `with(scope){return function(require,module,exports){${source}\n}}\n//# sourceURL=weapp/${path}.js`,
    ) as (scope: unknown) => (require: Require, module: Module, exports: unknown) => void
    make(global)(require, module, module.exports)
    return module.exports
  }
  return load
}

export function resolve(from: string, target: string): string {
  const parts = target.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of target.replace(/\.js$/, '').split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
